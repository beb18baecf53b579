import pytest

from app.core.text import Localized
from app.courses import check, reading
from tests.courses.samples import small, with_blocks
from tests.documents import small_course

LESSON = ("modules", 0, "steps", 0)
QUESTION = ("modules", 0, "steps", 1, "questions", 0)
TEXT = (*LESSON, "blocks", 0, "text")


def findings(files):
    """What is to be mended in a course: path, sentence, line within the text."""
    document = reading.as_written(files)
    assert document is not None
    return [
        (found.path, found.message % found.values, found.line) for found in check.problems(document)
    ]


def sentences(files):
    return [sentence for _, sentence, _ in findings(files)]


def words(text):
    """What is said about a text that stands in both languages."""
    return sentences(small(kk=text, ru=text))


def test_the_example_has_nothing_to_mend():
    assert findings(small()) == []


def test_the_course_that_other_tests_use_has_nothing_to_mend():
    assert check.problems(small_course()) == []


def test_both_languages_are_needed_everywhere():
    files = small(("{kk: Дұрыс., ru: Верно.}", '{kk: Дұрыс., ru: ""}'), kk="")

    assert findings(files) == [
        ((*TEXT, "kk"), "The Kazakh text is missing", 0),
        ((*QUESTION, "options", 0, "feedback", "ru"), "The Russian text is missing", 0),
    ]


def test_notes_for_the_reviewer_may_be_left_out_but_not_in_one_language():
    document = small_course()
    half = document.model_copy(update={"review_notes": Localized(kk="Ескерту.", ru="")})

    assert [found.path for found in check.problems(half)] == [("review_notes", "ru")]


@pytest.mark.parametrize("taken", ["m1", "dignity", "dignity-text", "m1-quiz", "q-dignity"])
def test_modules_steps_blocks_and_questions_have_ids_of_their_own(taken):
    files = with_blocks(
        *("- kind: note", f"  id: {taken}", "  tone: remark"),
        *("  title: {kk: а, ru: а}", "  text: {kk: а, ru: а}"),
    )

    assert sentences(files) == [
        f"The id “{taken}” stands twice; modules, steps, blocks and questions need ids of their own"
    ]


def test_the_question_of_a_check_has_an_id_of_its_own():
    files = with_blocks(
        *("- kind: check", "  id: c", "  question:", "    kind: multiple-choice", "    id: c"),
        *("    objective: m1-dignity", "    prompt: {kk: а, ru: а}", "    options:"),
        *("      - {id: a, text: {kk: а, ru: а}, correct: true, feedback: {kk: а, ru: а}}",),
        *("      - {id: a, text: {kk: б, ru: б}, feedback: {kk: а, ru: а}}",),
        "    explanation: {kk: а, ru: а}",
    )

    assert [(path[-4:], sentence) for path, sentence, _ in findings(files)] == [
        (
            ("blocks", 1, "question", "id"),
            "The id “c” stands twice; modules, steps, blocks and questions need ids of their own",
        ),
        (
            ("question", "options", 1, "id"),
            "“a” stands twice in this list: keep one, or change one",
        ),
    ]


def test_objectives_and_sources_are_unique_among_themselves():
    pair = "{kk: а, ru: а}"
    files = small(
        ("objectives: []\n", f"objectives:\n  - {{id: m1-dignity, text: {pair}}}\n"),
        (
            "sources:\n",
            f'sources:\n  - {{id: mandela, title: {pair}, publisher: {pair}, date: "2015"}}\n',
        ),
    )

    assert [path for path, _, _ in findings(files)] == [
        ("modules", 0, "objectives", 0, "id"),
        ("sources", 1, "id"),
    ]


def test_a_single_choice_has_exactly_one_right_option():
    none = small(("                correct: true\n", ""))
    two = small(
        (
            "                feedback: {kk: Ереже",
            f"{' ' * 16}correct: true\n{' ' * 16}feedback: {{kk: Ереже",
        )
    )

    sentence = "Exactly one option must have “correct: true”; here are %d"
    assert findings(none) == [((*QUESTION, "options"), sentence % 0, 0)]
    assert findings(two) == [((*QUESTION, "options"), sentence % 2, 0)]


def test_a_multiple_choice_has_at_least_one_right_option():
    files = small(("single-choice", "multiple-choice"), ("                correct: true\n", ""))

    assert sentences(files) == ["At least one option must have “correct: true”"]


def test_questions_name_objectives_of_their_module_or_the_course():
    assert sentences(small(("objective: m1-dignity", "objective: elsewhere"))) == [
        "There is no objective “elsewhere” in this module or the course: name one, or add it"
    ]


def test_questions_and_source_blocks_name_sources_of_the_course():
    files = small(("sources: [mandela]", "sources: [un, un]"), ("source: mandela", "source: who"))

    assert sentences(files) == [
        "There is no source “who” in the course: name one, or add it",
        "“un” stands twice in this list: keep one, or change one",
        "There is no source “un” in the course: name one, or add it",
        "There is no source “un” in the course: name one, or add it",
    ]


def test_every_row_of_a_table_has_a_cell_for_each_column():
    files = with_blocks(
        *("- kind: table", "  id: t", "  caption: {kk: а, ru: а}"),
        *("  columns: [{kk: а, ru: а}, {kk: б, ru: б}]", "  rows: [['1', '2'], ['3']]"),
    )

    path = (*LESSON, "blocks", 1, "rows", 1)
    assert findings(files) == [(path, "This row has 1 cells, but the table has 2 columns", 0)]


def test_every_series_of_a_chart_has_a_value_for_each_category():
    files = with_blocks(
        *("- kind: chart", "  id: c", "  caption: {kk: а, ru: а}", "  unit: {kk: а, ru: а}"),
        *("  categories: [а, б]", "  series:"),
        *("    - {label: {kk: а, ru: а}, values: [1]}",),
        *("    - {label: {kk: б, ru: б}, values: [0, 9999999999999]}",),
    )

    assert sentences(files) == [
        "Here are 1 values, but the chart has 2 categories",
        "The number is too great or too small for a chart: use another unit",
    ]


def test_the_audience_is_made_of_known_positions():
    (sentence,) = sentences(small(("audience: []", "audience: [educator, janitor]")))

    assert sentence.startswith("There is no position “janitor”; the positions are duty-commander,")


def test_a_course_is_not_its_own_prerequisite():
    assert sentences(small(("prerequisites: []", "prerequisites: [EX1]"))) == [
        "A course cannot be its own prerequisite: take it away"
    ]


@pytest.mark.parametrize("date", ["2017-13", "2017-02-30", "2017-00-10", "0000"])
def test_a_date_must_be_in_the_calendar(date):
    assert sentences(small(('"2015-12-17"', f'"{date}"'))) == [
        f"There is no date {date}: look at the month and the day"
    ]


@pytest.mark.parametrize("address", ["adilet.zan.kz", "javascript:alert(1)", "https://a b"])
def test_the_address_of_a_source_opens_in_a_browser(address):
    files = small(("https://adilet.zan.kz/rus/docs/O1500000005", f'"{address}"'))

    assert sentences(files) == [
        f"The address “{address}” must begin with https:// and hold no space"
    ]


def test_the_id_of_the_review_notes_is_not_for_blocks():
    files = small(("id: dignity-text", "id: review-notes"))
    files |= {f"texts/review-notes.{code}.md": "Т.".encode() for code in ("kk", "ru")}

    assert sentences(files) == ["This id is kept for the notes of the reviewer"]


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        (
            "а <b>б</b>",
            "HTML is not used in texts: write **bold**, *italic*, lists and links in Markdown",
        ),
        (
            "<div>\n\nа",
            "HTML is not used in texts: write **bold**, *italic*, lists and links in Markdown",
        ),
        ("![а](https://a.kz/a.png)", "A picture in a text: make it a block of kind “picture”"),
        ("| а | б |\n|---|---|\n| в | г |", "A table in a text: make it a block of kind “table”"),
        ("# А", "A heading of this level is not used: write ## or ###"),
        ("#### А", "A heading of this level is not used: write ## or ###"),
        (
            "А\n---",
            "A line of - or = under a text makes a heading: write ## before it instead",
        ),
        ("а\n\n---\n\nб", "A line across the text is not used: begin a new heading or block"),
        ("а\n\n    б", "Four spaces before a paragraph make it code: take them away"),
        ("а `б`", "Code is not used in texts: take the back quotes away"),
        ("```\nа\n```", "Code is not used in texts: take the back quotes away"),
        ("а\\\nб", "A forced line break is not used: begin a new paragraph"),
        (
            "[а](javascript:alert)",
            "The link “javascript:alert” must begin with https://, http:// or mailto:",
        ),
        ("[а](/kk/)", "The link “/kk/” must begin with https://, http:// or mailto:"),
    ],
)
def test_what_is_not_in_the_markdown_subset_is_named(markdown, sentence):
    assert set(words(markdown)) == {sentence}


def test_the_whole_subset_is_allowed():
    text = "## А\n\n### Б\n\n**қ** *ң* [а](https://a.kz)\n\n- а\n  - б\n\n1. в\n\n> г\n> - ғ"

    assert words(text) == []


def test_a_note_has_no_headings():
    files = with_blocks(
        *("- kind: note", "  id: n", "  tone: law", "  title: {kk: а, ru: а}"),
        '  text: {kk: "## а", ru: "## а"}',
    )

    assert set(sentences(files)) == {
        "A heading stands here: only a text block has headings, take it away"
    }


@pytest.mark.parametrize(
    ("kk", "ru", "sentence"),
    [
        (
            "## А\n\n## Ә",
            "## А\n\n### Б",
            "The headings differ: ## ## in Kazakh, ## ### in Russian",
        ),
        ("## А\n\nә", "а\n\nа", "The headings differ: ## in Kazakh, – in Russian"),
        ("- а\n\nб", "а\n\nб", "The number of lists differs: 1 in Kazakh, 0 in Russian"),
        ("а", "> а", "The number of quotations differs: 0 in Kazakh, 1 in Russian"),
        (
            "[а](https://a.kz)",
            "а",
            "A link of the Kazakh text is not here: https://a.kz",
        ),
        (
            "а",
            "[а](https://a.kz)",
            "A link of the Russian text is not in the Kazakh one: https://a.kz",
        ),
    ],
)
def test_the_two_languages_of_a_text_are_built_alike(kk, ru, sentence):
    assert findings(small(kk=kk, ru=ru))[0][:2] == ((*TEXT, "ru"), sentence)
    assert len(findings(small(kk=kk, ru=ru))) == 1


def test_links_may_lead_to_the_same_page_in_each_language():
    kk = "[а](https://adilet.zan.kz/kaz/docs/K1400000226) [ә](https://b.kz)"
    ru = "[б](https://b.kz) [а](https://adilet.zan.kz/rus/docs/K1400000226)"

    assert findings(small(kk=kk, ru=ru)) == []


def test_the_first_heading_that_differs_has_its_line():
    kk, ru = "## А\n\nа\n\n## Ә\n\nә", "## А\n\nа\n\n### Б\n\nб"

    assert findings(small(kk=kk, ru=ru))[0][2] == 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Cебет", "“Cебет” mixes Latin (C) and Cyrillic letters: type it anew"),
        ("iшкi", "“iшкi” mixes Latin (i) and Cyrillic letters: type it anew"),
        ("жəне", "“ə” only looks like a letter of our alphabet: type it anew"),
        ("¥н", "“¥” only looks like a letter of our alphabet: type it anew"),
        ("ґ", "“ґ” only looks like a letter of our alphabet: type it anew"),
        ('Бұл "сөз"', 'A straight quotation mark ("): write « » instead'),
        ("бір  екі", "Two spaces after one another: keep one"),
        ("бір \u00a0екі", "Two spaces after one another: keep one"),
        ("бір , екі", "A space before a comma or full stop: take it away"),
        ("бір .", "A space before a comma or full stop: take it away"),
        ("бір - екі", "A hyphen as a dash: write « – » instead"),
        ("бір — екі", "A long dash (—): write « – » with spaces instead"),
        ("39.1 %", "A decimal point: write a decimal comma instead"),
        ("и\u0306", "A letter is made of two characters: write the text again in form NFC"),
        ("а\u200bб", "An invisible character (U+200B): take it away"),
        ("а\tб", "An invisible character (U+0009): take it away"),
    ],
)
def test_what_breaks_a_rule_of_writing_is_named(text, sentence):
    assert set(words(text)) == {sentence}


@pytest.mark.parametrize(
    "text",
    [
        "«Қалқан» – жүйе, 39,1\u00a0%, №\u00a010, 30.05.2017.",
        "PDF-файл, e-mail, COVID-тен, XXI ғасыр, 5×5",
        "[Заң](https://a.kz/?q=a--b&c=%22x%22) және https://b.kz/x-y.html",
        "- бір\n- екі\n  - үш",
        "іс-қимыл, т.б., т. д., …",
        "> - дәйексөз",
    ],
)
def test_good_writing_is_left_alone(text):
    assert words(text) == []


def test_a_single_latin_i_is_found_in_kazakh_only():
    assert findings(small(kk="бір i екі", ru="буква i")) == [
        ((*TEXT, "kk"), "A single Latin letter “i” in a Kazakh text: type it anew", 0)
    ]


def test_short_texts_and_bare_cells_are_read_too():
    files = with_blocks(
        *("- kind: table", "  id: t", "  caption: {kk: а  б, ru: а}"),
        *("  columns: [{kk: а, ru: а}]", "  rows: [['а  б']]"),
    )

    assert [path[6:] for path, _, _ in findings(files)] == [("caption", "kk"), ("rows", 0, 0)]


def test_a_finding_has_its_line_within_the_text():
    text = "бір\n\nекі\nүш  төрт\n\n[а](x)"

    assert [line for path, _, line in findings(small(kk=text, ru=text)) if path[-1] == "kk"] == [
        *(3, 5)
    ]


def test_a_text_of_a_draft_is_tidy():
    document = small_course().model_copy(update={"title": Localized(kk=" Курс", ru="Курс\n")})

    assert [found.path for found in check.problems(document)] == [("title", "kk"), ("title", "ru")]
