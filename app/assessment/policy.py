"""The rules of a quiz: how often, how long, what counts and what is told; no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.assessment.scoring import Score
from app.courses.document.steps import Quiz

IN_FLIGHT = timedelta(seconds=30)
"""How long after the end an answer is still taken that was on its way when the time ran out."""
FASTEST_CLOCK = timedelta(days=1)
"""By how much a number that a page gives its answers may be ahead of our clock."""


class Try(Protocol):
    """An attempt as the rules see it; `passed` is None while it is open or unmarked."""

    @property
    def handed_in_at(self) -> datetime | None: ...
    @property
    def passed(self) -> bool | None: ...
    @property
    def score(self) -> int | None: ...


class Clocked(Protocol):
    """An attempt as the clock sees it."""

    @property
    def handed_in_at(self) -> datetime | None: ...
    @property
    def deadline_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left: attempts before a pause (None: any number), or when a pause ends."""

    left: int | None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.left is None or self.left > 0


def allowance(quiz: Quiz, tries: Sequence[Try], *, now: datetime) -> Allowance:
    """Attempts come in rounds of `quiz.attempts`; after a failed round a pause is due.

    `tries` are the attempts that were handed in, oldest first. A knowledge check is taken once.
    Whose result is a pass may use up its round to do better, and then no more.
    """
    if quiz.purpose in {"before", "after"}:
        return Allowance(0 if tries else 1)
    if not quiz.attempts:
        return Allowance(None)
    result = counting(quiz, tries)
    if result and result.passed:
        place = next(i for i, one in enumerate(tries) if one is result)
        round_begins = place - place % quiz.attempts
        return Allowance(max(0, quiz.attempts - (len(tries) - round_begins)))
    used = len(tries) % quiz.attempts
    handed_in_at = tries[-1].handed_in_at if tries else None
    if handed_in_at and used == 0:
        opens_at = handed_in_at + timedelta(hours=quiz.pause_hours)
        if now < opens_at:
            return Allowance(0, opens_at)
    return Allowance(quiz.attempts - used)


def deadline(quiz: Quiz, *, started_at: datetime, extra_minutes: int = 0) -> datetime | None:
    """When the time of an attempt runs out; None where there is no limit."""
    if not quiz.time_limit:
        return None
    return started_at + timedelta(minutes=quiz.time_limit + extra_minutes)


def takes_answers(deadline_at: datetime | None, *, now: datetime) -> bool:
    """Whether an answer that arrives now is still in time."""
    return deadline_at is None or now <= deadline_at + IN_FLIGHT


def latest_sequence(now: datetime) -> int:
    """The highest number of an answer: pages number by their clock, in milliseconds."""
    return round((now + FASTEST_CLOCK).timestamp() * 1000)


def seconds_left(deadline_at: datetime | None, *, now: datetime) -> int | None:
    """How much time an attempt has, never below 0; None where there is no limit."""
    return None if deadline_at is None else max(0, round((deadline_at - now).total_seconds()))


def has_run_out(attempt: Clocked, *, now: datetime) -> bool:
    """Whether nothing more can be answered although nobody has handed in: the clock has."""
    return attempt.handed_in_at is None and not takes_answers(attempt.deadline_at, now=now)


def more_time(attempt: Clocked, minutes: int, *, now: datetime) -> datetime | None:
    """The deadline with so many minutes given back.

    They are counted from now for who was cut off already, else from the end as it was.
    """
    if attempt.deadline_at is None:
        return None
    is_cut_off = attempt.handed_in_at is not None or has_run_out(attempt, now=now)
    start = max(attempt.deadline_at, now) if is_cut_off else attempt.deadline_at
    return start + timedelta(minutes=minutes)


def passes(quiz: Quiz, reached: Score, crossed: Sequence[str]) -> bool:
    """Whether the paper passes; a quiz that only measures is passed by handing it in."""
    return not quiz.is_marked or (reached.reaches(quiz.pass_mark) and not crossed)


def counting(quiz: Quiz, tries: Sequence[Try]) -> Try | None:
    """The attempt whose result counts, of those that are handed in and marked."""
    marked = [one for one in tries if one.handed_in_at and one.passed is not None]
    if not marked:
        return None
    if quiz.counts == "last":
        return marked[-1]
    return max(marked, key=lambda one: (bool(one.passed), one.score or 0))


def explains(quiz: Quiz, attempt: Try, *, is_open_again: bool) -> bool:
    """Whether the right answers and explanations may be shown beside this attempt.

    While another attempt at the quiz is open they would be its key.
    """
    if is_open_again:
        return False
    match quiz.explanations:
        case "handed-in":
            return attempt.handed_in_at is not None
        case "passed":
            return bool(attempt.passed)
        case "never":
            return False
