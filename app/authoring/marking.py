"""The open answers in a trainer's courses: those that wait for a mark, those that have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import NoResultFound

from app.assessment import queries as assessment
from app.assessment.models import Answer, Attempt, Mark
from app.core.db import session
from app.courses.document.questions import OpenAnswer
from app.courses.document.steps import Quiz
from app.courses.models import Course, CourseOwner, Edition
from app.learning import queries as learning
from app.people.models import Person

PAGE = 100
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class OpenMark:
    """An open answer with its question and its mark; who gave it is not told to whoever marks."""

    course: Course
    attempt: Attempt
    answer: Answer
    mark: Mark

    @property
    def quiz(self) -> Quiz:
        return assessment.quiz(self.attempt)

    @property
    def question(self) -> OpenAnswer:
        question = assessment.questions(self.attempt)[self.mark.question_id]
        if not isinstance(question, OpenAnswer):
            raise NoResultFound
        return question

    @property
    def state(self) -> str:
        """What tells whether the mark is still the one that was looked at."""
        return self.mark.marked_at.isoformat() if self.mark.marked_at else ""


def waiting(*, of: Person) -> list[OpenMark]:
    """The answers that wait in the courses of `of`, the longest waiting first, a page of them."""
    return _found(
        _rows(of)
        .where(Mark.points.is_(None))
        .order_by(Attempt.handed_in_at, Attempt.id, Mark.question_id)
    )


def waiting_count(*, of: Person) -> int:
    """How many answers wait in the courses of `of`."""
    wanted = _rows(of).where(Mark.points.is_(None)).with_only_columns(func.count())
    return session.scalars(wanted).one()


def marked(*, of: Person) -> list[OpenMark]:
    """The answers that `of` herself has marked last."""
    return _found(
        _rows(of)
        .where(Mark.marked_by_id == of.id)
        .order_by(Mark.marked_at.desc(), Attempt.id, Mark.question_id)
    )


def open_mark(
    attempt_id: int, question_id: str, *, of: Person, to_change: bool = False
) -> OpenMark:
    """One open answer in a course of `of`; else `NoResultFound`.

    To be changed it is held against another marker; the enrolment first, as learners hold it.
    """
    wanted = _rows(of).where(Attempt.id == attempt_id, Mark.question_id == question_id)
    course, attempt, answer, mark = session.execute(wanted).one()
    if to_change:
        learning.enrolment_to_change(attempt.enrolment_id)
        held = wanted.with_for_update(of=(Attempt, Mark))
        fresh = held.execution_options(populate_existing=True)
        course, attempt, answer, mark = session.execute(fresh).one()
    found = OpenMark(course, attempt, answer, mark)
    _ = found.question
    return found


def _rows(of: Person) -> Rows:
    return (
        select(Course, Attempt, Answer, Mark)
        .join(Edition, Edition.course_id == Course.id)
        .join(CourseOwner, CourseOwner.course_id == Course.id)
        .join(Attempt, Attempt.edition_id == Edition.id)
        .join(Mark, Mark.attempt_id == Attempt.id)
        .join(
            Answer,
            (Answer.attempt_id == Attempt.id) & (Answer.question_id == Mark.question_id),
        )
        .where(CourseOwner.person_id == of.id, Attempt.handed_in_at.is_not(None))
    )


def _found(wanted: Rows) -> list[OpenMark]:
    rows: Sequence[Any] = session.execute(wanted.limit(PAGE)).all()
    return [OpenMark(*row) for row in rows]
