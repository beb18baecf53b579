from hypothesis import given
from hypothesis import strategies as st

from app.courses import reading, schema
from app.courses.document.course import CourseDocument
from tests.courses.samples import BLOCKS, EXAMPLE, KK, PNG, RU, line_of, small, with_blocks

PICTURE = (
    "- kind: picture",
    "  id: p",
    "  file: p.png",
    "  alt: {kk: а, ru: а}",
    "  caption: {kk: а, ru: а}",
)


def problems(files, name="small"):
    """What is said about the files, each problem as one line."""
    result = reading.read(name, files)
    return [] if isinstance(result, CourseDocument) else [str(problem) for problem in result]


def test_the_example_of_the_documentation_is_a_course():
    document = reading.read("small", small())

    assert isinstance(document, CourseDocument)
    assert document.steps_by_id["dignity"].blocks[0].text.kk == "Мәтін."


def test_a_missing_key_is_named_where_it_should_stand():
    assert problems(small(("hours: 1\n", ""))) == ["course.yaml:1: “hours” is missing here: add it"]


def test_a_missing_language_is_named_at_its_pair():
    files = small(("{kk: Дұрыс., ru: Верно.}", "{kk: Дұрыс.}"))

    line = line_of("{kk: Дұрыс.}", files)
    assert problems(files) == [f"course.yaml:{line}: “ru” is missing here: add it"]


def test_an_unknown_key_gets_the_keys_that_are_known():
    files = small(("certificate: {valid_months: 12}", "certificate: {valid_months: 12, seal: red}"))

    line = line_of("seal", files)
    assert problems(files) == [
        f"course.yaml:{line}: There is no key “seal” here; the keys are valid_months"
    ]


def test_a_misspelt_key_gets_the_right_one_suggested():
    files = small(("        minutes: 5\n        blocks", "        minuts: 5\n        blocks"))

    line = line_of("minuts", files)
    step = line_of("- kind: lesson", files)
    assert problems(files) == [
        f"course.yaml:{step}: “minutes” is missing here: add it",
        f"course.yaml:{line}: There is no key “minuts” here: did you mean “minutes”?",
    ]


def test_an_unknown_kind_of_step_gets_the_list_of_kinds():
    files = small(("- kind: lesson", "- kind: lecture"))

    line = line_of("lecture", files)
    assert problems(files)[0] == (
        f"course.yaml:{line}: There is no kind “lecture”: choose one of lesson, quiz, scenario"
    )


def test_an_unknown_kind_of_block_gets_the_list_of_kinds():
    files = with_blocks("- kind: video", "  id: v")

    assert problems(files) == [
        (
            f"course.yaml:{BLOCKS}: There is no kind “video”: choose one of"
            " text, note, picture, table, chart, sources, check"
        )
    ]


def test_a_part_without_a_kind_gets_the_list_of_kinds():
    files = small(("          - kind: single-choice\n            id: q-", "          - id: q-"))

    line = line_of("id: q-dignity", files)
    assert problems(files) == [
        (
            f"course.yaml:{line}: “kind” is missing here: choose one of single-choice,"
            " multiple-choice, true-false, matching, ordering, sorting, short-answer, number, open"
        )
    ]


def test_a_text_where_a_pair_should_be_is_explained():
    files = small(("title: {kk: Үлгі курс, ru: Учебный пример}", "title: Үлгі курс"))

    assert problems(files) == ["course.yaml:3: “title” must be a pair: {kk: …, ru: …}"]


def test_a_number_where_a_text_should_be_is_explained():
    files = small(('date: "2015-12-17"', "date: 2015"))

    line = line_of("date: 2015", files)
    assert problems(files) == [
        f"course.yaml:{line}: “date” must be a text: put it between double quotes"
    ]


def test_a_text_where_a_number_should_be_is_explained():
    for wrong in ('"1"', "1.5", "one", "0x10", "1_0", "01", "true"):
        assert problems(small(("hours: 1", f"hours: {wrong}"))) == [
            "course.yaml:6: “hours” must be a whole number without quotation marks"
        ]


def test_a_number_out_of_bounds_is_told_the_bound():
    assert problems(small(("hours: 1", "hours: 0"))) == [
        "course.yaml:6: “hours” is 0: the least is 1"
    ]
    assert problems(small(("hours: 1", "hours: 401"))) == [
        "course.yaml:6: “hours” is 401: the most is 400"
    ]


def test_a_key_without_a_value_is_named():
    assert problems(small(("hours: 1", "hours:"))) == [
        "course.yaml:6: “hours” has no value: write one"
    ]


def test_something_else_where_a_list_should_be_is_explained():
    files = small(("audience: []", "audience: educator"))

    assert problems(files) == ["course.yaml:5: “audience” must be a list: [] if it is empty"]


def test_an_entry_of_the_wrong_type_is_explained():
    files = small(("audience: []", "audience:\n  - educator\n  - 7\n  - a: b"))

    assert problems(files) == [
        "course.yaml:7: An entry of “audience” must be a text: put it between double quotes",
        "course.yaml:8: An entry of “audience” must be a text: put it between double quotes",
    ]


def test_only_true_and_false_are_true_and_false():
    for wrong in ("yes", "on", "True", "1", '"true"'):
        files = small(("correct: true", f"correct: {wrong}"))
        line = line_of("correct:", files)
        assert problems(files) == [f"course.yaml:{line}: “correct” must be true or false"]


def test_yes_no_dates_and_times_are_texts():
    files = small(("{kk: Дұрыс., ru: Верно.}", "{kk: yes, ru: 2017-05-30}"))
    document = reading.read("small", files)

    feedback = document.steps_by_id["m1-quiz"].questions[0].options[0].feedback
    assert (feedback.kk, feedback.ru) == ("yes", "2017-05-30")


def test_an_id_that_is_not_stable_is_told_the_rule():
    for wrong in ("M1", "1m", "m_1", "m--1", "-m", "модуль", '"m 1"'):
        files = small(("- id: m1\n", f"- id: {wrong}\n"))
        assert problems(files) == [
            (
                f"course.yaml:{line_of('modules:', files) + 1}: “{wrong.strip(chr(34))}” cannot be"
                " an id: use a-z, 0-9 and single hyphens, and begin with a letter"
            )
        ]


def test_an_id_that_is_too_long_is_told_the_bound():
    files = small(("- id: m1\n", f"- id: {'m' * 61}\n"))

    line = line_of("modules:", files) + 1
    assert problems(files) == [
        f"course.yaml:{line}: “{'m' * 60}…” is too long: the most is 60 characters"
    ]


def test_a_code_a_date_and_a_file_name_are_told_their_form():
    files = with_blocks(
        *(line.replace("p.png", "Bild 1.gif") for line in PICTURE),
    )
    files["course.yaml"] = (
        files["course.yaml"]
        .decode()
        .replace("code: EX1", "code: ex-1")
        .replace('date: "2015-12-17"', 'date: "17.12.2015"')
        .encode()
    )

    assert problems(files) == [
        (
            "course.yaml:2: “ex-1” cannot be a course code:"
            " two to four capital letters and a number, like VE1"
        ),
        (
            f"course.yaml:{line_of('date:', files)}: “17.12.2015” cannot be a date:"
            " write 2017, 2017-05 or 2017-05-30 between double quotes"
        ),
        (
            f"course.yaml:{line_of('file:', files)}: “Bild 1.gif” cannot be a picture:"
            " a name of a-z, 0-9 and hyphens that ends in .png, .jpg, .webp or .svg"
        ),
    ]


def test_every_pattern_of_the_format_has_its_sentence():
    def patterns(part):
        if isinstance(part, dict):
            yield from (part["pattern"],) if isinstance(part.get("pattern"), str) else ()
            part = list(part.values())
        if isinstance(part, list):
            for item in part:
                yield from patterns(item)

    assert set(patterns(CourseDocument.model_json_schema())) == set(schema.PATTERNS)


def test_an_empty_list_that_needs_entries_is_told_the_least():
    files = with_blocks(
        "- kind: table", "  id: t", "  caption: {kk: а, ru: а}", "  columns: []", "  rows: []"
    )

    assert problems(files) == [
        f"course.yaml:{BLOCKS + 3}: “columns” has too few entries: the least is 1",
        f"course.yaml:{BLOCKS + 4}: “rows” has too few entries: the least is 1",
    ]


def test_an_unknown_tone_gets_the_list_of_tones():
    files = with_blocks(
        *("- kind: note", "  id: n", "  tone: warning"),
        *("  title: {kk: а, ru: а}", "  text: {kk: а, ru: а}"),
    )

    assert problems(files) == [
        (
            f"course.yaml:{BLOCKS + 2}: “tone” cannot be “warning”:"
            " choose one of situation, law, mistake, action, remark"
        )
    ]


def test_a_cell_is_a_pair_or_a_text_and_each_wrong_one_is_named_once():
    files = with_blocks(
        *("- kind: table", "  id: t", "  caption: {kk: а, ru: а}", "  columns: [{kk: а, ru: а}]"),
        *("  rows:", "    - [5]", "    - [{kk: а}]", "    - [[а]]", '    - ["5"]'),
    )

    cell = "A cell of “rows” must be a pair {kk: …, ru: …} or a text in double quotes"
    assert problems(files) == [
        f"course.yaml:{BLOCKS + 5}: {cell}",
        f"course.yaml:{BLOCKS + 6}: “ru” is missing here: add it",
        f"course.yaml:{BLOCKS + 7}: {cell}",
    ]


def test_a_chart_takes_plain_numbers_only():
    files = with_blocks(
        *("- kind: chart", "  id: c", "  caption: {kk: а, ru: а}", "  unit: {kk: а, ru: а}"),
        *("  categories: [а, б]", "  series:", "    - label: {kk: а, ru: а}"),
        *("      values:", "        - 39,1", "        - 1e3"),
    )

    number = "“values” must be numbers without quotation marks, with a decimal point"
    assert problems(files) == [
        f"course.yaml:{BLOCKS + 8}: {number}",
        f"course.yaml:{BLOCKS + 9}: {number}",
    ]


def test_a_number_with_too_many_digits_is_refused():
    assert problems(small(("hours: 1", f"hours: {'9' * 5000}")))[0] == (
        "course.yaml:6: A number has at most 30 digits: put a text between double quotes"
    )


def test_a_key_that_stands_twice_is_named_with_its_first_line():
    files = small(("hours: 1\n", "hours: 1\nhours: 2\n"))

    assert problems(files) == [
        "course.yaml:7: “hours” stands twice here, first in line 6: keep one"
    ]


def test_anchors_aliases_and_tags_are_refused_each_at_its_line():
    files = small(
        ("title: {kk", "title: &t {kk"),
        ("summary: {", "prerequisites: *t\nsummary: {"),
        ("hours: 1\nprerequisites: []", "hours: !!int 1"),
    )

    assert problems(files) == [
        "course.yaml:3: Anchors (&name) are not used in courses: take it away",
        "course.yaml:4: Aliases (*name) are not used in courses: write the value again",
        "course.yaml:4: “prerequisites” must be a list: [] if it is empty",
        "course.yaml:7: Tags (!name) are not used in courses: take it away",
    ]


def test_a_tag_that_would_build_an_object_is_only_refused():
    files = small(("hours: 1", "hours: !!python/object/apply:os.system [exit]"))

    assert problems(files)[0] == (
        "course.yaml:6: Tags (!name) are not used in courses: take it away"
    )


def test_a_merge_key_is_an_unknown_key():
    files = small(("hours: 1\n", "hours: 1\n<<: {hours: 2}\n"))

    assert problems(files)[0].startswith("course.yaml:7: There is no key “<<” here; the keys are")


def test_a_colon_in_a_bare_text_is_explained():
    files = small(("title: {kk: Үлгі курс, ru: Учебный пример}", "title: Курс: пример"))

    assert problems(files) == [
        (
            "course.yaml:3: YAML cannot be read here:"
            " put a text that holds a colon between double quotes"
        )
    ]


def test_a_tab_as_indentation_is_explained():
    assert problems(small(("code: EX1", "\tcode: EX1")))[0].startswith(
        "course.yaml:2: YAML cannot be read here: "
    )


def test_a_quotation_mark_that_is_not_closed_is_found_where_it_opens():
    files = small(('date: "2015-12-17"', 'date: "2015-12-17'))
    files["course.yaml"] = files["course.yaml"].replace(b'"', b"'").replace(b"'2015", b'"2015')

    line = line_of('"2015', files)
    assert problems(files) == [
        (
            f"course.yaml:{line}: YAML cannot be read to the end:"
            " a quotation mark that opens here is not closed"
        )
    ]


def test_texts_are_checked_even_where_course_yaml_cannot_be_read():
    files = small(("title: {kk", "title: : {kk"), kk="# Бір\n", ru="Раз  два.\n")

    found = problems(files)
    assert found[0].startswith("course.yaml:3: YAML cannot be read here")
    assert f"{KK}:1: A heading of this level is not used: write ## or ###" in found
    assert f"{RU}:1: Two spaces after one another: keep one" in found


def test_nesting_without_end_is_refused():
    assert problems({"course.yaml": b"[" * 5000}) == [
        "course.yaml:1: The lists and mappings stand too deep in one another"
    ]


def test_an_empty_course_file_is_a_problem():
    for content in (b"", b"# nothing\n", b"\n\n"):
        assert problems({"course.yaml": content}) == ["course.yaml:1: The file is empty"]


def test_a_course_file_that_is_no_mapping_is_a_problem():
    for content in (b"- a\n", b"a\n", b"7\n", b"~\n"):
        assert problems({"course.yaml": content})[0].startswith(
            "course.yaml:1: “course.yaml” must hold these keys and their values: format, code,"
        )


def test_a_second_document_is_refused():
    files = small()
    files["course.yaml"] += b"---\na: b\n"

    line = EXAMPLE.count("\n") + 1
    assert problems(files) == [
        f"course.yaml:{line}: A second document begins here: take the line “---” away"
    ]


def test_a_key_that_is_a_list_is_refused():
    files = small(("hours: 1\n", "hours: 1\n? [a, b]\n: c\n"))

    assert problems(files) == ["course.yaml:7: A key must be a plain word"]


def test_a_folder_without_course_yaml_is_a_problem():
    assert problems({}) == [
        "course.yaml:1: The file course.yaml is missing: a course begins with it"
    ]


def test_a_folder_name_that_cannot_be_an_address_is_a_problem():
    for name in ("Ex1", "курс", "a_b", "", "a" * 61):
        assert problems(small(), name) == [
            (
                f"course.yaml:1: The folder “{name}” must be called"
                " with a-z, 0-9 and single hyphens only"
            )
        ]


def test_a_missing_text_file_is_named_at_the_block_that_needs_it():
    files = small()
    del files[RU]

    line = line_of("id: dignity-text", files)
    assert problems(files) == [
        f"course.yaml:{line}: The file {RU} is missing: add it with the words of this text"
    ]


def test_an_empty_text_file_is_a_missing_text():
    assert problems(small(kk="\n \n")) == [f"{KK}:3: The Kazakh text is missing"]


def test_a_text_in_course_yaml_is_shown_its_place():
    files = small(
        ("            id: dignity-text\n", "            id: dignity-text\n            text: а\n")
    )

    line = line_of("text: а\n", files)
    assert problems(files) == [
        f"course.yaml:{line}: The words of a text stand in {KK} and {RU}: take “text” away here"
    ]


def test_what_other_files_say_cannot_be_said_in_course_yaml():
    files = small(("hours: 1\n", "hours: 1\nmedia: {}\n"))

    assert problems(files) == [
        (
            "course.yaml:7: There is no key “media” here; the keys are format, code, title,"
            " summary, audience, hours, prerequisites, certificate, objectives, sources, modules,"
            " bank"
        )
    ]


def test_review_notes_are_optional_but_in_both_languages():
    one = small(**{"texts/review-notes.kk.md": "Ескерту.".encode()})
    both = {**one, "texts/review-notes.ru.md": "Заметка.".encode()}

    assert problems(one) == [
        (
            "texts/review-notes.kk.md:1: The file texts/review-notes.ru.md is missing:"
            " add it with the words of this text"
        )
    ]
    assert reading.read("small", both).review_notes.ru == "Заметка."


def test_files_that_nothing_uses_are_named():
    files = small(
        **{
            "texts/old.kk.md": "Ескі.".encode(),
            "texts/old.ru.md": "Старое.".encode(),
            "texts/dignity-text.en.md": b"Text.",
            "media/old.png": PNG,
            "notes.txt": b"",
        }
    )

    assert problems(files) == [
        "media/old.png:1: Nothing names this picture: name it in course.yaml, or delete it",
        "notes.txt:1: This file is no part of a course: delete it",
        "texts/dignity-text.en.md:1: This file is no part of a course: delete it",
        "texts/old.kk.md:1: No text block has this id: add one to course.yaml, or delete the file",
        "texts/old.ru.md:1: No text block has this id: add one to course.yaml, or delete the file",
    ]


def test_a_picture_that_is_not_there_is_named():
    files = with_blocks(*PICTURE)

    assert problems(files) == [
        f"course.yaml:{BLOCKS + 2}: There is no picture media/p.png: add it, or name another"
    ]


def test_a_picture_is_known_by_its_content():
    files = with_blocks(*PICTURE, **{"media/p.png": PNG})

    assert reading.read("small", files).media == {
        "p.png": "4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6"
    }


def test_a_picture_whose_content_is_refused_is_named():
    files = with_blocks(*PICTURE, **{"media/p.png": b"GIF89a"})

    assert problems(files) == [
        "media/p.png:1: The content of “p.png” is not what its ending says: save it again as such"
    ]


def test_a_file_that_is_not_utf_8_is_named_with_its_line():
    files = small()
    files[RU] = "Раз.\n\nДва.\n".encode("cp1251")
    files["course.yaml"] = files["course.yaml"].replace("Верно".encode(), b"\xff")

    found = problems(files)
    line = files["course.yaml"][: files["course.yaml"].index(b"\xff")].count(b"\n") + 1
    assert f"course.yaml:{line}: The file is not UTF-8 here: save it as UTF-8" in found
    assert f"{RU}:1: The file is not UTF-8 here: save it as UTF-8" in found


def test_a_byte_order_mark_is_a_problem_wherever_it_stands():
    files = {path: b"\xef\xbb\xbf" + data for path, data in small().items()}

    mark = "The file begins with a byte order mark: save it without"
    assert problems(files) == [f"{path}:1: {mark}" for path in ("course.yaml", KK, RU)]


def test_a_file_larger_than_two_megabytes_is_a_problem():
    assert problems(small(kk="Мәтін.\n\n" * 200_000)) == [
        f"{KK}:1: The file is larger than 2 MB: divide the course"
    ]
    assert problems({"course.yaml": b"#" * 3_000_000}) == [
        "course.yaml:1: The file is larger than 2 MB: divide the course"
    ]


def test_windows_line_ends_change_nothing():
    files = {path: data.replace(b"\n", b"\r\n") for path, data in small().items()}

    assert reading.read("small", files) == reading.read("small", small())


def test_a_problem_in_a_text_file_has_the_line_in_that_file():
    files = small(kk="\n\nБір.\n\n## А\n\nҮш.\n", ru="\nРаз.\n\n### А\n\n[о](ftp://x.kz) - два.\n")

    assert problems(files) == [
        f"{RU}:2: A link of the Russian text is not in the Kazakh one: ftp://x.kz",
        f"{RU}:4: The headings differ: ## in Kazakh, ### in Russian",
        f"{RU}:6: A hyphen as a dash: write « – » instead",
        f"{RU}:6: The link “ftp://x.kz” must begin with https://, http:// or mailto:",
    ]


def test_a_problem_in_a_block_of_lines_has_its_own_line():
    files = with_blocks(
        *("- kind: note", "  id: n", "  tone: remark", "  title: {kk: а, ru: а}", "  text:"),
        *("    kk: |", "      Бір.", "", "      Екі  үш.", "    ru: а"),
    )

    assert problems(files) == [f"course.yaml:{BLOCKS + 8}: Two spaces after one another: keep one"]


def test_a_problem_of_meaning_is_found_beside_a_problem_of_form():
    files = small(
        ("hours: 1", "hours: many"),
        ("        minutes: 5\n        blocks", "        blocks"),
        ("ru: Верно.", "ru: Вернo."),
        ("objective: m1-dignity", "objective: m1-other"),
        kk="<b>Мәтін</b>",
    )

    assert problems(files) == [
        "course.yaml:6: “hours” must be a whole number without quotation marks",
        f"course.yaml:{line_of('- kind: lesson', files)}: “minutes” is missing here: add it",
        (
            f"course.yaml:{line_of('m1-other', files)}: There is no objective “m1-other” in this"
            " module or the course: name one, or add it"
        ),
        (
            f"course.yaml:{line_of('Вернo', files)}: “Вернo” mixes Latin (o) and Cyrillic letters:"
            " type it anew"
        ),
        f"{KK}:1: HTML is not used in texts: write **bold**, *italic*, lists and links in Markdown",
    ]


def test_what_is_refused_does_not_make_other_parts_look_wrong():
    files = small(
        ("      - id: m1-dignity\n", "      - id: M1\n"), ("  - id: mandela", "  - id: M")
    )

    assert [line.partition(": ")[2][:10] for line in problems(files)] == [
        "“M” cannot",
        "“M1” canno",
    ]


@given(st.binary(max_size=200), st.integers(0, len(EXAMPLE)), st.integers(0, 40))
def test_no_damage_to_a_course_file_ends_in_an_error(damage, start, length):
    files = small()
    text = files["course.yaml"]
    files["course.yaml"] = text[:start] + damage + text[start + length :]

    for problem in problems(files):
        assert problem.startswith(("course.yaml:", "texts/"))


@given(st.text("ab:-[]{}&*!|>'\"%@`?#,~ \n\t0.", max_size=60))
def test_no_yaml_ends_in_an_error(text):
    problems({"course.yaml": text.encode()})
