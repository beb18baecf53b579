"""Reads of people, units and positions."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.core import clock
from app.core.db import session
from app.core.permissions import Reach
from app.core.text import sort_key
from app.people import scope
from app.people.models import Membership, Person, Position, RoleGrant, Unit

DIRECTORY_PAGE = 50


def unit(unit_id: int, *, within: Reach) -> Unit:
    """The unit with this id; raises `NoResultFound` outside the reach as if there were none."""
    return session.scalars(select(Unit).where(Unit.id == unit_id, scope.units(within))).one()


def units(within: Reach) -> Sequence[Unit]:
    """Every unit within the reach, each parent before its children."""
    return session.scalars(select(Unit).where(scope.units(within)).order_by(Unit.path)).all()


def person(person_id: int, *, within: Reach) -> Person:
    """The person with this id who works within the reach today, else `NoResultFound`."""
    wanted = select(Person).where(Person.id == person_id, scope.people(within, on=clock.today()))
    return session.scalars(wanted).one()


def person_or_none(username: str) -> Person | None:
    """The person who signs in by this name, whatever its case."""
    return session.scalars(
        select(Person).where(Person.username == username.strip().casefold())
    ).one_or_none()


def members(unit: Unit, *, on: date | None = None) -> Sequence[Person]:
    """The people who belong to `unit` or a unit below it on a day (default: today), by name."""
    return session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(
            Unit.path.startswith(unit.path, autoescape=True),
            Membership.held_on(on or clock.today()),
        )
        .distinct()
        .order_by(Person.sort_key, Person.id)
    ).all()


def positions() -> Sequence[Position]:
    """Every position, by code."""
    return session.scalars(select(Position).order_by(Position.code)).all()


def directory(*, within: Reach, search: str, page: int) -> Sequence[Membership]:
    """One page (and one row more, if there is a next page) of people within the reach, by name.

    `search` is the beginning of a surname or of a user name, in any case.
    """
    wanted = (
        select(Membership)
        .join(Membership.person)
        .join(Membership.unit)
        .where(Membership.held_on(clock.today()), scope.units(within))
        .options(
            contains_eager(Membership.person).selectinload(Person.roles).joinedload(RoleGrant.unit),
            contains_eager(Membership.unit),
            joinedload(Membership.position),
        )
        .order_by(Person.sort_key, Person.id)
        .limit(DIRECTORY_PAGE + 1)
        .offset((page - 1) * DIRECTORY_PAGE)
    )
    if search:
        wanted = wanted.where(
            or_(
                Person.sort_key.startswith(sort_key(search), autoescape=True),
                Person.username.startswith(search.casefold(), autoescape=True),
            )
        )
    return session.scalars(wanted).unique().all()


def top_unit_or_none() -> Unit | None:
    """The unit above all others, if there is one yet."""
    return session.scalars(
        select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1)
    ).one_or_none()


def unit_or_none(unit_id: int) -> Unit | None:
    """The unit with this id, for commands; pages ask `unit`, which looks at the reach."""
    return session.get(Unit, unit_id)
