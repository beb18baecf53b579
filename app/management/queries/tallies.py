"""How many people are how far: per course, and per part of a unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased

from app.core import clock
from app.core.db import session
from app.courses.models import Course
from app.learning.models import Enrolment
from app.management import scope
from app.management.queries.places import Place
from app.management.states import State
from app.people.models import Membership, Unit


@dataclass(frozen=True, slots=True)
class Tally:
    """The people of one course; or of all courses, each person once per course.

    The four numbers after `assigned` add up to it; `due_soon` lies within the first two of them.
    """

    assigned: int = 0
    not_started: int = 0
    in_progress: int = 0
    overdue: int = 0
    done: int = 0
    due_soon: int = 0

    @property
    def percent(self) -> int:
        """How much of what is assigned is done; never 100 while anything is left."""
        return self.done * 100 // self.assigned if self.assigned else 0


@dataclass(frozen=True, slots=True)
class CourseTally:
    """How far a unit with all below is with one course."""

    course: Course
    tally: Tally


@dataclass(frozen=True, slots=True)
class PartTally:
    """How far a unit directly below is; `unit` None stands for who is in no unit below."""

    unit: Unit | None
    people: int
    tally: Tally


def head_count(unit: Unit, *, position: int | None = None) -> int:
    """How many people belong to the unit and all below today."""
    people = scope.members(unit, on=clock.today(), position=position).subquery()
    counted = select(func.count(people.c.person_id.distinct()))
    return session.scalars(counted).one()


def by_course(unit: Unit, *, position: int | None = None) -> Sequence[CourseTally]:
    """A line for each course that can be taken, by code, whether anybody has it or not."""
    today = clock.today()
    people = scope.members(unit, on=today, position=position)
    given = and_(
        Enrolment.course_id == Course.id, Enrolment.person_id.in_(people), scope.is_newest()
    )
    found = session.execute(
        select(Course, *_counts(today))
        .outerjoin(Enrolment, given)
        .where(Course.edition_id.is_not(None))
        .group_by(Course.id)
        .order_by(Course.code)
    )
    return [CourseTally(course, Tally(*counts)) for course, *counts in found]


def by_part(
    place: Place, *, course: Course | None = None, position: int | None = None
) -> Sequence[PartTally]:
    """A line for each unit directly below, then one for the people who are in none of them."""
    today = clock.today()
    part = aliased(Unit)
    # Somebody who works in two units of one part counts there once, of two parts in both.
    people = (
        scope.members(place.unit, on=today, position=position)
        .add_columns(part.id.label("part_id"))
        .outerjoin(part, and_(part.parent_id == place.unit.id, Unit.path.startswith(part.path)))
        .group_by(Membership.person_id, part.id)
        .subquery()
    )
    given = [Enrolment.person_id == people.c.person_id, scope.is_newest()]
    given += [Enrolment.course_id == course.id] if course else []
    found = session.execute(
        select(people.c.part_id, func.count(people.c.person_id.distinct()), *_counts(today))
        .select_from(people)
        .outerjoin(Enrolment, and_(*given))
        .group_by(people.c.part_id)
    )
    counted = {part_id: (heads, Tally(*counts)) for part_id, heads, *counts in found}
    units: list[Unit | None] = [*place.below, *([None] if None in counted else [])]
    return [
        PartTally(unit, *counted.get(unit.id if unit else None, (0, Tally()))) for unit in units
    ]


def _counts(today: date) -> list[ColumnElement[int]]:
    """The numbers of a `Tally`, in its order."""

    def count(wanted: State | None) -> ColumnElement[Any]:
        return func.count(case((scope.is_in(wanted, today), Enrolment.id)))

    return [
        count(wanted)
        for wanted in (
            None,
            State.NOT_STARTED,
            State.IN_PROGRESS,
            State.OVERDUE,
            State.DONE,
            State.DUE_SOON,
        )
    ]
