"""Whose answers count, as conditions of a query."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from app.assessment.models import Attempt, Mark
from app.courses.models import Edition


@dataclass(frozen=True, slots=True)
class Sample:
    """Whose answers count: of which course and quiz, and since when.

    `wordings` names for each question the editions in which it asks the same as today.
    """

    course_id: int
    quiz_id: str
    purpose: str
    wordings: Mapping[str, tuple[int, ...]]
    since: datetime | None = None


def answers(sample: Sample, *columns: Any) -> Select[Any]:
    """One row for each answer that counts."""
    return marks(sample, *columns).where(is_worded(sample))


def marks(sample: Sample, *columns: Any) -> Select[Any]:
    """One row for each answer, also to older wordings."""
    wanted = (
        select(*columns)
        .select_from(Mark)
        .join(Attempt, Attempt.id == Mark.attempt_id)
        .where(
            *is_first(sample.course_id),
            Attempt.quiz_id == sample.quiz_id,
            Attempt.purpose == sample.purpose,
            Mark.points.is_not(None),
        )
    )
    return wanted.where(Attempt.handed_in_at >= sample.since) if sample.since else wanted


def is_first(course_id: int) -> tuple[ColumnElement[bool], ...]:
    """The first attempt of a person at a quiz of the course, once it is marked."""
    earlier = aliased(Attempt)
    editions = select(Edition.id).where(Edition.course_id == course_id)
    return (
        Attempt.edition_id.in_(editions),
        Attempt.handed_in_at.is_not(None),
        Attempt.marked_at.is_not(None),
        ~exists().where(
            earlier.person_id == Attempt.person_id,
            earlier.quiz_id == Attempt.quiz_id,
            earlier.edition_id.in_(editions),
            earlier.id < Attempt.id,
        ),
    )


def is_worded(sample: Sample) -> ColumnElement[bool]:
    """Whether the edition of the attempt asks the question as it is asked today."""
    alike: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for question_id, edition_ids in sample.wordings.items():
        alike[edition_ids].append(question_id)
    return or_(
        false(),
        *(
            and_(Mark.question_id.in_(question_ids), Attempt.edition_id.in_(edition_ids))
            for edition_ids, question_ids in alike.items()
        ),
    )


def rest() -> ColumnElement[float | None]:
    """The share of the points which the rest of the paper earned; null where there is no rest."""
    return (Attempt.points - Mark.points) / func.nullif(Attempt.out_of - 1, 0)
