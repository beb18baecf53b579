"""The knowledge checks before and after a course, of the people who did both."""

from typing import Any, NamedTuple

from sqlalchemy import FromClause, Select, and_, func, select

from app.assessment.models import Attempt, Mark
from app.assessment.tallies.sample import is_first
from app.core.db import session


class ObjectiveTally(NamedTuple):
    """The points of one question in a knowledge check before or after the course."""

    purpose: str
    question_id: str
    answers: int
    points: float


class Paired(NamedTuple):
    """The people who did the checks before and after: shares of the points, 0 to 1, summed."""

    people: int
    before: float
    after: float
    squares: float
    """Of what each has gained."""


def paired(course_id: int) -> Paired:
    """The people who did the knowledge checks before and after the course, in this order."""
    before, after, both = _pairs(course_id)
    gain = after.c.share - before.c.share
    found = session.execute(
        both.with_only_columns(
            func.count(),
            func.sum(before.c.share),
            func.sum(after.c.share),
            func.sum(gain * gain),
        )
    ).one()
    return Paired(*(value or 0 for value in found))


def by_objective(course_id: int) -> list[ObjectiveTally]:
    """The points of each question of the checks, of the people who did both."""
    _before, _after, both = _pairs(course_id)
    found = session.execute(
        select(Attempt.purpose, Mark.question_id, func.count(), func.sum(Mark.points))
        .join_from(Attempt, Mark, Mark.attempt_id == Attempt.id)
        .where(
            *is_first(course_id),
            Attempt.purpose.in_(["before", "after"]),
            Attempt.person_id.in_(both),
        )
        .group_by(Attempt.purpose, Mark.question_id)
        .order_by(Mark.question_id, Attempt.purpose)
    )
    return [
        ObjectiveTally(purpose, question_id, answers, points or 0)
        for purpose, question_id, answers, points in found
    ]


def _pairs(course_id: int) -> tuple[FromClause, FromClause, Select[Any]]:
    """The shares of the points before and after, and the people who have both."""
    shares = (
        select(
            Attempt.person_id,
            Attempt.purpose,
            func.min(Attempt.started_at).label("started_at"),
            func.max(Attempt.handed_in_at).label("handed_in_at"),
            (func.sum(Attempt.points) / func.sum(Attempt.out_of)).label("share"),
        )
        .where(*is_first(course_id), Attempt.out_of > 0)
        .group_by(Attempt.person_id, Attempt.purpose)
        .subquery()
    )
    before, after = shares.alias(), shares.alias()
    in_order = before.c.handed_in_at <= after.c.started_at
    both = (
        select(before.c.person_id)
        .join_from(before, after, and_(before.c.person_id == after.c.person_id, in_order))
        .where(before.c.purpose == "before", after.c.purpose == "after")
    )
    return before, after, both
