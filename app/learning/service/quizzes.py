"""Sitting the quizzes of a course; their results count for it."""

import logging

from app.assessment import policy
from app.assessment import queries as assessment_queries
from app.assessment import service as assessment
from app.assessment.models import Attempt
from app.core.db import session
from app.core.errors import N_, DomainError
from app.courses.document.steps import Quiz
from app.learning import progress, queries
from app.learning.models import Enrolment
from app.learning.service.finishing import document_of, edition_of, finish_if_done, note, take_back
from app.learning.service.taking import keep_place
from app.people.models import Person

log = logging.getLogger(__name__)


def start_quiz(enrolment: Enrolment, quiz: Quiz, *, by: Person, language: str) -> Attempt:
    """Open an attempt, or give the last one if its time has run out: its result comes first.

    Raises `DomainError` while steps before the quiz are not done, and when no attempt is left.
    """
    if over := close_run_out(enrolment, quiz.id):
        return over
    view = progress.outline(document_of(enrolment), queries.results(enrolment)).view(quiz.id)
    if view.state == "closed":
        if quiz.purpose in {"final", "after"}:
            raise DomainError(N_("Finish everything that comes before this quiz first."))
        raise DomainError(N_("Read the lessons of this module first."))
    if quiz.is_marked and enrolment.finished_at:
        raise DomainError(N_("The course is completed: its results stay as they are."))
    keep_place(enrolment, quiz, None)
    return assessment.start(
        quiz,
        by=by,
        enrolment_id=enrolment.id,
        edition_id=edition_of(enrolment),
        language=language,
    )


def hand_in(enrolment: Enrolment, attempt: Attempt, *, by: Person) -> Attempt:
    """Mark the attempt; a passed quiz is a finished step and may finish the course."""
    assessment.hand_in(attempt, by=by)
    take_result(enrolment, attempt, by=by)
    return attempt


def close_run_out(enrolment: Enrolment, quiz_id: str) -> Attempt | None:
    """The last attempt at the quiz if its time has run out: closed now, its result taken."""
    attempts = assessment_queries.attempts_to_change(enrolment.id, quiz_id)
    if not attempts or not assessment.close_if_run_out(attempts[-1]):
        return None
    take_result(enrolment, attempts[-1], by=None)
    return attempts[-1]


def close_all_run_out(of: Person) -> None:
    """Close every attempt of a person whose time has run out.

    Nothing depends on when this is done: what is over is over wherever it is read. So one that
    cannot be closed is logged and keeps nobody from what she came for.
    """
    for enrolment_id, quiz_id in assessment_queries.run_out(of):
        try:
            with session.begin_nested():
                close_run_out(queries.enrolment_to_change(enrolment_id), quiz_id)
        except Exception:
            log.exception("cannot close quiz %s of enrolment %s", quiz_id, enrolment_id)


def take_result(enrolment: Enrolment, attempt: Attempt, *, by: Person | None) -> None:
    """Let the result of a marked attempt count for the course; `by` is None for the clock.

    What has been finished stays finished: a certificate is not taken away by a later attempt. Nor
    does an attempt count where the course now has something else in the place of its quiz.
    """
    quiz = assessment_queries.quiz(attempt)
    step = document_of(enrolment).steps_by_id.get(quiz.id)
    if attempt.passed is None or enrolment.finished_at or not progress.stays(quiz, step):
        return
    result = policy.counting(quiz, assessment_queries.tries(enrolment.id, quiz))
    if result and result.passed and result.handed_in_at:
        note(enrolment, quiz, score=result.score, at=result.handed_in_at)
        finish_if_done(enrolment, at=result.handed_in_at, by=by)
    else:
        take_back(enrolment, quiz)
