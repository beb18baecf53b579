from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import Entry
from app.certificates import queries as certificates
from app.certificates import service as certificates_service
from app.core import clock, db
from app.core.errors import DomainError
from app.courses import service as courses_service
from app.learning import progress, queries, service
from app.learning.models import Enrolment
from tests import make
from tests.documents import lesson, pair, quiz, small_course
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("session")

MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)
NOON = datetime(2026, 3, 2, 7, tzinfo=UTC)


def assign(world, *people, due=None, through=None, course=None):
    count = service.assign(
        course or world.course, to=people, due=due, by=world.botagoz, through=through
    )
    db.session.flush()
    return count


def acts(act):
    return db.session.scalars(select(Entry).where(Entry.act == act).order_by(Entry.id)).all()


def with_steps(*steps, **changes):
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": list(steps)}]
    return small_course(modules=modules, **changes)


def test_a_manager_assigns_a_course_to_a_unit(world):
    with clock.stopped_at(NOON):
        count = assign(world, world.aigerim, world.berik, due=JUNE, through=world.top)
    assert count == 2
    enrolment = queries.enrolment(world.aigerim, "small")
    assert enrolment.assigned_at == NOON
    assert enrolment.assigned_by is world.botagoz
    assert enrolment.assigned_unit is world.top
    assert (enrolment.due_on, enrolment.round) == (JUNE, 1)
    assert enrolment.edition_id is None
    assert enrolment.started_at is None
    [entry] = acts("course.assigned")
    assert entry.actor_id == world.botagoz.id
    assert entry.details == {"people": 2, "unit": world.top.id, "due": "2026-06-01"}


def test_assigning_twice_changes_nothing(world):
    with clock.stopped_at(NOON):
        assign(world, world.aigerim, due=JUNE, through=world.unit_a)
    assert assign(world, world.aigerim, due=JUNE) == 0
    assert taking.count(Enrolment) == 1
    enrolment = queries.enrolment(world.aigerim, "small")
    assert (enrolment.assigned_at, enrolment.assigned_unit_id) == (NOON, world.unit_a.id)


def test_somebody_named_twice_is_enrolled_once(world):
    assert assign(world, world.aigerim, world.aigerim) == 1
    assert taking.count(Enrolment) == 1


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [(JUNE, MAY, MAY), (MAY, JUNE, MAY), (None, MAY, MAY), (MAY, None, MAY), (None, None, None)],
)
def test_the_earlier_due_date_wins(world, first, second, kept):
    assign(world, world.aigerim, due=first)
    assign(world, world.aigerim, due=second)
    assert queries.enrolment(world.aigerim, "small").due_on == kept


def test_whoever_chose_the_course_herself_gets_a_due_date_and_keeps_her_progress(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first")
    assert assign(world, world.aigerim, due=MAY) == 0
    assert queries.enrolment(world.aigerim, "small") is enrolment
    assert enrolment.due_on == MAY
    assert enrolment.assigned_by_id == world.botagoz.id
    assert queries.results(enrolment) == {"first": None}


def test_whoever_has_finished_and_is_certified_is_left_in_peace(world):
    enrolment = taking.finish(world.aigerim, world.course)
    assert assign(world, world.aigerim, world.berik, due=MAY) == 1
    assert queries.enrolment(world.aigerim, "small") is enrolment
    assert enrolment.due_on is None


@pytest.mark.parametrize(
    ("days_before_the_end", "is_enrolled"), [(61, False), (60, True), (0, True), (-400, True)]
)
def test_whose_certificate_ends_soon_or_has_ended_begins_a_new_round(
    world, days_before_the_end, is_enrolled
):
    before = taking.finish(world.aigerim, world.course)
    [certificate] = certificates.certificates_of(world.aigerim)
    day = certificate.valid_until - timedelta(days=days_before_the_end)
    with clock.stopped_at(datetime(day.year, day.month, day.day, 7, tzinfo=UTC)):
        assert assign(world, world.aigerim, due=day) == is_enrolled
    newest = queries.enrolment(world.aigerim, "small")
    assert newest.round == 1 + is_enrolled
    assert before.finished_at is not None
    assert queries.results(before)


def test_a_revoked_certificate_leaves_nobody_in_peace(world):
    taking.finish(world.aigerim, world.course)
    [certificate] = certificates.certificates_of(world.aigerim)
    certificates_service.revoke(certificate, reason="Басқа адам тапсырған", by=world.yerlan)
    assert assign(world, world.aigerim) == 1
    assert queries.enrolment(world.aigerim, "small").round == 2


def test_an_assignment_that_is_not_begun_can_be_taken_back(world):
    assign(world, world.aigerim, world.berik, due=JUNE)
    service.withdraw(queries.enrolment(world.aigerim, "small"), by=world.botagoz)
    assert queries.enrolment_or_none(world.aigerim, "small") is None
    assert queries.enrolment_or_none(world.berik, "small")
    [entry] = acts("course.withdrawn")
    assert (entry.actor_id, entry.subject, entry.subject_id) == (
        world.botagoz.id,
        "course",
        str(world.course.id),
    )
    assert entry.details == {"to": [world.aigerim.id]}


def test_a_new_round_that_is_taken_back_leaves_the_old_one(world):
    first = taking.finish(world.aigerim, world.course)
    with clock.stopped_at(clock.now() + timedelta(days=1000)):
        assert assign(world, world.aigerim) == 1
    service.withdraw(queries.enrolment(world.aigerim, "small"), by=world.botagoz)
    assert queries.enrolment(world.aigerim, "small") is first


def test_a_course_that_is_begun_is_not_taken_back(world):
    assign(world, world.aigerim)
    enrolment = service.begin(world.course, by=world.aigerim)
    with pytest.raises(DomainError, match="begun already"):
        service.withdraw(enrolment, by=world.botagoz)
    assert queries.enrolment(world.aigerim, "small") is enrolment
    assert acts("course.withdrawn") == []


@pytest.mark.parametrize(("before", "now"), [(MAY, JUNE), (JUNE, MAY), (None, MAY), (MAY, None)])
def test_a_due_date_is_changed_whatever_it_was(world, before, now):
    assign(world, world.aigerim, due=before)
    enrolment = queries.enrolment(world.aigerim, "small")
    service.change_due(enrolment, to=now, by=world.botagoz)
    assert enrolment.due_on == now
    [entry] = acts("due.changed")
    assert (entry.actor_id, entry.subject_id) == (world.botagoz.id, str(enrolment.id))
    assert entry.details == {
        "course": "small",
        "to": [world.aigerim.id],
        "before": before and before.isoformat(),
        "now": now and now.isoformat(),
    }


def test_the_same_due_date_again_is_not_noted(world):
    assign(world, world.aigerim, due=MAY)
    service.change_due(queries.enrolment(world.aigerim, "small"), to=MAY, by=world.botagoz)
    assert acts("due.changed") == []


def test_a_finished_course_keeps_its_due_date(world):
    enrolment = taking.finish(world.aigerim, world.course)
    with pytest.raises(DomainError, match="completed"):
        service.change_due(enrolment, to=MAY, by=world.botagoz)
    assert enrolment.due_on is None


def test_whoever_begins_reads_the_newest_edition_and_stays_on_it(world):
    assign(world, world.aigerim)
    with clock.stopped_at(NOON):
        enrolment = service.begin(world.course, by=world.aigerim)
    first = world.course.edition_id
    courses_service.publish(world.course, small_course(hours=5), by=None)
    assert (enrolment.edition_id, enrolment.started_at) == (first, NOON)
    assert service.begin(world.course, by=world.aigerim) is enrolment
    assert enrolment.edition_id == first
    assert service.document_of(enrolment).hours == 2
    other = service.begin(world.course, by=world.berik)
    assert service.document_of(other).hours == 5
    assert len(acts("course.begun")) == 2


def test_whoever_chooses_a_course_herself_is_enrolled_by_nobody(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    assert enrolment.assigned_by_id is None
    assert enrolment.due_on is None


def test_before_the_beginning_there_is_no_edition_to_read(world):
    assign(world, world.aigerim)
    with pytest.raises(DomainError, match="Start the course first"):
        service.document_of(queries.enrolment(world.aigerim, "small"))


def test_changing_the_edition_is_no_way_around_the_beginning(world):
    assign(world, world.aigerim)
    enrolment = queries.enrolment(world.aigerim, "small")
    with pytest.raises(DomainError, match="Start the course first"):
        service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.edition_id is None


def test_a_course_waits_for_the_courses_before_it(world):
    later = make.course(small_course("EX2", prerequisites=["EX1"]), slug="later")
    with pytest.raises(DomainError, match="EX1"):
        service.begin(later, by=world.aigerim)
    half = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, half)
    with pytest.raises(DomainError, match="EX1"):
        service.begin(later, by=world.aigerim)
    taking.passes(world.aigerim, half)
    assert service.begin(later, by=world.aigerim).started_at


def test_whoever_holds_a_running_certificate_does_not_begin_again(world):
    enrolment = taking.finish(world.aigerim, world.course)
    assert service.begin(world.course, by=world.aigerim) is enrolment


def test_whose_certificate_has_ended_begins_a_new_round_and_keeps_the_old_one(world):
    first = taking.finish(world.aigerim, world.course)
    with clock.stopped_at(clock.now() + timedelta(days=1000)):
        second = taking.finish(world.aigerim, world.course)
    assert (first.round, second.round) == (1, 2)
    assert len(certificates.certificates_of(world.aigerim)) == 2
    assert len(acts("course.completed")) == 2


def test_whoever_changes_to_the_newest_edition_keeps_what_still_exists(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    newer = with_steps(lesson("second"), lesson("added"), quiz("m1-quiz"))
    courses_service.publish(world.course, newer, by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.edition_id == world.course.edition_id
    states = {view.step.id: view.state for view in _outline(enrolment).steps}
    assert states == {"second": "done", "added": "open", "m1-quiz": "closed"}
    [entry] = acts("course.edition-taken")
    assert entry.details["now"] == world.course.edition_id


def test_changing_to_an_edition_that_asks_no_more_finishes_the_course(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first")
    courses_service.publish(world.course, with_steps(lesson("first")), by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.finished_at
    [certificate] = certificates.certificates_of(world.aigerim)
    assert (certificate.edition_number, certificate.score) == (2, None)


def test_a_finished_course_stays_what_it_was(world):
    enrolment = taking.finish(world.aigerim, world.course)
    edition_id = enrolment.edition_id
    courses_service.publish(world.course, small_course(hours=9), by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.edition_id == edition_id
    assert acts("course.edition-taken") == []


def test_changing_twice_is_changing_once(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert acts("course.edition-taken") == []


def _outline(enrolment):
    return progress.outline(service.document_of(enrolment), queries.results(enrolment))
