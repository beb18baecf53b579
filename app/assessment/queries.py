"""Reads of attempts and answers."""

from collections.abc import Sequence

from sqlalchemy import select

from app.assessment.models import Answer, Attempt
from app.core.db import session
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


def answers(attempt: Attempt) -> dict[str, Answer]:
    """The newest answer to each question that has one, by question id."""
    # Answers are written past the session, so what it has read before may be old.
    found = session.scalars(
        select(Answer).where(Answer.attempt_id == attempt.id).order_by(Answer.question_id),
        execution_options={"populate_existing": True},
    )
    return {answer.question_id: answer for answer in found}
