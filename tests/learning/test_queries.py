from datetime import date

import pytest
from sqlalchemy.exc import NoResultFound

from app.core import clock, db
from app.learning import queries, service
from tests import make
from tests.documents import small_course
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("session")


def assign(world, person, course, *, due=None):
    service.assign(course, to=[person], due=due, by=world.botagoz)
    db.session.flush()
    return queries.enrolment(person, course.slug)


@pytest.fixture
def other(world):
    return make.course(small_course("EX2"), slug="other")


def test_somebody_who_takes_nothing_has_no_enrolment(world):
    assert queries.enrolment_or_none(world.aigerim, "small") is None
    assert queries.enrolments(world.aigerim) == []
    with pytest.raises(NoResultFound):
        queries.enrolment(world.aigerim, "small")


def test_everybody_sees_only_her_own_enrolments(world):
    mine = assign(world, world.aigerim, world.course)
    his = assign(world, world.berik, world.course)
    assert list(queries.enrolments(world.aigerim)) == [mine]
    assert list(queries.enrolments(world.berik)) == [his]
    assert queries.enrolment_or_none(world.dana, "small") is None


def test_what_is_due_first_comes_first_and_what_is_never_due_last(world, other):
    third = make.course(small_course("EX3"), slug="third")
    late = assign(world, world.aigerim, world.course, due=date(2026, 6, 1))
    never = assign(world, world.aigerim, other)
    soon = assign(world, world.aigerim, third, due=date(2026, 5, 1))
    assert list(queries.enrolments(world.aigerim)) == [soon, late, never]


def test_only_the_newest_round_of_a_course_counts(world):
    first = taking.finish(world.aigerim, world.course)
    with clock.stopped_at(clock.now().replace(year=clock.now().year + 3)):
        second = assign(world, world.aigerim, world.course, due=date(2020, 1, 1))
    assert (first.round, second.round) == (1, 2)
    assert list(queries.enrolments(world.aigerim)) == [second]
    assert queries.enrolment_or_none(world.aigerim, "small") is second


def test_results_belong_to_one_enrolment(world, other):
    mine = service.begin(world.course, by=world.aigerim)
    mine_too = service.begin(other, by=world.aigerim)
    his = service.begin(world.course, by=world.berik)
    taking.read(world.aigerim, mine, "first")
    taking.read(world.aigerim, mine_too)
    assert queries.results(mine) == {"first": None}
    assert queries.results_of([mine, mine_too, his]) == {
        mine.id: {"first": None},
        mine_too.id: {"first": None, "second": None},
        his.id: {},
    }
    assert queries.results_of([]) == {}


def test_a_passed_quiz_brings_its_score(world):
    enrolment = taking.finish(world.aigerim, world.course)
    assert queries.results(enrolment) == {"first": None, "second": None, "m1-quiz": 100}


def test_finished_courses_are_known_by_their_codes(world, other):
    taking.finish(world.aigerim, world.course)
    service.begin(other, by=world.aigerim)
    assert queries.finished_codes(world.aigerim) == {"EX1"}
    assert queries.finished_codes(world.berik) == frozenset()
