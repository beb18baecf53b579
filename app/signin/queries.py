"""Reads of sessions."""

from hashlib import sha256

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from app.core import clock
from app.core.db import session
from app.people.models import Person, RoleGrant
from app.signin.models import SignedInSession


def token_hash(token: str) -> str:
    """What is stored of a session's token."""
    return sha256(token.encode()).hexdigest()


def open_session_or_none(token: str) -> SignedInSession | None:
    """The session of this token if it still runs, with person, roles and units in one query."""
    now = clock.now()
    return (
        session.scalars(
            select(SignedInSession)
            .join(SignedInSession.person)
            .where(
                SignedInSession.token_hash == token_hash(token),
                SignedInSession.ended_at.is_(None),
                SignedInSession.expires_at > now,
                or_(Person.left_on.is_(None), Person.left_on >= clock.today()),
            )
            .options(
                contains_eager(SignedInSession.person)
                .joinedload(Person.roles)
                .joinedload(RoleGrant.unit)
            )
        )
        .unique()
        .one_or_none()
    )
