from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import Entry
from app.certificates import queries, service
from app.certificates.numbers import normalise
from app.certificates.validity import State
from app.core import clock, db
from app.core.errors import DomainError
from app.courses import queries as courses
from app.courses import service as courses_service
from tests import make
from tests.documents import small_course

pytestmark = pytest.mark.usefixtures("session")


def issue(person, course, **changes):
    values = {
        "occasion": f"test-{person.id}-{course.id}",
        "course": course,
        "edition": courses.edition(course.newest_edition_id),
        "hours": 2,
        "score": 88,
        "finished_on": date(2026, 3, 31),
        "by": person,
    }
    return service.issue(person, **(values | changes))


def acts(act):
    return db.session.scalars(select(Entry).where(Entry.act == act)).all()


def on(*day):
    return clock.stopped_at(datetime(*day, 6, tzinfo=UTC))


def test_a_certificate_freezes_what_it_says(world):
    with on(2026, 4, 1):
        made = issue(world.aigerim, world.course)

    world.aigerim.surname = "Басқа"
    courses_service.publish(
        world.course, small_course(hours=40, title={"kk": "ж", "ru": "н"}), by=None
    )
    db.session.flush()
    db.session.expire_all()

    kept = queries.by_number_or_none(made.number)
    assert normalise(kept.number) == kept.number
    assert kept.holder == "Серікова Айгерім"
    assert kept.holder_initials == "С.\u00a0А."
    assert kept.course_code == "EX1"
    assert kept.course_title.kk == "Курс EX1 қаз"
    assert (kept.edition_number, kept.hours, kept.score) == (1, 2, 88)
    assert kept.finished_on == kept.valid_from == date(2026, 3, 31)
    assert kept.valid_until == date(2028, 3, 31)
    assert kept.issued_on == date(2026, 4, 1)
    assert kept.paper.holder == "Серікова Айгерім"


def test_one_occasion_gives_one_certificate_and_one_entry_in_the_journal(world):
    first = issue(world.aigerim, world.course)
    second = issue(world.aigerim, world.course, score=10, finished_on=date(2027, 1, 1))
    assert second.id == first.id
    assert second.score == 88
    [entry] = acts("certificate.issued")
    assert entry.actor_id == world.aigerim.id
    assert (entry.subject, entry.subject_id) == ("certificate", str(first.id))
    assert entry.details == {"number": first.number, "course": "EX1", "edition": 1}


def test_another_occasion_gives_another_certificate_and_keeps_the_first(world):
    first = issue(world.aigerim, world.course, occasion="round 1")
    second = issue(world.aigerim, world.course, occasion="round 2", finished_on=date(2027, 5, 5))
    assert first.number != second.number
    assert list(queries.certificates_of(world.aigerim)) == [second, first]


def test_a_course_without_marks_gives_a_certificate_without_a_result(world):
    assert issue(world.aigerim, world.course, score=None).paper.score is None


@pytest.mark.parametrize(
    ("finished_on", "valid_months", "valid_until"),
    [
        (date(2026, 2, 28), 24, date(2028, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_validity_is_that_of_the_edition(world, finished_on, valid_months, valid_until):
    document = small_course("EX2", certificate={"valid_months": valid_months})
    course = make.course(document, slug="other")
    made = issue(world.aigerim, course, finished_on=finished_on)
    assert (made.valid_from, made.valid_until) == (finished_on, valid_until)


def test_the_state_follows_the_calendar(world):
    made = issue(world.aigerim, world.course)
    for day, state in (
        ((2026, 4, 1), State.VALID),
        ((2028, 1, 30), State.VALID),
        ((2028, 1, 31), State.EXPIRING),
        ((2028, 3, 31), State.EXPIRING),
        ((2028, 4, 1), State.EXPIRED),
    ):
        with on(*day):
            assert made.state == state


def test_revoking_keeps_the_certificate_and_says_why(world):
    made = issue(world.aigerim, world.course)
    with on(2026, 5, 2):
        service.revoke(made, reason=" Басқа адам тапсырған ", by=world.yerlan)
    db.session.flush()
    db.session.expire_all()
    kept = queries.by_number_or_none(made.number)
    assert kept.state == State.REVOKED
    assert kept.revoked_on == date(2026, 5, 2)
    assert kept.revocation_reason == "Басқа адам тапсырған"
    [entry] = acts("certificate.revoked")
    assert entry.actor_id == world.yerlan.id
    assert entry.details == {"number": made.number, "reason": "Басқа адам тапсырған"}


def test_revoking_needs_a_reason_and_happens_once(world):
    made = issue(world.aigerim, world.course)
    with pytest.raises(DomainError, match="Say why"):
        service.revoke(made, reason="  ", by=world.yerlan)
    service.revoke(made, reason="Қате", by=world.yerlan)
    db.session.flush()
    with pytest.raises(DomainError, match="already revoked"):
        service.revoke(made, reason="Тағы", by=world.yerlan)
    assert len(acts("certificate.revoked")) == 1


def test_a_number_opens_only_for_its_holder(world):
    made = issue(world.aigerim, world.course)
    assert queries.certificate(made.number, of=world.aigerim) is made
    for other in (world.berik, world.botagoz, world.dana, world.yerlan):
        with pytest.raises(NoResultFound):
            queries.certificate(made.number, of=other)


def test_holders_are_those_whose_certificate_still_runs_for_long(world):
    issue(world.aigerim, world.course)
    issue(world.berik, world.course, finished_on=date(2024, 5, 1))
    revoked = issue(world.dana, world.course)
    service.revoke(revoked, reason="Қате", by=world.yerlan)
    db.session.flush()
    everybody = [person.id for person in world.people().values()] + [world.berik.id]
    with on(2026, 4, 1):
        assert queries.holders(world.course, among=everybody) == {world.aigerim.id}
        assert queries.holders(world.course, among=[world.berik.id]) == frozenset()
