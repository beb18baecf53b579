"""Reads of the journal."""

from collections.abc import Sequence

from sqlalchemy import select

from app.audit.models import Entry
from app.core.db import session

PAGE = 50


def entries(*, act: str = "", before: int | None = None) -> Sequence[Entry]:
    """One page of the journal, newest first: of one act, older than the entry `before`."""
    wanted = select(Entry).order_by(Entry.id.desc()).limit(PAGE + 1)
    if act:
        wanted = wanted.where(Entry.act == act)
    if before:
        wanted = wanted.where(Entry.id < before)
    return session.scalars(wanted).all()


def acts() -> Sequence[str]:
    """Every kind of act that has happened, in order."""
    return session.scalars(select(Entry.act).distinct().order_by(Entry.act)).all()
