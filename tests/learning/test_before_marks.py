"""Attempts that were handed in before marks were kept."""

import pytest
from sqlalchemy import delete, func, select

from app.assessment import queries as assessment
from app.assessment.models import Attempt, Mark, Pick
from app.core import db
from app.courses import service as courses
from app.learning import regrading, service
from tests import documents, make
from tests.learning import taking

COURSE = "/courses/old"


def old_course(right="a"):
    questions = [documents.single("q-one", right=right), documents.multiple("q-two")]
    steps = [documents.quiz("m1-quiz", questions) | {"explanations": "handed-in"}]
    modules = [
        {"id": "m1", "title": documents.pair("М"), "objectives": [], "steps": steps},
        {"id": "m2", "title": documents.pair("М"), "objectives": []} | {"steps": [last()]},
    ]
    return documents.small_course("OLD1", modules=modules)


def last():
    return documents.quiz("m2-quiz", [documents.single("q-three")])


def forget(attempt):
    """What migration 0008 makes of an attempt that was handed in before it."""
    for model in (Mark, Pick):
        db.session.execute(delete(model).where(model.attempt_id == attempt.id))
    attempt.points = attempt.out_of = None
    db.session.commit()


@pytest.fixture
def course(world):
    return make.course(old_course(), slug="old", owner=world.dana)


@pytest.fixture
def old(world, course):
    """Half of it right; the result that was given then is another than the key of today gives."""
    enrolment = service.begin(course, by=world.aigerim)
    attempt = taking.sit(world.aigerim, enrolment)
    taking.hand_in(world.aigerim, enrolment, attempt, {"q-one": ["a"]})
    attempt.score = 49
    forget(attempt)
    return attempt


@pytest.fixture
def remark(app):
    def run():
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["assessment", "remark"])
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_the_result_can_be_read_without_marks(look, world, old, say):
    page = look(world.aigerim).see(f"{COURSE}/m1-quiz/attempts/1")
    heads = page.parts("quiz__number")
    assert sorted(head.partition("· ")[2] for head in heads) == sorted(
        [say("Correct"), say("No answer")]
    )


def test_marks_are_written_by_the_key_and_the_result_stays_as_it_was_given(old, remark):
    assert remark().strip(" .\n").endswith(": 1")
    old = db.session.get_one(Attempt, old.id)
    marks = assessment.marks(old)
    assert {key: (mark.points, mark.is_answered) for key, mark in marks.items()} == {
        "q-one": (1, True),
        "q-two": (0, False),
    }
    picks = db.session.scalars(select(Pick.pick).where(Pick.attempt_id == old.id)).all()
    assert picks == ["a"]
    assert (old.points, old.out_of) == (1, 2)
    assert (old.score, old.passed) == (49, False)


def test_a_second_time_there_is_nothing_to_do(old, remark):
    remark()
    count = select(func.count()).select_from(Mark)
    before = db.session.scalar(count)
    assert remark() == ""
    assert db.session.scalar(count) == before


def test_what_is_open_or_marked_already_is_left_alone(world, course, remark):
    enrolment = service.begin(course, by=world.berik)
    taking.passes(world.berik, enrolment)
    attempt = taking.sit(world.berik, enrolment, "m2-quiz")
    db.session.commit()
    assert remark() == ""
    assert assessment.marks(attempt) == {}


def test_a_corrected_key_reaches_them_then(world, course, old, remark):
    courses.publish(course, old_course(right="b"), by=world.dana)
    db.session.commit()
    remark()
    question = regrading.question(course, "q-one")
    [change] = regrading.changes(course, question)
    assert change.attempt.id == old.id
    assert change.falls
