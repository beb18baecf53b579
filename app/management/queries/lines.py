"""The people of a unit and one course, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased, load_only

from app.certificates.models import Certificate
from app.core import clock
from app.core.db import session
from app.core.text import Localized, sort_key
from app.courses import queries as courses
from app.courses.models import Course
from app.learning import queries as learning
from app.learning.models import Enrolment
from app.management import scope
from app.management.filters import Filters
from app.management.states import State, is_due_soon
from app.people.models import Membership, Person, Position, Unit

PAGE = 50
RESULTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """How far one person is."""

    person_id: int
    name: str
    position: Localized
    unit: Localized
    """With the unit above it, where that lies below the unit asked for."""
    state: State
    is_due_soon: bool
    due_on: date | None
    steps_done: int
    steps: int
    finished_on: date | None
    valid_until: date | None
    is_expired: bool


def lines(
    unit: Unit, course: Course, filters: Filters, *, limit: int | None = None
) -> tuple[Sequence[Line], int]:
    """The people whom the filters leave, by name, and how many they are.

    With a `limit` only one page of them, that of the filters.
    """
    wanted = _wanted(unit, course, filters)
    if limit is not None:
        wanted = wanted.limit(limit).offset((filters.page - 1) * limit)
    found = session.execute(wanted).all()
    total = found[0].total if found else 0
    parts = (found[i : i + RESULTS_AT_ONCE] for i in range(0, len(found), RESULTS_AT_ONCE))
    return [line for part in parts for line in _lines(part, course)], total


def _wanted(unit: Unit, course: Course, filters: Filters) -> Select[*tuple[Any, ...]]:
    today = clock.today()
    above = aliased(Unit)
    places = scope.places(unit, on=today, position=filters.position).subquery()
    given = and_(
        Enrolment.person_id == Person.id, Enrolment.course_id == course.id, scope.is_newest()
    )
    valid_until = (
        select(func.max(Certificate.valid_until))
        .where(
            Certificate.person_id == Person.id,
            Certificate.course_id == course.id,
            Certificate.revoked_on.is_(None),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Person,
            Unit.name.label("unit"),
            above.name.label("above"),
            Position.name.label("position"),
            Enrolment,
            scope.state(today).label("state"),
            valid_until.label("valid_until"),
            func.count().over().label("total"),
        )
        .join(places, places.c.person_id == Person.id)
        .join(Membership, Membership.id == places.c.membership_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(above, and_(above.id == Unit.parent_id, above.id != unit.id, Unit.id != unit.id))
        .join(Position, Position.id == Membership.position_id)
        .outerjoin(Enrolment, given)
        .where(scope.is_in(filters.state, today))
        .options(load_only(Person.surname, Person.given_name, Person.patronymic))
        .order_by(Person.sort_key, Person.id)
    )
    if filters.search:
        wanted = wanted.where(Person.sort_key.startswith(sort_key(filters.search), autoescape=True))
    return wanted


def _lines(found: Sequence[Any], course: Course) -> list[Line]:
    results = learning.results_of([row.Enrolment for row in found if row.Enrolment])
    return [_line(row, course, results) for row in found]


def _line(row: Any, course: Course, results: dict[int, learning.Results]) -> Line:
    enrolment: Enrolment | None = row.Enrolment
    state = State(row.state)
    due_on = enrolment.due_on if enrolment else None
    edition_id = (enrolment and enrolment.edition_id) or course.edition_id
    assert edition_id is not None
    steps = courses.document(edition_id).steps_by_id
    finished_at = enrolment.finished_at if enrolment else None
    return Line(
        person_id=row.Person.id,
        name=row.Person.full_name,
        position=row.position,
        unit=_full_name(row.unit, row.above),
        state=state,
        is_due_soon=is_due_soon(clock.today(), state, due_on),
        due_on=due_on,
        steps_done=len(steps.keys() & results[enrolment.id].keys()) if enrolment else 0,
        steps=len(steps),
        finished_on=clock.local(finished_at).date() if finished_at else None,
        valid_until=row.valid_until,
        is_expired=row.valid_until is not None and row.valid_until < clock.today(),
    )


def _full_name(unit: Localized, above: Localized | None) -> Localized:
    """Institutions have departments of the same names; the unit above tells them apart."""
    return Localized(f"{above.kk} · {unit.kk}", f"{above.ru} · {unit.ru}") if above else unit
