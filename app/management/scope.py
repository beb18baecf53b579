"""A unit with all below, and the newest round of a course, as conditions."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import aliased

from app.learning.models import Enrolment
from app.learning.progress import DUE_SOON
from app.management.states import State
from app.people.models import Membership, Unit

Rows = Select[*tuple[Any, ...]]


def members(unit: Unit, *, on: date, position: int | None = None) -> Rows:
    """The ids of the people who on that day belong to `unit` or to a unit below it."""
    return _narrowed(select(Membership.person_id), unit, on, position)


def places(unit: Unit, *, on: date, position: int | None = None) -> Rows:
    """The same people with the earliest of their memberships there: one row each."""
    wanted = select(Membership.person_id, func.min(Membership.id).label("membership_id"))
    return _narrowed(wanted, unit, on, position).group_by(Membership.person_id)


def _narrowed(wanted: Rows, unit: Unit, on: date, position: int | None) -> Rows:
    wanted = wanted.join(Unit, Unit.id == Membership.unit_id).where(
        Unit.path.startswith(unit.path, autoescape=True), Membership.held_on(on)
    )
    return wanted if position is None else wanted.where(Membership.position_id == position)


def is_newest() -> ColumnElement[bool]:
    """The round that counts: nobody has been given the course once more since."""
    later = aliased(Enrolment)
    return ~(
        exists()
        .where(
            later.person_id == Enrolment.person_id,
            later.course_id == Enrolment.course_id,
            later.round > Enrolment.round,
        )
        .correlate(Enrolment)
    )


def state(today: date) -> ColumnElement[str]:
    """`states.state_on` as an expression; where there is no enrolment, the person has no course."""
    return case(
        (Enrolment.id.is_(None), State.NOT_ASSIGNED.value),
        (Enrolment.finished_at.is_not(None), State.DONE.value),
        (Enrolment.due_on < today, State.OVERDUE.value),
        (Enrolment.started_at.is_(None), State.NOT_STARTED.value),
        else_=State.IN_PROGRESS.value,
    )


def is_in(wanted: State | None, today: date) -> ColumnElement[bool]:
    """Whether somebody is in the state; None means everybody who has been given the course."""
    if wanted is None:
        return Enrolment.id.is_not(None)
    if wanted is State.DUE_SOON:
        return Enrolment.due_on.between(today, today + DUE_SOON) & Enrolment.finished_at.is_(None)
    return state(today) == wanted.value
