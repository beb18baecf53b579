"""How long a certificate is valid, and what may be said of it on a day (pure)."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

EXPIRES_SOON = timedelta(days=60)


class State(StrEnum):
    """What a certificate is worth on a day."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REVOKED = "revoked"


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of a month that is shorter.

    15 January 2026 and 24 months make 15 January 2028, still a day of validity; 31 August 2026
    and 6 months make 28 February 2027; 29 February 2028 and 12 months make 28 February 2029.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def state_on(today: date, *, valid_until: date, revoked_on: date | None) -> State:
    """The state on `today`; the last day of validity counts as valid."""
    if revoked_on is not None and revoked_on <= today:
        return State.REVOKED
    if valid_until < today:
        return State.EXPIRED
    if valid_until - today <= EXPIRES_SOON:
        return State.EXPIRING
    return State.VALID
