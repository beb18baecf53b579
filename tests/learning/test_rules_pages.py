"""The page from which a quiz is started says what it is for, and the result what came of it."""

import pytest

from app.assessment import service as assessment
from app.learning import service
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("noon")
MEASURES = {"pass_mark": 0, "attempts": 0, "explanations": "never"}
LIMIT = (
    (
        "You have %(num)d minute from the start. The time runs on while the page is closed;"
        " when it is over, what is saved is handed in."
    ),
    (
        "You have %(num)d minutes from the start. The time runs on while the page is closed;"
        " when it is over, what is saved is handed in."
    ),
    40,
)
BRIGHT_LINES = (
    "%(num)d question is a bright line: a wrong answer to it fails the quiz whatever the score.",
    (
        "%(num)d questions are bright lines: a wrong answer to one of them fails the quiz whatever"
        " the score."
    ),
    1,
)
LINE = single("line") | {"must_pass": True, "lesson": "second"}


def questions(prefix):
    return [single(f"{prefix}-{name}") for name in ("one", "two", "three", "four")]


@pytest.fixture
def course(world):
    """A check before, lessons with a quiz and practice, a final test and a check after."""
    first = [
        quiz("before", questions("b")) | MEASURES | {"purpose": "before"},
        *(lesson(name) for name in ("first", "second", "third", "fourth")),
        quiz("m1-quiz", [*questions("m"), LINE]) | {"time_limit": 40},
        quiz("practice", questions("p")) | MEASURES | {"purpose": "practice"},
    ]
    second = [
        quiz("final", questions("f")) | {"purpose": "final", "counts": "last"},
        quiz("after", questions("a")) | MEASURES | {"purpose": "after"},
    ]
    modules = [
        {"id": f"m{number}", "title": pair("Модуль"), "objectives": [], "steps": steps}
        for number, steps in enumerate((first, second), start=1)
    ]
    return make.course(small_course("RL1", modules=modules), slug="rules")


@pytest.fixture
def aigerim(world, course, look):
    """Her enrolment, and her browser once she has done what a test wants."""
    enrolment = service.begin(course, by=world.aigerim)
    return enrolment, world.aigerim, lambda: look(world.aigerim)


@pytest.mark.parametrize(
    ("quiz_id", "sentence"),
    [
        (
            "before",
            (
                "A knowledge check before the course. It gives no mark and is not required: it"
                " shows what you know already and can be compared with the check after."
            ),
        ),
        (
            "after",
            (
                "A knowledge check after the course. It gives no mark: it shows what you have"
                " gained since the check before."
            ),
        ),
        ("final", "The final test of the course: it asks about all modules."),
        ("practice", "Practice: it gives no mark and is not required."),
    ],
)
def test_the_page_says_what_the_quiz_is_for(aigerim, say, quiz_id, sentence):
    _enrolment, _person, browse = aigerim
    assert say(sentence) in browse().see(f"/courses/rules/{quiz_id}").words


def test_the_page_says_limit_bright_lines_and_which_result_counts(aigerim, say):
    enrolment, person, browse = aigerim
    taking.read(person, enrolment)
    words = browse().see("/courses/rules/m1-quiz").words
    for one, many, number in (LIMIT, BRIGHT_LINES):
        assert say(one, plural=many, num=number) in words
    assert say("The best result counts.") in words


def test_where_the_last_result_counts_the_page_warns_before_the_start(aigerim, say):
    enrolment, person, browse = aigerim
    taking.read(person, enrolment)
    taking.passes(person, enrolment, "m1-quiz")
    page = browse().see("/courses/rules/final")
    assert say("The last result counts, also when it is worse than the one before.") in page.words


def test_practice_may_be_started_any_number_of_times(aigerim, say):
    enrolment, person, browse = aigerim
    taking.read(person, enrolment)
    taking.fails(person, enrolment, "practice")
    taking.fails(person, enrolment, "practice")
    page = browse().see("/courses/rules/practice")
    assert say("any number") in page.words
    assert page.forms == ["/kk/courses/rules/practice/start"]


def test_a_closed_step_names_three_that_come_first_and_counts_the_rest(aigerim, say):
    _enrolment, _person, browse = aigerim
    titles = "; ".join(f"Сабақ {name} қаз" for name in ("first", "second", "third"))
    reader = browse()
    one_more = say(
        "Opens after: %(titles)s and %(num)d more step",
        plural="Opens after: %(titles)s and %(num)d more steps",
        num=1,
        titles=titles,
    )
    assert one_more in reader.see("/courses/rules/m1-quiz").words
    more = say(
        "Opens after: %(titles)s and %(num)d more step",
        plural="Opens after: %(titles)s and %(num)d more steps",
        num=2,
        titles=titles,
    )
    assert more in reader.see("/courses/rules/final").words


def test_a_crossed_bright_line_fails_with_enough_points_and_leads_back_to_the_lesson(aigerim, say):
    enrolment, person, browse = aigerim
    taking.read(person, enrolment)
    right = taking.right_answers(taking.steps(enrolment)["m1-quiz"])
    attempt = taking.sit(person, enrolment, "m1-quiz")
    taking.hand_in(person, enrolment, attempt, right | {"line": ["b"]})
    page = browse().see("/courses/rules/m1-quiz/attempts/1")
    sentence = "Not passed: %(score)s would be enough, but a bright line is crossed."
    assert say(sentence, score="80%") in page.words
    assert say("Bright lines that were crossed") in page.words
    assert "/kk/courses/rules/second" in page.links.values()
    assert "Түсіндірме" not in page.words


def test_what_was_gained_stands_on_the_check_after_and_on_the_page_of_the_course(aigerim, say):
    enrolment, person, browse = aigerim
    attempt = taking.sit(person, enrolment, "before")
    taking.hand_in(person, enrolment, attempt, {"b-one": ["a"]})
    taking.read(person, enrolment)
    for quiz_id in ("m1-quiz", "final", "after"):
        taking.passes(person, enrolment, quiz_id)
    sentence = say(
        "Before the course %(before)s, after it %(after)s: %(num)d percentage point more.",
        plural="Before the course %(before)s, after it %(after)s: %(num)d percentage points more.",
        num=75,
        before="25%",
        after="100%",
    )
    reader = browse()
    assert sentence in reader.see("/courses/rules/after/attempts/1").words
    assert sentence in reader.see("/courses/rules").words


def test_a_check_that_only_measures_is_never_called_failed(aigerim, say):
    enrolment, person, browse = aigerim
    taking.fails(person, enrolment, "before")
    page = browse().see("/courses/rules/before/attempts/1")
    assert not page.nodes("notice--warning")
    sentence = "Your result: %(score)s. It gives no mark: it only shows what you know."
    assert say(sentence, score="0%") in page.words
    page = browse().see("/courses/rules/before")
    assert page.forms == []
    assert not page.nodes("state-badge--failed")


def test_until_a_trainer_has_marked_the_page_says_so_and_offers_no_other_attempt(world, look, say):
    open_question = {
        "kind": "open",
        "id": "open",
        "objective": "o-one",
        "prompt": pair("Жазыңыз"),
        "explanation": pair("Үлгі"),
        "rubric": [{"id": "fact", "text": pair("Дерек"), "points": 2}],
    }
    steps = [quiz("m1-quiz", [single("one"), open_question])]
    modules = [{"id": "m1", "title": pair("М"), "objectives": [], "steps": steps}]
    course = make.course(small_course("OP1", modules=modules), slug="open")
    enrolment = service.begin(course, by=world.aigerim)
    attempt = taking.sit(world.aigerim, enrolment)
    assessment.save_all(attempt, {"one": ["a"], "open": ["Жаздым"]}, language="kk")
    service.hand_in(enrolment, attempt, by=world.aigerim)
    reader = look(world.aigerim)
    words = say("Handed in. A trainer marks the open answers; then the result stands here.")
    assert words in reader.see("/courses/open/m1-quiz/attempts/1").words
    page = reader.see("/courses/open/m1-quiz")
    assert say("Your last attempt is being marked. Wait for the result.") in page.words
    assert page.forms == []
    assert reader.post("/courses/open/m1-quiz/start").status_code == 409
