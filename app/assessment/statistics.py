"""The formulas of item statistics: counts and sums in, figures out; no database.

Facility with its interval: E. B. Wilson, "Probable Inference, the Law of Succession, and
Statistical Inference", Journal of the American Statistical Association 22 (1927), 209-212.
Discrimination: S. Henrysson, "Correction of Item-Total Correlations in Item Analysis",
Psychometrika 28 (1963), 211-218; L. Crocker and J. Algina, "Introduction to Classical and Modern
Test Theory" (1986), chapter 14.
"""

from dataclasses import dataclass, fields
from math import sqrt
from typing import Final, Self

LEAST_ANSWERS: Final = 30
"""With fewer answers a figure says more about chance than about the question."""
SURE: Final = 1.959964
"""The standard normal deviate of a two-sided interval of 95 %."""
FLAT: Final = 1e-9
"""A variance below this is what rounding leaves of one that is zero."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is summed over the people who saw a question; sums of groups can be added.

    `x` are the points of the question, `r` the share of the rest of the paper that was earned,
    both from 0 to 1. The sums after `paired` are taken over the papers that have a rest.
    """

    seen: int = 0
    answered: int = 0
    x: float = 0
    paired: int = 0
    paired_x: float = 0
    r: float = 0
    xx: float = 0
    rr: float = 0
    xr: float = 0

    def __add__(self, other: Self) -> "Sums":
        return Sums(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def facility(self) -> float | None:
        """The mean points of everybody who saw the question; no answer earns nothing."""
        return self.x / self.seen if self.seen else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The facility as it may be in truth, by Wilson's interval of 95 %.

        It is made for points that are 0 or 1; for points in between, which vary less about the
        same mean, it is wider than it need be.
        """
        return wilson(self.x / self.seen, self.seen) if self.seen else None

    @property
    def discrimination(self) -> float | None:
        """The correlation of the question with the rest of the paper, from -1 to 1.

        The corrected point-biserial: the question itself is not part of what it is compared with.
        None where all points or all rests are the same.
        """
        if self.paired < 2:
            return None
        spread_x = self.xx - self.paired_x**2 / self.paired
        spread_r = self.rr - self.r**2 / self.paired
        if min(spread_x, spread_r) < FLAT:
            return None
        together = self.xr - self.paired_x * self.r / self.paired
        return max(-1.0, min(1.0, together / sqrt(spread_x * spread_r)))


def wilson(share: float, n: int) -> tuple[float, float]:
    """The interval of 95 % for a share observed in `n` > 0 cases."""
    z2 = SURE**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = SURE * sqrt(share * (1 - share) / n + z2 / (4 * n**2)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def mean_interval(n: int, total: float, squares: float) -> tuple[float, float] | None:
    """The interval of 95 % for a mean by the normal law; None below two cases."""
    if n < 2:
        return None
    half = SURE * sqrt(max(0.0, squares - total**2 / n) / (n - 1) / n)
    return total / n - half, total / n + half
