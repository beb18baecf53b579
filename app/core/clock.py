"""The only source of time: instants in UTC, dates in the zone of the service."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Almaty")

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)


def today() -> date:
    """The present date where the service works."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """`instant` as a wall clock of the service shows it."""
    return instant.astimezone(ZONE)


@contextmanager
def stopped_at(instant: datetime) -> Iterator[None]:
    """Within the block it is `instant`: for demonstration data with a past, and for tests."""
    token = _stopped_at.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _stopped_at.reset(token)
