"""Attempts hit by an outage in; who gets minutes back and who does not, out; no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from app.assessment import policy
from app.assessment.models import Attempt
from app.core.permissions import Reach
from app.learning.models import Enrolment
from app.people.models import Unit

Reason = Literal["passed", "later", "finished", "marked"]
MOST_MINUTES = 600
"""As many minutes as one act can give."""


@dataclass(frozen=True, slots=True)
class Outage:
    """When it was, and whose attempts are meant: those within a reach, or fewer."""

    within: Reach
    from_at: datetime
    until_at: datetime
    unit: Unit | None = None
    attempt: Attempt | None = None


class Clocked(NamedTuple):
    """An attempt with a deadline that ran during an outage, and what has happened since."""

    attempt: Attempt
    enrolment: Enrolment
    is_passed: bool
    """Whether some attempt at this quiz has passed, where it can be failed at all."""
    has_later: bool
    """Whether a later attempt has been begun."""
    has_marks: bool
    """Whether a trainer has marked an open answer in it: reopening would throw that away."""


class LeftOut(NamedTuple):
    """Somebody whose attempt stays closed."""

    attempt: Attempt
    enrolment: Enrolment
    reason: Reason


@dataclass(frozen=True, slots=True)
class Affected:
    """What minutes given back would do."""

    extended: Sequence[Clocked]
    """Open attempts; they end later."""
    reopened: Sequence[Clocked]
    """Attempts which the clock has closed; they are open again."""
    left_out: Sequence[LeftOut]

    @property
    def is_empty(self) -> bool:
        return not self.extended and not self.reopened


def affected(found: Iterable[Clocked], *, now: datetime) -> Affected:
    """Sort the attempts of an outage.

    An attempt whose time has run out counts as closed by the clock whether or not anybody has
    written it down yet. It stays closed where reopening would serve nobody or undo what came after.
    """
    extended, reopened, left_out = [], [], []
    for one in found:
        if one.attempt.is_open and not policy.has_run_out(one.attempt, now=now):
            extended.append(one)
        elif reason := _reason(one):
            left_out.append(LeftOut(one.attempt, one.enrolment, reason))
        else:
            reopened.append(one)
    return Affected(extended, reopened, left_out)


def _reason(one: Clocked) -> Reason | None:
    if one.enrolment.finished_at:
        return "finished"
    if one.is_passed:
        return "passed"
    if one.has_later:
        return "later"
    return "marked" if one.has_marks else None
