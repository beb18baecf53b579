"""Reads of attempts, answers and marks."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.assessment import policy, selection
from app.assessment.models import Answer, Attempt, Mark
from app.core import clock
from app.core.db import session
from app.courses import queries as courses
from app.courses.document.questions import Question
from app.courses.document.steps import Quiz
from app.people.models import Person


def attempts(enrolment_id: int, quiz_id: str) -> Sequence[Attempt]:
    """All attempts at a quiz within an enrolment, oldest first."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.enrolment_id == enrolment_id, Attempt.quiz_id == quiz_id)
        .order_by(Attempt.number)
    ).all()


def attempt(attempt_id: int, *, of: Person) -> Attempt:
    """My attempt with this id, held against a hand-in at the same moment; else `NoResultFound`."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.id == attempt_id, Attempt.person_id == of.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def attempt_number(enrolment_id: int, quiz_id: str, number: int) -> Attempt:
    """The attempt with this number within an enrolment; else `NoResultFound`."""
    return session.scalars(
        select(Attempt).where(
            Attempt.enrolment_id == enrolment_id,
            Attempt.quiz_id == quiz_id,
            Attempt.number == number,
        )
    ).one()


def run_out() -> Sequence[Attempt]:
    """Open attempts whose time has run out, held for closing, longest over first."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.handed_in_at.is_(None), Attempt.deadline_at < clock.now() - policy.IN_FLIGHT)
        .order_by(Attempt.deadline_at, Attempt.id)
        .with_for_update(skip_locked=True)
    ).all()


def answers(attempt: Attempt) -> dict[str, Answer]:
    """The newest answer to each question that has one, by question id."""
    # Answers are written past the session, so what it has read before may be old.
    found = session.scalars(
        select(Answer).where(Answer.attempt_id == attempt.id).order_by(Answer.question_id),
        execution_options={"populate_existing": True},
    )
    return {answer.question_id: answer for answer in found}


def marks(attempt: Attempt) -> dict[str, Mark]:
    """What each question of a handed-in attempt earned, by question id."""
    found = session.scalars(
        select(Mark).where(Mark.attempt_id == attempt.id).order_by(Mark.question_id)
    )
    return {mark.question_id: mark for mark in found}


def quiz(attempt: Attempt) -> Quiz:
    """The quiz as it was when the attempt began, whatever edition the course is read in now."""
    return courses.quiz(attempt.edition_id, attempt.quiz_id)


def questions(attempt: Attempt) -> Mapping[str, Question]:
    """Every question which the edition of the attempt has, by id."""
    return courses.document(attempt.edition_id).questions_by_id


def sheets(attempt: Attempt) -> list[selection.Sheet]:
    """The paper as the learner saw it: the same words, questions and order, years later too."""
    return selection.laid_out(attempt.items, questions(attempt))
