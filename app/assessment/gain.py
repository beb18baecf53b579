"""What the knowledge checks before and after a course say together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Measured(Protocol):
    """A knowledge check that was handed in, or not yet."""

    @property
    def started_at(self) -> datetime: ...
    @property
    def handed_in_at(self) -> datetime | None: ...
    @property
    def score(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Gain:
    """Whole per cent before and after."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        """In percentage points; below 0 where the second result is the lower one."""
        return self.after - self.before


def gain(before: Measured | None, after: Measured | None) -> Gain | None:
    """The two results, or None unless the first check was over before the second began."""
    if before is None or after is None or before.handed_in_at is None:
        return None
    if before.score is None or after.score is None or before.handed_in_at > after.started_at:
        return None
    return Gain(before.score, after.score)


def by_objective(
    before: Iterable[tuple[str, float]], after: Iterable[tuple[str, float]]
) -> dict[str, Gain]:
    """The gain in each objective that both checks ask about, from (objective, points) pairs."""
    first, second = _percent(before), _percent(after)
    return {key: Gain(first[key], second[key]) for key in first if key in second}


def _percent(earned: Iterable[tuple[str, float]]) -> Mapping[str, int]:
    points: dict[str, list[float]] = defaultdict(list)
    for objective, value in earned:
        points[objective].append(value)
    return {key: int(100 * sum(values) / len(values) + 1e-9) for key, values in points.items()}
