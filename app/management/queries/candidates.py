"""Whom a course can be given to, and what would come of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app.certificates import queries as certificates
from app.core import clock
from app.core.db import session
from app.core.text import Localized, sort_key
from app.courses.models import Course
from app.learning.models import Enrolment
from app.management import scope
from app.people.models import Membership, Person, Position, Unit

CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be ticked."""

    person_id: int
    name: str
    position: Localized


@dataclass(frozen=True, slots=True)
class Prospect:
    """What assigning would do: how many get the course, have it already, need it no more."""

    newcomers: int
    learning: int
    certified: int


def candidates(unit: Unit, *, search: str, chosen: Collection[int]) -> Sequence[Candidate]:
    """The chosen people of the unit and the first others whose surname begins so, by name."""
    return sorted(
        {*_found(unit, Person.id.in_(chosen)), *_found(unit, _begins(search), CANDIDATES)},
        key=lambda candidate: (sort_key(candidate.name), candidate.person_id),
    )


def _begins(search: str) -> ColumnElement[bool]:
    return Person.sort_key.startswith(sort_key(search), autoescape=True)


def _found(unit: Unit, wanted: ColumnElement[bool], limit: int | None = None) -> list[Candidate]:
    places = scope.places(unit, on=clock.today()).subquery()
    found = session.execute(
        select(Person, Position.name.label("position"))
        .join(places, places.c.person_id == Person.id)
        .join(Membership, Membership.id == places.c.membership_id)
        .join(Position, Position.id == Membership.position_id)
        .where(wanted)
        .order_by(Person.sort_key, Person.id)
        .limit(limit)
    )
    return [Candidate(row.Person.id, row.Person.full_name, row.position) for row in found]


def people(
    unit: Unit, *, position: int | None = None, among: Collection[int] | None = None
) -> Sequence[Person]:
    """The people of the unit and all below by name: all, of one position, or those named."""
    wanted = select(Person).where(
        Person.id.in_(scope.members(unit, on=clock.today(), position=position))
    )
    if among is not None:
        wanted = wanted.where(Person.id.in_(among))
    return session.scalars(wanted.order_by(Person.sort_key, Person.id)).all()


def prospect(course: Course, people: Sequence[Person]) -> Prospect:
    """What `learning.service.assign` would do with these people, who are left as they are."""
    everybody = {person.id for person in people}
    learning = set(
        session.scalars(
            select(Enrolment.person_id).where(
                Enrolment.course_id == course.id,
                Enrolment.person_id.in_(everybody),
                Enrolment.finished_at.is_(None),
                scope.is_newest(),
            )
        )
    )
    certified = certificates.holders(course, among=everybody) - learning
    return Prospect(
        newcomers=len(everybody - learning - certified),
        learning=len(learning),
        certified=len(certified),
    )
