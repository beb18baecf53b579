"""The journal's table."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Id, Model, reference


class Entry(Model):
    """One act; it keeps the actor's name of that time, because journals outlive people."""

    __tablename__ = "journal"

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = reference("persons.id")
    actor_name: Mapped[str] = mapped_column(String(320))
    act: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
