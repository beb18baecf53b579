"""How often a quiz may be tried: past attempts in, permission out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.courses.document.steps import Quiz


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left: attempts before a pause, or the instant at which a pause ends."""

    left: int
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.left > 0


def allowance(quiz: Quiz, failed_at: Sequence[datetime], *, now: datetime) -> Allowance:
    """Attempts come in rounds of `quiz.attempts`; after a failed round a pause is due.

    `failed_at` are the instants at which failed attempts were handed in, oldest first.
    """
    used = len(failed_at) % quiz.attempts
    if failed_at and used == 0:
        opens_at = failed_at[-1] + timedelta(hours=quiz.pause_hours)
        if now < opens_at:
            return Allowance(0, opens_at)
    return Allowance(quiz.attempts - used)
