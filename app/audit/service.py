"""Writing the journal, in the same transaction as the act."""

from typing import Any, Protocol

from app.audit.models import Entry
from app.core import clock
from app.core.db import Model, session


class Actor(Protocol):
    """Whoever acts: a person, as far as the journal needs one."""

    @property
    def id(self) -> Any: ...
    @property
    def full_name(self) -> str: ...


def record(
    act: str, *, by: Actor | None, subject: Model | tuple[str, object], **details: object
) -> Entry:
    """Note that `by` (None: the system) did `act`, named `noun.past`, to `subject`.

    `subject` is a row that already has its id, or a pair of a kind and an id. `details` must be
    plain JSON values and never contain a password, an answer or a health fact.
    """
    kind, key = subject if isinstance(subject, tuple) else _identity(subject)
    entry = Entry(
        at=clock.now(),
        actor_id=by.id if by else None,
        actor_name=by.full_name if by else "",
        act=act,
        subject=kind,
        subject_id=str(key),
        details=details,
    )
    session.add(entry)
    return entry


def _identity(row: Model) -> tuple[str, object]:
    return type(row).__name__.lower(), getattr(row, "id")  # noqa: B009 - every table here has one
