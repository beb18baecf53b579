"""How many questions a page asks the database, however long the course and the list are."""

import pytest

from app.assessment import queries as assessment
from app.core import clock
from app.learning import service
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course
from tests.learning import taking


def long_course(code, *, lessons=30):
    steps = [lesson(f"l{number}") for number in range(lessons)]
    questions = [single(f"q{number}") for number in range(20)]
    modules = [
        {
            "id": "m1",
            "title": pair("Модуль"),
            "objectives": [],
            "steps": [*steps, quiz("quiz", questions)],
        }
    ]
    return small_course(code, modules=modules)


@pytest.fixture
def prepared(world):
    """Aigerim is before the quiz of a long course, and takes nine more in every state."""
    course = make.course(long_course("LG1"), slug="long")
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    for number in range(9):
        more = make.course(small_course(f"MR{number}"), slug=f"more{number}")
        service.assign(
            more, to=[world.aigerim], due=clock.today(), by=world.botagoz, through=world.unit_a
        )
        if number % 3 == 1:
            service.begin(more, by=world.aigerim)
        if number % 3 == 2:
            taking.finish(world.aigerim, more)
    return enrolment.id


@pytest.fixture
def cost(count_queries):
    """How many statements an act sends, once editions and templates are warm."""

    def measured(act):
        act()
        with count_queries() as queries:
            act()
        assert len(queries) > 0
        return len(queries), queries.statements

    return measured


def test_a_lesson_asks_three_times_at_most(world, prepared, look, cost):
    reader = look(world.aigerim)
    number, statements = cost(lambda: reader.page("/courses/long/l3"))
    assert number <= 3, statements
    number, statements = cost(lambda: reader.page("/courses/long/l3?l3-check=a"))
    assert number <= 3, statements


def test_my_training_asks_six_times_at_most(world, prepared, look, cost):
    reader = look(world.aigerim)
    number, statements = cost(lambda: reader.page("/"))
    assert number <= 6, statements


def test_my_training_costs_the_same_for_one_course_and_for_ten(world, look, cost):
    service.begin(world.course, by=world.berik)
    few = look(world.berik)
    one, _ = cost(lambda: few.page("/"))
    for number in range(9):
        course = make.course(small_course(f"MR{number}"), slug=f"more{number}")
        service.assign(course, to=[world.aigerim], due=None, by=world.botagoz)
        service.begin(course, by=world.aigerim)
    many = look(world.aigerim)
    nine, statements = cost(lambda: many.page("/"))
    assert nine == one, statements


def test_an_answer_asks_four_times_at_most(world, prepared, look, cost):
    reader = look(world.aigerim)
    reader.post("/courses/long/quiz/start")
    [attempt] = assessment.attempts(prepared, "quiz")
    sequence = iter(range(1, 10))
    attempt_id = attempt.id

    def answer():
        form = {
            "attempt": attempt_id,
            "question": "q7",
            "option": "b",
            "sequence": next(sequence),
        }
        reply = reader.post(
            "/courses/long/quiz/answer", form, headers={"Accept": "application/json"}
        )
        assert reply.status_code == 200

    number, statements = cost(answer)
    assert number <= 4, statements

    def beat():
        reply = reader.post("/courses/long/quiz/heartbeat", {"attempt": attempt_id})
        assert reply.status_code == 200

    number, statements = cost(beat)
    assert number <= 4, statements


def test_the_pages_of_a_quiz_ask_eight_times_at_most(world, prepared, look, cost):
    reader = look(world.aigerim)
    for prepare in (
        lambda: None,
        lambda: reader.post("/courses/long/quiz/start"),
        lambda: reader.post("/courses/long/quiz/answers", _empty_page(prepared)),
    ):
        prepare()
        number, statements = cost(lambda: reader.page("/courses/long/quiz"))
        assert number <= 8, statements
    number, statements = cost(lambda: reader.page("/courses/long/quiz/attempts/1"))
    assert number <= 8, statements


def _empty_page(enrolment_id):
    [attempt] = assessment.attempts(enrolment_id, "quiz")
    return {"attempt": attempt.id, "then": "hand-in-anyway"}


@pytest.mark.parametrize(("path", "limit"), [("/courses/", 6), ("/courses/long", 6)])
def test_catalogue_and_course_ask_six_times_at_most(world, prepared, look, cost, path, limit):
    reader = look(world.aigerim)
    number, statements = cost(lambda: reader.page(path))
    assert number <= limit, statements


def test_the_list_of_certificates_asks_as_often_for_many_as_for_none(world, prepared, look, cost):
    holder, beginner = look(world.aigerim), look(world.berik)
    many, statements = cost(lambda: holder.page("/certificates/"))
    none, _ = cost(lambda: beginner.page("/certificates/"))
    assert many == none <= 4, statements
