"""What each question of a quiz got: sums of points, and times."""

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, case, func, select

from app.assessment.models import Mark
from app.assessment.statistics import Sums
from app.assessment.tallies.sample import Sample, is_worded, marks, rest
from app.core.db import session

COUNTS = {"seen", "answered", "paired"}


@dataclass(frozen=True, slots=True)
class Tally:
    """What one question got in one language."""

    sums: Sums
    timed: int
    """How many answers have a known time."""
    twice_here: float
    """Twice the median of their seconds."""
    twice_among_all: float
    """What this language adds to twice the median of both together."""

    @property
    def median(self) -> float | None:
        """Seconds; None where no time is known."""
        return self.twice_here / 2 if self.timed else None


def questions(sample: Sample) -> tuple[dict[tuple[str, str], Tally], dict[str, int]]:
    """What each question got, by its id and the language of the answers.

    The second is how many answers of older wordings each question has besides.
    """
    of_paper = rest()
    answers = (
        marks(
            sample,
            case((is_worded(sample), 1), else_=0).label("worded"),
            Mark.question_id,
            Mark.language,
            Mark.seconds,
            Mark.points.label("x"),
            of_paper.label("r"),
            case((of_paper.is_not(None), Mark.points)).label("paired_x"),
            case((Mark.is_answered, 1), else_=0).label("answered"),
        )
        .where(Mark.question_id.in_(sample.wordings))
        .subquery()
    )
    counted: dict[tuple[str, str], Tally] = {}
    older: dict[str, int] = defaultdict(int)
    for row in session.execute(_with_medians(answers)):
        tally = _tally(row)
        if row.worded:
            counted[row.question_id, row.language] = tally
        else:
            older[row.question_id] += tally.sums.seen
    return counted, older


def _tally(row: Row[Any]) -> Tally:
    # Sums of counts come back as decimals from PostgreSQL.
    values: dict[str, Any] = {
        field.name: (int if field.name in COUNTS else float)(getattr(row, field.name) or 0)
        for field in fields(Sums)
    }
    sums = Sums(**values)
    return Tally(sums, int(row.timed), float(row.here or 0), float(row.among_all or 0))


def _with_medians(answers: Subquery) -> Select[Any]:
    """Sums by wording, question and language, with the times in the middle.

    The answers are first put together by their seconds, so that few rows have to be ordered.
    """
    a = answers.c
    alike = (
        select(
            a.worded,
            a.question_id,
            a.language,
            a.seconds,
            func.count(a.seconds).label("timed"),
            func.count().label("seen"),
            func.sum(a.answered).label("answered"),
            func.sum(a.x).label("x"),
            func.count(a.r).label("paired"),
            func.sum(a.paired_x).label("paired_x"),
            func.sum(a.r).label("r"),
            func.sum(a.paired_x * a.paired_x).label("xx"),
            func.sum(a.r * a.r).label("rr"),
            func.sum(a.paired_x * a.r).label("xr"),
        )
        .group_by(a.worded, a.question_id, a.language, a.seconds)
        .subquery()
    )
    by = alike.c
    placed = select(
        alike,
        _middle(alike, by.worded, by.question_id, by.language).label("here"),
        _middle(alike, by.worded, by.question_id).label("among_all"),
    ).subquery()
    p = placed.c
    names = ["timed", "here", "among_all", *(field.name for field in fields(Sums))]
    return select(
        p.worded, p.question_id, p.language, *(func.sum(p[name]).label(name) for name in names)
    ).group_by(p.worded, p.question_id, p.language)


def _middle(alike: Subquery, *group: ColumnElement[Any]) -> ColumnElement[Any]:
    """How much a row adds to twice the median of its group: its seconds once, twice or not.

    Of n times in order, the lower middle one is at place (n + 1) / 2, the upper one at n / 2 + 1,
    both rounded down.
    """
    by = alike.c
    n = func.sum(by.timed).over(partition_by=group)
    upto = func.sum(by.timed).over(partition_by=group, order_by=[by.seconds, by.language])
    before = upto - by.timed
    is_lower = and_(2 * upto >= n, 2 * before < n)
    is_upper = and_(2 * upto > n, 2 * before <= n)
    # An answer without a time is in no place, and its row is nowhere in the middle.
    return by.seconds * (case((is_lower, 1), else_=0) + case((is_upper, 1), else_=0))
