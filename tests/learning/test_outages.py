"""Minutes given back after an outage: to whom, how many, and only once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.assessment import queries as assessment
from app.assessment import service as assessment_service
from app.assessment.models import Mark, Pick, TimeCredit
from app.audit.models import Entry
from app.core import clock, db
from app.core.errors import DomainError
from app.core.permissions import Permission
from app.learning import outages, queries, service
from app.learning.outages import Outage
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course
from tests.learning import grading, taking

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def course(world):
    steps = [
        lesson("first"),
        quiz("m1-quiz") | {"time_limit": 30},
        quiz("check") | {"time_limit": 10, "purpose": "before", "pass_mark": 0, "attempts": 0},
        lesson("second"),
    ]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    return make.course(small_course("TM1", modules=modules), slug="timed")


def begin(person, course, quiz_id="m1-quiz"):
    enrolment = service.begin(course, by=person)
    taking.read(person, enrolment, "first")
    return enrolment, taking.sit(person, enrolment, quiz_id)


def reach(person):
    return person.reach(Permission.GIVE_TIME)


def today(person, **changes):
    now = clock.now()
    return Outage(reach(person), now - timedelta(hours=12), now, **changes)


def give(person, outage=None, *, minutes=20, key="one"):
    credit = service.give_time(
        outage or today(person), minutes=minutes, reason="Жарық өшті", key=key, by=person
    )
    db.session.flush()
    return credit


def test_who_sits_gets_the_minutes_at_the_end(world, course, noon):
    _enrolment, attempt = begin(world.aigerim, course)
    credit = give(world.yerlan)
    assert attempt.deadline_at == noon + 50 * MINUTE
    assert (attempt.extra_minutes, credit.extended, credit.reopened) == (20, 1, 0)
    give(world.dana, key="two", minutes=5)
    assert (attempt.deadline_at, attempt.extra_minutes) == (noon + 55 * MINUTE, 25)


@pytest.mark.parametrize("is_written_down", [True, False])
def test_who_was_cut_off_goes_on_from_now_with_her_answers_and_without_a_result(
    world, course, noon, is_written_down
):
    enrolment, attempt = begin(world.aigerim, course)
    assessment_service.save(attempt, "m1-quiz-one", ["a"], sequence=1, language="kk")
    with clock.stopped_at(noon + 60 * MINUTE):
        if is_written_down:
            service.close_run_out(enrolment, "m1-quiz")
            assert (attempt.passed, taking.count(Mark), taking.count(Pick)) == (False, 4, 1)
        credit = give(world.yerlan)
        assert (credit.extended, credit.reopened) == (0, 1)
        assert attempt.is_open
        assert attempt.deadline_at == noon + 80 * MINUTE
        assert (attempt.score, attempt.passed, attempt.crossed, attempt.marked_at) == (None,) * 4
        assert taking.count(Mark) == taking.count(Pick) == 0
        assert assessment.answers(attempt)["m1-quiz-one"].chosen == ["a"]
    with clock.stopped_at(noon + 79 * MINUTE):
        receipt = attempt.receipt
        taking.hand_in(world.aigerim, enrolment, attempt, taking.right_answers(quiz_of(attempt)))
        assert (attempt.passed, attempt.closed_by, attempt.receipt) == (True, "learner", receipt)


def quiz_of(attempt):
    return assessment.quiz(attempt)


def test_a_check_that_only_measures_is_undone_when_it_opens_again(world, course, noon):
    enrolment, attempt = begin(world.aigerim, course, "check")
    with clock.stopped_at(noon + 60 * MINUTE):
        service.close_run_out(enrolment, "check")
        assert "check" in queries.results(enrolment)
        assert give(world.yerlan).reopened == 1
        assert "check" not in queries.results(enrolment)
        assert attempt.is_open


def found(person, noon_later):
    return outages.affected(queries.clocked(today(person)), now=noon_later)


def test_whom_reopening_would_not_serve_is_left_out_and_named_with_the_reason(world, course, noon):
    later, _attempt = begin(world.aigerim, course)
    passed, second = begin(world.berik, course)
    taking.hand_in(world.berik, passed, second, taking.right_answers(quiz_of(second)))
    taking.sit(world.berik, passed)
    completed, third = begin(world.botagoz, course)
    with clock.stopped_at(noon + 60 * MINUTE):
        for enrolment in (later, passed, completed):
            service.close_run_out(enrolment, "m1-quiz")
        taking.sit(world.aigerim, later)
        completed.finished_at = clock.now()
        db.session.flush()
        prospect = found(world.yerlan, clock.now())
        assert {(row.enrolment.person_id, row.reason) for row in prospect.left_out} == {
            (world.aigerim.id, "later"),
            (world.berik.id, "passed"),
            (world.botagoz.id, "finished"),
        }
        assert [row.enrolment.person_id for row in prospect.extended] == [world.aigerim.id]
        assert give(world.yerlan).extended == 1
    assert not third.is_open


def test_what_a_trainer_has_marked_is_not_opened_again(world, noon):
    questions = [single("q-closed"), grading.open_question()]
    steps = [lesson("first"), quiz("m1-quiz", questions) | {"time_limit": 30}, lesson("second")]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    course = make.course(small_course("TM2", modules=modules), slug="marked")
    enrolment, attempt = begin(world.aigerim, course)
    assessment_service.save_all(attempt, {"q-open": [grading.OPEN_ANSWER]}, language="kk")
    with clock.stopped_at(noon + 60 * MINUTE):
        service.close_run_out(enrolment, "m1-quiz")
        assert len(found(world.yerlan, clock.now()).reopened) == 1
        asked, points = assessment.questions(attempt)["q-open"], {"calls": 1, "writes": 1}
        service.mark(attempt, asked, points=points, comment="Жақсы", by=world.dana)
        db.session.flush()
        [left_out] = found(world.yerlan, clock.now()).left_out
        assert (left_out.attempt, left_out.reason) == (attempt, "marked")
        with pytest.raises(DomainError):
            give(world.yerlan)
    assert assessment.marks(attempt)["q-open"].comment == "Жақсы"


def test_a_pass_from_when_it_was_practice_keeps_nobody_from_her_minutes(world, course, noon):
    enrolment, attempt = begin(world.aigerim, course)
    taking.hand_in(world.aigerim, enrolment, attempt, taking.right_answers(quiz_of(attempt)))
    attempt.purpose = "final"
    taking.sit(world.aigerim, enrolment)
    with clock.stopped_at(noon + 60 * MINUTE):
        service.close_run_out(enrolment, "m1-quiz")
        assert len(found(world.yerlan, clock.now()).reopened) == 1


def test_what_the_learner_handed_in_herself_stays_handed_in(world, course, noon):
    enrolment, attempt = begin(world.aigerim, course)
    taking.hand_in(world.aigerim, enrolment, attempt, {})
    with pytest.raises(DomainError, match="Nobody has an attempt"):
        give(world.yerlan)
    assert not attempt.is_open


def test_without_a_limit_there_is_nothing_to_give(world, noon):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    taking.sit(world.aigerim, enrolment)
    with pytest.raises(DomainError, match="Nobody has an attempt"):
        give(world.yerlan)


def test_only_what_ran_during_the_outage_is_meant(world, course, noon):
    _enrolment, attempt = begin(world.aigerim, course)
    with clock.stopped_at(noon + 180 * MINUTE):
        for begins, ends, is_meant in (
            (31, 60, False),
            (30, 60, True),
            (-60, -1, False),
            (-60, 0, True),
            (10, 20, True),
        ):
            meant = Outage(reach(world.yerlan), noon + begins * MINUTE, noon + ends * MINUTE)
            assert bool(queries.clocked(meant)) is is_meant
    assert attempt.is_open


def test_a_site_is_a_unit_with_all_below_on_the_day(world, course, noon):
    _, attempt = begin(world.aigerim, course)
    begin(world.berik, course)
    assert give(world.yerlan, today(world.yerlan, unit=world.unit_a)).extended == 1
    assert attempt.extra_minutes == 20
    assert give(world.yerlan, today(world.yerlan, unit=world.top), key="two").extended == 2
    for membership in world.aigerim.memberships:
        membership.to_on = clock.local(noon).date() - timedelta(days=1)
    db.session.flush()
    with pytest.raises(DomainError):
        give(world.yerlan, today(world.yerlan, unit=world.unit_a), key="three")


def test_one_attempt_is_meant_whenever_it_ran(world, course, noon):
    _, attempt = begin(world.aigerim, course)
    begin(world.berik, course)
    with clock.stopped_at(noon + timedelta(days=3)):
        found = queries.attempt_by_receipt_or_none(attempt.receipt, within=reach(world.yerlan))
        outage = Outage(reach(world.yerlan), found.started_at, clock.now(), attempt=found)
        assert give(world.yerlan, outage).reopened == 1
    assert attempt.deadline_at == noon + timedelta(days=3) + 20 * MINUTE


def test_whoever_does_not_hold_the_permission_reaches_nobody(world, course, noon):
    _, attempt = begin(world.aigerim, course)
    nobody = reach(world.botagoz)
    assert queries.clocked(Outage(nobody, noon, noon)) == []
    assert queries.attempt_by_receipt_or_none(attempt.receipt, within=nobody) is None
    assert queries.attempt_by_receipt_or_none("", within=reach(world.yerlan)) is None


def test_the_same_form_sent_twice_gives_the_minutes_once(world, course, noon):
    _, attempt = begin(world.aigerim, course)
    first = give(world.yerlan)
    assert give(world.yerlan) is first
    assert attempt.deadline_at == noon + 50 * MINUTE
    assert taking.count(TimeCredit) == 1


def test_the_journal_has_one_entry_with_counts_and_reason(world, course, noon):
    begin(world.aigerim, course)
    begin(world.berik, course)
    give(world.yerlan, today(world.yerlan, unit=world.unit_a))
    [entry] = db.session.scalars(select(Entry).where(Entry.act == "time.given")).all()
    assert entry.actor_id == world.yerlan.id
    assert entry.details == {
        "minutes": 20,
        "reason": "Жарық өшті",
        "extended": 1,
        "reopened": 0,
        "since": f"{clock.local(noon - timedelta(hours=12)):%Y-%m-%d %H:%M}",
        "until": f"{clock.local(noon):%Y-%m-%d %H:%M}",
        "unit": world.unit_a.id,
    }
