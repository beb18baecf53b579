"""Whether a question is harder in one language for people who know equally much; no database.

The test: N. Mantel and W. Haenszel, "Statistical Aspects of the Analysis of Data from
Retrospective Studies of Disease", Journal of the National Cancer Institute 22 (1959), 719-748,
with its continuity correction; its use for questions: P. W. Holland and D. T. Thayer,
"Differential Item Performance and the Mantel-Haenszel Procedure", in H. Wainer and H. I. Braun
(eds.), "Test Validity" (1988), 129-145. The variance of the logarithm of the odds ratio:
J. Robins, N. Breslow and S. Greenland, Biometrics 42 (1986), 311-323. Delta and the classes A, B
and C of the Educational Testing Service: N. J. Dorans and P. W. Holland, and M. Zieky, in
P. W. Holland and H. Wainer (eds.), "Differential Item Functioning" (1993), 35-66 and 337-347.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import erfc, inf, log, sqrt
from typing import Final, Literal, NamedTuple

from app.assessment.statistics import LEAST_ANSWERS

LEVEL: Final = 0.05
"""The chance of flagging anything in a quiz in which nothing differs."""
LEAST_AT_A_LEVEL: Final = 5
"""Levels of equal score are joined until each has so many people of either language."""
DELTA: Final = -2.35
"""Turns the logarithm of an odds ratio into the delta of the Educational Testing Service."""
MODERATE: Final = 1.0
LARGE: Final = 1.5
SURE_ONE_SIDED: Final = 1.644854


class Table(NamedTuple):
    """The people of one level of equal score: how many were right and wrong in each language."""

    right_ru: int
    wrong_ru: int
    right_kk: int
    wrong_kk: int

    @property
    def ru(self) -> int:
        return self.right_ru + self.wrong_ru

    @property
    def kk(self) -> int:
        return self.right_kk + self.wrong_kk


Levels = Mapping[int, Table]
"""The people of a quiz by their score in per cent."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much harder or easier a question is in Kazakh than in Russian at equal score.

    `delta` is negative where it is harder in Kazakh; one unit is about a tenth of the answers
    near the middle. `tested` is the number of questions in the quiz that were tested.
    """

    chi_square: float
    odds_ratio: float
    """The odds of a right answer in Russian to those in Kazakh."""
    delta: float
    error: float
    """The standard error of `delta`."""
    levels: int
    tested: int = 1

    @property
    def p(self) -> float:
        """The chance of such a difference where there is none, for this question alone."""
        return erfc(sqrt(self.chi_square / 2))

    @property
    def category(self) -> Literal["A", "B", "C"]:
        """A: small or not sure; C: at least 1.5 and surely above 1; B: in between."""
        size = abs(self.delta)
        if self.p >= LEVEL or size < MODERATE:
            return "A"
        is_large = size >= LARGE and size - SURE_ONE_SIDED * self.error > MODERATE
        return "C" if is_large else "B"

    @property
    def is_flagged(self) -> bool:
        """Large, and sure although many questions were tested (Bonferroni)."""
        return self.category == "C" and self.p * self.tested < LEVEL


def can_be_tested(levels: Levels) -> bool:
    """Whether there are enough answers in both languages."""
    tables = levels.values()
    return min(sum(t.ru for t in tables), sum(t.kk for t in tables)) >= LEAST_ANSWERS


def difference(levels: Levels, *, tested: int = 1) -> Difference | None:
    """The Mantel-Haenszel test; None where nobody could have answered otherwise."""
    tables = joined(levels)
    ahead = spread = for_ru = for_kk = 0.0
    pr = ps_qr = qs = 0.0
    for a, b, c, d in tables:
        n = a + b + c + d
        if not (a + b and c + d):
            continue
        ahead += a - (a + b) * (a + c) / n
        spread += (a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))
        r, s = a * d / n, b * c / n
        for_ru, for_kk = for_ru + r, for_kk + s
        p, q = (a + d) / n, (b + c) / n
        pr, ps_qr, qs = pr + p * r, ps_qr + p * s + q * r, qs + q * s
    if not spread:
        return None
    chi_square = max(0.0, abs(ahead) - 0.5) ** 2 / spread
    if not (for_ru and for_kk):
        odds_ratio = inf if for_ru else 0.0
        return Difference(chi_square, odds_ratio, -inf if for_ru else inf, 0, len(tables), tested)
    variance = pr / (2 * for_ru**2) + ps_qr / (2 * for_ru * for_kk) + qs / (2 * for_kk**2)
    odds_ratio = for_ru / for_kk
    return Difference(
        chi_square,
        odds_ratio,
        DELTA * log(odds_ratio),
        abs(DELTA) * sqrt(variance),
        len(tables),
        tested,
    )


def differences(levels: Mapping[str, Levels]) -> dict[str, Difference]:
    """The test for each question of a quiz that has enough answers, by question id."""
    fit = {key: found for key, found in levels.items() if can_be_tested(found)}
    made = {key: difference(found, tested=len(fit)) for key, found in fit.items()}
    return {key: found for key, found in made.items() if found is not None}


def joined(levels: Levels) -> list[Table]:
    """Neighbouring scores joined from the lowest up, until no level has too few people.

    What is left over at the top goes to the level below.
    """
    tables: list[Table] = []
    open_table = Table(0, 0, 0, 0)
    for _score, table in sorted(levels.items()):
        open_table = _sum([open_table, table])
        if min(open_table.ru, open_table.kk) >= LEAST_AT_A_LEVEL:
            tables.append(open_table)
            open_table = Table(0, 0, 0, 0)
    rest = [*tables[-1:], open_table]
    return [*tables[:-1], _sum(rest)] if any(open_table) or not tables else tables


def _sum(tables: Iterable[Table]) -> Table:
    return Table(*(sum(cells) for cells in zip(*tables, strict=True)))
