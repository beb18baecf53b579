"""Minutes given back after an outage."""

from collections.abc import Iterable
from datetime import datetime

from app.assessment import queries as assessment_queries
from app.assessment import service as assessment
from app.assessment.models import TimeCredit
from app.audit import service as audit
from app.core import clock
from app.core.db import insert_or_keep
from app.core.errors import N_, DomainError
from app.learning import outages, queries
from app.learning.outages import Clocked, Outage
from app.learning.service.finishing import take_back
from app.people.models import Person


def give_time(outage: Outage, *, minutes: int, reason: str, key: str, by: Person) -> TimeCredit:
    """Give minutes back to everybody whom the outage hit, in one act; the second `key` is none.

    Raises `DomainError` when there is nobody.
    """
    given = insert_or_keep(
        TimeCredit,
        {
            "key": key,
            "given_at": clock.now(),
            "given_by_id": by.id,
            "reason": reason,
            "minutes": minutes,
            "attempt_id": outage.attempt.id if outage.attempt else None,
            "unit_id": outage.unit.id if outage.unit else None,
            "from_at": outage.from_at,
            "until_at": outage.until_at,
            "extended": 0,
            "reopened": 0,
        },
        unique=["key"],
    )
    credit = queries.time_credit(key)
    if not given:
        return credit
    queries.hold_clocked(outage)
    found = outages.affected(queries.clocked(outage), now=clock.now())
    if found.is_empty:
        raise DomainError(N_("Nobody has an attempt to which time can be given."))
    _give(found.extended, minutes)
    _give(found.reopened, minutes)
    credit.extended, credit.reopened = len(found.extended), len(found.reopened)
    audit.record(
        "time.given",
        by=by,
        subject=credit,
        minutes=minutes,
        reason=reason,
        extended=credit.extended,
        reopened=credit.reopened,
        since=_wall_clock(outage.from_at),
        until=_wall_clock(outage.until_at),
        **({"unit": outage.unit.id} if outage.unit else {}),
        **({"receipt": outage.attempt.receipt} if outage.attempt else {}),
    )
    return credit


def _give(found: Iterable[Clocked], minutes: int) -> None:
    for one in found:
        was_closed = not one.attempt.is_open
        assessment.give_minutes(one.attempt, minutes)
        if was_closed and one.attempt.purpose in {"before", "after"}:
            # A check that only measures was done by being handed in.
            take_back(one.enrolment, assessment_queries.quiz(one.attempt))


def _wall_clock(instant: datetime) -> str:
    return f"{clock.local(instant):%Y-%m-%d %H:%M}"
