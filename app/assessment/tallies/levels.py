"""Who was right at each level of score."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased

from app.assessment.fairness import Table
from app.assessment.models import Attempt, Mark
from app.assessment.tallies.sample import Sample, answers
from app.core.db import session

UPWARDS = 0.001
"""Half a per cent is rounded up on every engine; some would round it to the even number."""


def levels(sample: Sample, *, without: Collection[str] = ()) -> dict[str, dict[int, Table]]:
    """Who was wholly right in each question and language, by question and level of score.

    The level is the score of the paper in whole per cent, the question itself included and the
    questions `without` left out (unless it is the question itself).
    """
    level = _level(without)
    is_right = case((Mark.points == 1, 1), else_=0)
    marked = answers(
        sample, Mark.question_id, Mark.language, level.label("level"), is_right.label("is_right")
    ).subquery()
    a = marked.c
    found = session.execute(
        select(a.question_id, a.level, *_cells(a.language, a.is_right)).group_by(
            a.question_id, a.level
        )
    )
    counted: dict[str, dict[int, Table]] = defaultdict(dict)
    for question_id, percent, *cells in found:
        counted[question_id][round(percent)] = Table(*cells)
    return counted


def _level(without: Collection[str]) -> ColumnElement[float]:
    if not without:
        return func.round(100 * Attempt.points / Attempt.out_of + UPWARDS)
    other = aliased(Mark)
    taken = [other.attempt_id == Attempt.id, other.question_id.in_(without)]
    taken.append(other.question_id != Mark.question_id)
    points = select(func.coalesce(func.sum(other.points), 0)).where(*taken).scalar_subquery()
    number = select(func.count()).select_from(other).where(*taken).scalar_subquery()
    return func.round(100 * (Attempt.points - points) / (Attempt.out_of - number) + UPWARDS)


def _cells(language: ColumnElement[str], is_right: ColumnElement[int]) -> list[ColumnElement[int]]:
    """The cells of a `Table`, in its order."""
    return [
        func.sum(case((and_(language == spoken, is_right == right), 1), else_=0))
        for spoken in ("ru", "kk")
        for right in (1, 0)
    ]
