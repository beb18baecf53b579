"""A reach as a condition on units and on people."""

from datetime import date

from sqlalchemy import ColumnElement, false, or_, select

from app.core.permissions import Reach
from app.people.models import Membership, Person, Unit


def units(reach: Reach) -> ColumnElement[bool]:
    """The units within `reach`."""
    return or_(false(), *(Unit.path.startswith(root, autoescape=True) for root in reach.roots))


def people(reach: Reach, *, on: date) -> ColumnElement[bool]:
    """The people who on that day belong to a unit within `reach`."""
    members = (
        select(Membership.person_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.held_on(on), units(reach))
    )
    return Person.id.in_(members)
