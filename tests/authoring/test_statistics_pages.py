"""A trainer sees how the questions of her courses do, and what to change."""

import csv
import re
from io import BytesIO, StringIO

import html5lib
import pytest
from flask_babel import lazy_gettext
from openpyxl import load_workbook

from app.assessment.items import Finding
from app.authoring import editing
from app.authoring.routes.verdicts import ADVICE
from app.core.text import LANGUAGES
from app.courses import queries, service
from tests import make
from tests.assessment import cohort
from tests.assessment.cohort import Answered
from tests.assessment.questions import KINDS
from tests.authoring.editor import journal
from tests.documents import every_kind, lesson, pair, quiz, single, small_course

COURSE = "/author/cohort"
STATISTICS = f"{COURSE}/statistics"
EIGHTH = f"{STATISTICS}/questions/i7"
RIGHT = lazy_gettext("Correct")
HARDER = lazy_gettext("Harder in Kazakh than in Russian")
PAGES = [STATISTICS, f"{STATISTICS}?answers=kk&months=3", EIGHTH, f"{STATISTICS}/gain"]


@pytest.fixture
def course(world, session):
    """Dana's course with a quiz of twenty questions that nobody has answered."""
    made = make.course(cohort.document_of(20), slug="cohort", owner=world.dana)
    session.commit()
    return made


@pytest.fixture
def answered(course, session):
    """The same after 400 people; the eighth question is mistranslated in Kazakh."""
    cohort.sit(course, cohort.papers_of(cohort.simulated(2026, mistranslated=7)))
    session.commit()
    return course


def rows(page, number=0):
    """The cells of each row of one of the tables, as text."""
    table = list(html5lib.parse(page, namespaceHTMLElements=False).iter("table"))[number]
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_one_bad_question_is_named_in_words_with_what_to_do(language, world, answered, browser):
    dana = browser(world.dana, language=language)
    harder, advice = dana.says(HARDER), dana.says(ADVICE[Finding.LANGUAGES])

    found = rows(dana.page(STATISTICS))[1:]
    assert [row[0].split(".")[0] for row in found if harder in row[1]] == ["8"]
    page = dana.page(EIGHTH)
    assert harder in page
    assert advice in page
    assert "Mantel" in page
    assert harder not in dana.page(f"{STATISTICS}/questions/i6")


def test_every_share_stands_beside_its_numbers(world, answered, browser):
    with browser(world.dana, language="ru").speaking("ru") as dana:
        table = rows(dana.page(EIGHTH), 1)

    for row in table[1:]:
        assert [bool(re.search(r"\d+ (из|of) \d+", cell)) for cell in row[1:4]] == [True] * 3
    chosen = [int(row[1].split()[0]) for row in table[1:]]
    assert sum(chosen) == 400
    assert chosen[2:] == [0, 0]


def test_one_language_can_be_looked_at_alone(world, answered, browser):
    dana = browser(world.dana)

    both, kazakh = (rows(dana.page(f"{STATISTICS}{query}"))[8] for query in ("", "?answers=kk"))

    assert "400" in both[2]
    assert "200" in kazakh[2]
    assert both[3] != kazakh[3]


def test_what_an_address_cannot_mean_is_left_out(world, answered, browser):
    dana = browser(world.dana)
    plain = dana.page(STATISTICS).partition("<table")[2]

    odd = dana.page(f"{STATISTICS}?quiz=no-such&answers=en&months=x").partition("<table")[2]

    assert odd == plain


def test_answers_of_long_ago_are_left_out_of_a_period(world, course, session, browser):
    cohort.sit(course, [{"i0": Answered(1)}], at=cohort.NOON.replace(year=2020))
    session.commit()
    dana = browser(world.dana)

    assert "<progress" in dana.page(STATISTICS)
    assert "<progress" not in dana.page(f"{STATISTICS}?months=12")


def test_a_course_without_answers_says_so(world, course, browser):
    dana = browser(world.dana)
    assert dana.says(lazy_gettext("No answers yet")) in dana.page(STATISTICS)
    assert "<table" not in dana.page(STATISTICS)
    dana.page(EIGHTH)
    assert "empty-state" in dana.page(f"{STATISTICS}/gain")


def test_few_answers_are_shown_and_judged_by_nobody(world, course, session, browser):
    cohort.sit(course, cohort.papers_of(cohort.simulated(1, people=10)))
    session.commit()
    dana = browser(world.dana)
    few = dana.says(lazy_gettext("Too few answers to judge: %(num)d", num=20))

    assert [row[1] for row in rows(dana.page(STATISTICS))[1:]] == [few] * 20


def test_a_course_without_a_quiz_has_no_figures(world, session, browser):
    module = {"id": "m1", "title": pair("М"), "objectives": [], "steps": [lesson("only")]}
    make.course(small_course("NO1", modules=[module]), slug="no-quiz", owner=world.dana)
    session.commit()
    dana = browser(world.dana)

    assert "empty-state" in dana.page("/author/no-quiz/statistics")
    assert dana.get("/author/no-quiz/statistics/questions/i1").status_code == 404
    assert dana.post("/author/no-quiz/statistics/export", {"format": "csv"}).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_for_the_owner_alone(
    language, world, answered, other_trainer, session, browser
):
    dana, vera = browser(world.dana, language=language), browser(other_trainer)
    aigerim = browser(world.aigerim)
    for path in PAGES:
        dana.page(path)
        assert vera.get(path).status_code == 404, path
        assert aigerim.get(path).status_code == 403, path
    for person, status in ((vera, 404), (aigerim, 403)):
        assert person.post(f"{STATISTICS}/export", {"format": "csv"}).status_code == status


def test_the_pages_cost_as_many_queries_for_a_thousand_answers_as_for_one(
    world, answered, browser, count_queries
):
    dana = browser(world.dana)
    for path in PAGES:
        dana.page(path)
        with count_queries() as queries_made:
            dana.page(path)
        assert len(queries_made) <= 8, (path, queries_made.statements)


def test_the_file_says_the_same_and_the_journal_who_took_it(world, answered, browser):
    answer = browser(world.dana).post(f"{STATISTICS}/export", {"format": "csv"})
    text = answer.get_data().decode("utf-8-sig")
    head, *lines = csv.reader(StringIO(text, newline=""), delimiter=";")

    assert answer.mimetype == "text/csv"
    assert len(lines) == 60
    assert {len(line) for line in lines} == {len(head)}
    assert [line[1] for line in lines if line[13] == "C"] == ["i7"]
    assert re.fullmatch(r"0,\d{1,3}", lines[0][6])
    assert journal("report.exported").details["quiz"] == "m1-quiz"


def test_the_file_can_be_a_workbook_of_numbers(world, answered, browser):
    answer = browser(world.dana).post(f"{STATISTICS}/export", {"format": "xlsx"})
    page = load_workbook(BytesIO(answer.get_data())).active

    assert page.max_row == 61
    assert isinstance(page["G2"].value, float)
    assert browser(world.dana).post(f"{STATISTICS}/export", {}).status_code == 400


def test_a_changed_wording_begins_anew_and_says_what_it_leaves_out(
    world, answered, session, browser
):
    document = queries.document(answered.newest_edition_id)
    question = document.questions_by_id["i7"]
    new = editing.changed(question, prompt=editing.Localized("Жаңа", "Новый"))
    service.publish(answered, editing.replace(document, new), by=world.dana)
    session.commit()
    dana = browser(world.dana)

    eighth, ninth = rows(dana.page(STATISTICS))[8:10]

    assert "400" in eighth[0]
    assert "400" not in eighth[2]
    assert "400" in ninth[2]


@pytest.mark.parametrize("question", KINDS, ids=lambda question: question.kind)
def test_every_kind_has_its_page_with_what_was_answered(question, world, session, browser):
    step = quiz("m1-quiz", every_kind())
    module = {"id": "m1", "title": pair("М"), "objectives": [], "steps": [step]}
    made = make.course(small_course("KI1", modules=[module]), slug="kinds", owner=world.dana)
    given = question.right_answer or ["сөз"]
    cohort.sit(made, [{question.id: Answered(1, given)}])
    session.commit()

    page = browser(world.dana).page(f"/author/kinds/statistics/questions/{question.id}")

    found = [row[0] for row in rows(page, 1)[1:]]
    right = [words for words in found if browser(world.dana).says(RIGHT) in words]
    assert len(right) == len(question.right_answer)


CHECKS = [
    quiz("start", [single("b1")]) | {"purpose": "before", "pass_mark": 0, "attempts": 0},
    quiz("m1-quiz"),
    quiz("end", [single("a1")]) | {"purpose": "after", "pass_mark": 0, "attempts": 0},
]


def test_the_gain_stands_at_the_top_with_the_number_of_people(world, session, browser):
    module = {"id": "m1", "title": pair("М"), "objectives": [], "steps": CHECKS}
    made = make.course(small_course("GA1", modules=[module]), slug="gain", owner=world.dana)
    people = cohort.sit(
        made, [{"b1": Answered(0)}, {"b1": Answered(1)}] * 2, quiz_id="start", purpose="before"
    )
    later = cohort.NOON.replace(day=20)
    papers = [{"a1": Answered(1)}] * 4
    cohort.sit(made, papers, person_ids=people, quiz_id="end", purpose="after", at=later)
    session.commit()
    dana = browser(world.dana, language="ru")

    page = dana.page("/author/gain/statistics")
    assert page.index("100\u00a0%") > page.index("50\u00a0%") > page.index('id="gain"')
    [_head, row] = rows(dana.page("/author/gain/statistics/gain"))
    assert [cell.split()[0] for cell in row[1:]] == ["50", "100", "+50,0"]


def test_the_outline_leads_to_the_statistics(world, course, browser):
    assert f"/kk{STATISTICS}" in browser(world.dana).page(COURSE)
