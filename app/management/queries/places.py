"""A unit between what is above and what is below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, true
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from app.core.db import session
from app.core.permissions import Reach
from app.core.text import sort_key
from app.people import scope
from app.people.models import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, the units above it as far as the reader reaches, and those directly below by name."""

    unit: Unit
    above: tuple[Unit, ...]
    below: tuple[Unit, ...]


def place(unit_id: int, *, within: Reach) -> Place:
    """The unit with this id and its neighbours; `NoResultFound` where it is outside the reach."""
    asked = aliased(Unit)
    found = session.scalars(
        select(Unit)
        .join(asked, true())
        .where(
            asked.id == unit_id,
            scope.units(within),
            or_(asked.path.startswith(Unit.path), Unit.parent_id == asked.id),
        )
        .order_by(Unit.path)
    ).all()
    unit = next((row for row in found if row.id == unit_id), None)
    if unit is None:
        raise NoResultFound
    return Place(
        unit,
        above=tuple(row for row in found if len(row.path) < len(unit.path)),
        below=_by_name([row for row in found if row.parent_id == unit_id]),
    )


def roots(within: Reach) -> Sequence[Unit]:
    """The highest units of the reach, by name."""
    highest = [
        path
        for path in within.roots
        if not any(path != other and path.startswith(other) for other in within.roots)
    ]
    found = session.scalars(select(Unit).where(Unit.path.in_(highest)).order_by(Unit.path))
    return _by_name(found.all())


def _by_name(units: Sequence[Unit]) -> tuple[Unit, ...]:
    return tuple(sorted(units, key=lambda unit: (sort_key(str(unit.name)), unit.id)))
