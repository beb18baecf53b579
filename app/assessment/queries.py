"""Reads of attempts, answers and marks."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.assessment import policy, selection
from app.assessment.models import Answer, Attempt, Mark
from app.core import clock
from app.core.db import session
from app.courses import queries as courses
from app.courses.document.questions import Question
from app.courses.document.steps import Quiz
from app.courses.models import Edition
from app.people.models import Person


def attempts(enrolment_id: int, quiz_id: str) -> Sequence[Attempt]:
    """All attempts at a quiz within an enrolment, oldest first."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.enrolment_id == enrolment_id, Attempt.quiz_id == quiz_id)
        .order_by(Attempt.number)
    ).all()


def tries(enrolment_id: int, quiz: Quiz) -> Sequence[Attempt]:
    """The attempts at a quiz while it has had the purpose it has here, oldest first.

    What was practice in an older edition says nothing about a test.
    """
    return [one for one in attempts(enrolment_id, quiz.id) if one.purpose == quiz.purpose]


def is_open_again(attempt: Attempt) -> bool:
    """Whether its person has another attempt at the same quiz of the course open."""
    own = aliased(Edition)
    others = (
        select(Attempt.id)
        .join(Edition, Edition.id == Attempt.edition_id)
        .join(own, own.course_id == Edition.course_id)
        .where(
            own.id == attempt.edition_id,
            Attempt.person_id == attempt.person_id,
            Attempt.quiz_id == attempt.quiz_id,
            Attempt.id != attempt.id,
            Attempt.handed_in_at.is_(None),
        )
    )
    return session.scalars(others.limit(1)).one_or_none() is not None


def attempts_to_change(enrolment_id: int, quiz_id: str) -> Sequence[Attempt]:
    """The same, held: nobody reopens or closes one of them meanwhile."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.enrolment_id == enrolment_id, Attempt.quiz_id == quiz_id)
        .order_by(Attempt.number)
        .with_for_update()
        .execution_options(populate_existing=True)
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


def attempt_with_receipt(receipt: str, *, of: Person) -> Attempt:
    """My attempt with this number, of whatever course and round; else `NoResultFound`."""
    return session.scalars(
        select(Attempt).where(Attempt.receipt == receipt, Attempt.person_id == of.id)
    ).one()


def open_attempts(person: Person, *, within: int | None = None) -> Sequence[Attempt]:
    """What `person` has begun and not handed in, those whose time has run out among them.

    `within` is the id of the only enrolment that is meant.
    """
    wanted = (
        select(Attempt)
        .where(Attempt.person_id == person.id, Attempt.handed_in_at.is_(None))
        .order_by(Attempt.started_at, Attempt.id)
    )
    if within is not None:
        wanted = wanted.where(Attempt.enrolment_id == within)
    return session.scalars(wanted).all()


def unsettled(person: Person) -> Sequence[Attempt]:
    """What `person` has begun and has no result of: open, or waiting for a trainer's mark."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person.id, Attempt.marked_at.is_(None))
        .order_by(Attempt.started_at, Attempt.id)
    ).all()


def run_out(of: Person | None = None) -> Sequence[tuple[int, str]]:
    """Enrolment and quiz of open attempts whose time has run out, longest over first."""
    wanted = (
        select(Attempt.enrolment_id, Attempt.quiz_id)
        .where(Attempt.handed_in_at.is_(None), Attempt.deadline_at < clock.now() - policy.IN_FLIGHT)
        .order_by(Attempt.deadline_at, Attempt.id)
    )
    if of is not None:
        wanted = wanted.where(Attempt.person_id == of.id)
    return [(enrolment_id, quiz_id) for enrolment_id, quiz_id in session.execute(wanted)]


def unmarked() -> Sequence[int]:
    """The ids of attempts that were handed in before marks were written, oldest first."""
    return session.scalars(
        select(Attempt.id)
        .where(
            Attempt.handed_in_at.is_not(None),
            ~select(Mark).where(Mark.attempt_id == Attempt.id).exists(),
        )
        .order_by(Attempt.id)
    ).all()


def knowledge_checks(enrolment_id: int) -> dict[str, Attempt]:
    """The checks before and after the course that are handed in and marked, by their purpose."""
    found = session.scalars(
        select(Attempt)
        .where(
            Attempt.enrolment_id == enrolment_id,
            Attempt.purpose.in_(["before", "after"]),
            Attempt.marked_at.is_not(None),
        )
        .order_by(Attempt.started_at)
    )
    return {attempt.purpose: attempt for attempt in found}


def answers(attempt: Attempt) -> dict[str, Answer]:
    """The newest answer to each question that has one, by question id."""
    # Answers are written past the session, so what it has read before may be old.
    found = session.scalars(
        select(Answer).where(Answer.attempt_id == attempt.id).order_by(Answer.question_id),
        execution_options={"populate_existing": True},
    )
    return {answer.question_id: answer for answer in found}


def answer(attempt: Attempt, question_id: str) -> Answer:
    """The newest answer to one question; `NoResultFound` where there is none."""
    return session.scalars(
        select(Answer).where(Answer.attempt_id == attempt.id, Answer.question_id == question_id),
        execution_options={"populate_existing": True},
    ).one()


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


def keyed(attempt: Attempt, marks: Mapping[str, Mark]) -> list[Question]:
    """The questions of the paper, each with the key by which it was marked last."""
    found = []
    for sheet in sheets(attempt):
        edition_id = marks[sheet.question.id].key_edition_id
        key = courses.document(edition_id).questions_by_id if edition_id else {}
        found.append(key.get(sheet.question.id, sheet.question))
    return found


def sheets(attempt: Attempt) -> list[selection.Sheet]:
    """The paper as the learner saw it: the same words, questions and order, years later too."""
    return selection.laid_out(attempt.items, questions(attempt))
