"""Where somebody works and has worked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.db import session
from app.people.models import Membership, Person


def memberships(person: Person) -> Sequence[Membership]:
    """Every membership of `person` with its unit and position, the newest first."""
    return session.scalars(
        select(Membership)
        .where(Membership.person_id == person.id)
        .options(joinedload(Membership.unit), joinedload(Membership.position))
        .order_by(Membership.from_on.desc(), Membership.id.desc())
    ).all()
