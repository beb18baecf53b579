"""Sessions kept on the server, so that they can be ended."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Id, Model, reference
from app.people.models import Person


class SignedInSession(Model):
    """One sign-in on one machine; the cookie holds the token, this row only its hash."""

    __tablename__ = "sessions"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = reference("persons.id")
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(45))
    agent: Mapped[str] = mapped_column(String(200))

    person: Mapped[Person] = relationship()
