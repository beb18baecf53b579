"""Reads of enrolments and results, and of attempts that ran during an outage."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.assessment.models import CLOCK, Attempt, Mark, TimeCredit
from app.core import clock
from app.core.db import session
from app.core.permissions import Reach
from app.courses.models import Course
from app.learning.models import Enrolment, StepResult
from app.learning.outages import Clocked, Outage
from app.people import scope
from app.people.models import Membership, Person, Unit

Results = dict[str, int | None]
"""The ids of finished steps with their scores."""


def enrolment_or_none(person: Person, slug: str) -> Enrolment | None:
    """The newest round in which `person` takes the course with this slug."""
    return session.scalars(_newest_round(person, slug)).one_or_none()


def enrolment(person: Person, slug: str) -> Enrolment:
    """My newest enrolment in this course, held for a change; `NoResultFound` without one."""
    # Whoever waited for it must see what the one before has done, even where it was read already.
    held = _newest_round(person, slug).with_for_update(of=Enrolment)
    return session.scalars(held, execution_options={"populate_existing": True}).one()


def enrolment_to_change(enrolment_id: int) -> Enrolment:
    """The enrolment with this id, held for a change that somebody else brings about."""
    return session.scalars(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .options(joinedload(Enrolment.course), joinedload(Enrolment.person))
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    ).one()


def slug(attempt: Attempt) -> str:
    """By what the course of an attempt is addressed."""
    wanted = select(Course.slug).join(Enrolment).where(Enrolment.id == attempt.enrolment_id)
    return session.scalars(wanted).one()


def _newest_round(person: Person, slug: str) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Enrolment.course)
        .where(Enrolment.person_id == person.id, Course.slug == slug)
        .order_by(Enrolment.round.desc())
        .limit(1)
        .options(contains_eager(Enrolment.course))
    )


def enrolment_of_attempt(attempt_id: int, *, of: Person) -> Enrolment:
    """The enrolment, of whatever round, to which my attempt belongs, held; else `NoResultFound`."""
    return enrolment_to_change(
        session.scalars(
            select(Attempt.enrolment_id).where(Attempt.id == attempt_id, Attempt.person_id == of.id)
        ).one()
    )


def enrolments(person: Person) -> Sequence[Enrolment]:
    """The newest round of each course `person` takes: what is due first comes first."""
    found = session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person.id)
        .order_by(
            Enrolment.due_on.is_(None), Enrolment.due_on, Enrolment.course_id, Enrolment.round
        )
        .options(
            joinedload(Enrolment.course),
            joinedload(Enrolment.assigned_by),
            joinedload(Enrolment.assigned_unit),
        )
    ).all()
    newest = {row.course_id: row.round for row in sorted(found, key=lambda row: row.round)}
    return [row for row in found if row.round == newest[row.course_id]]


def results(enrolment: Enrolment) -> Results:
    """What is done in one enrolment."""
    return results_of([enrolment])[enrolment.id]


def results_of(enrolments: Iterable[Enrolment]) -> dict[int, Results]:
    """What is done in each of the enrolments, by enrolment id."""
    by_enrolment: dict[int, Results] = {row.id: {} for row in enrolments}
    found = session.scalars(
        select(StepResult)
        .where(StepResult.enrolment_id.in_(by_enrolment))
        .order_by(StepResult.enrolment_id, StepResult.step_id)
    )
    for result in found:
        by_enrolment[result.enrolment_id][result.step_id] = result.score
    return by_enrolment


def last_done_at(enrolment: Enrolment, step_ids: Iterable[str]) -> datetime:
    """When the last of these steps, all of which are done, was done."""
    wanted = select(func.max(StepResult.done_at)).where(
        StepResult.enrolment_id == enrolment.id, StepResult.step_id.in_(step_ids)
    )
    return session.scalars(wanted).one()


def finished_codes(person: Person) -> frozenset[str]:
    """The codes of the courses which `person` has finished at least once."""
    return frozenset(
        session.scalars(
            select(Course.code)
            .join(Enrolment, Enrolment.course_id == Course.id)
            .where(Enrolment.person_id == person.id, Enrolment.finished_at.is_not(None))
            .order_by(Course.code)
        )
    )


def clocked(outage: Outage, *, limit: int | None = None) -> Sequence[Clocked]:
    """The attempts that ran against the clock during an outage, unless a learner handed them in.

    Ordered by name and start.
    """
    other = aliased(Attempt)
    same_quiz = (other.enrolment_id == Attempt.enrolment_id) & (other.quiz_id == Attempt.quiz_id)
    can_fail = other.purpose.in_(["module", "final"])
    same_purpose = other.purpose == Attempt.purpose
    is_passed = exists().where(same_quiz, same_purpose, can_fail, other.passed.is_(True))
    has_later = exists().where(same_quiz, other.number > Attempt.number)
    has_marks = exists().where(Mark.attempt_id == Attempt.id, Mark.marked_by_id.is_not(None))
    found = session.execute(
        select(Attempt, Enrolment, is_passed, has_later, has_marks)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Enrolment.person)
        .where(*_ran_during(outage))
        .options(contains_eager(Enrolment.person), joinedload(Enrolment.course))
        .order_by(Person.sort_key, Attempt.started_at, Attempt.id)
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return [Clocked(*row) for row in found]


def hold_clocked(outage: Outage) -> None:
    """Let nobody answer, hand in or begin anew in these attempts until the end of the act."""
    session.scalars(
        select(Attempt.id).where(*_ran_during(outage)).order_by(Attempt.id).with_for_update()
    ).all()


def _ran_during(outage: Outage) -> tuple[ColumnElement[bool], ...]:
    conditions = (
        Attempt.deadline_at >= outage.from_at,
        Attempt.started_at <= outage.until_at,
        or_(Attempt.handed_in_at.is_(None), Attempt.closed_by == CLOCK),
        Attempt.person_id.in_(_staff(outage)),
    )
    return (*conditions, Attempt.id == outage.attempt.id) if outage.attempt else conditions


def _staff(outage: Outage) -> Select[int]:
    """Whoever belonged to the site, within the reach, on a day of the outage."""
    first, last = (clock.local(at).date() for at in (outage.from_at, outage.until_at))
    wanted = (
        select(Membership.person_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(
            scope.units(outage.within),
            Membership.from_on <= last,
            or_(Membership.to_on.is_(None), Membership.to_on >= first),
        )
    )
    if outage.unit is None:
        return wanted
    return wanted.where(Unit.path.startswith(outage.unit.path, autoescape=True))


def attempt_by_receipt_or_none(receipt: str, *, within: Reach) -> Attempt | None:
    """The attempt with this number if it has a time limit and its person is within the reach.

    Where she belonged on the day she began decides.
    """
    wanted = select(Attempt).where(Attempt.receipt == receipt, Attempt.deadline_at.is_not(None))
    found = session.scalars(wanted).one_or_none()
    if found is None:
        return None
    meant = Outage(within, found.started_at, found.started_at)
    return session.scalars(wanted.where(Attempt.person_id.in_(_staff(meant)))).one_or_none()


def time_credit(key: str) -> TimeCredit:
    """The act that came with this form."""
    return session.scalars(select(TimeCredit).where(TimeCredit.key == key)).one()


def time_credits(*, within: Reach, limit: int) -> Sequence[TimeCredit]:
    """The newest acts of giving time back by people who work within the reach today."""
    wanted = (
        select(TimeCredit)
        .join(TimeCredit.given_by)
        .where(scope.people(within, on=clock.today()))
        .options(contains_eager(TimeCredit.given_by), joinedload(TimeCredit.unit))
        .order_by(TimeCredit.given_at.desc(), TimeCredit.id.desc())
        .limit(limit)
    )
    return session.scalars(wanted).all()
