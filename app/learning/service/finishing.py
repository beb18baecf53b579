"""What is done in a course, and its end: the certificate."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, update

from app.audit import service as audit
from app.certificates import service as certificates_service
from app.core import clock
from app.core.db import insert_or_keep, session
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.course import CourseDocument
from app.courses.document.steps import Step
from app.learning import progress, queries
from app.learning.models import Enrolment, StepResult
from app.people.models import Person


def document_of(enrolment: Enrolment) -> CourseDocument:
    """The edition which this learner reads."""
    return courses.document(edition_of(enrolment))


def edition_of(enrolment: Enrolment) -> int:
    """The edition which this learner reads; `DomainError` before the course is begun."""
    if enrolment.edition_id is None:
        raise DomainError(N_("Start the course first."))
    return enrolment.edition_id


def note(enrolment: Enrolment, step: Step, *, score: int | None, at: datetime) -> None:
    """Note the step as done at that instant; done again, only its score changes."""
    is_new = insert_or_keep(
        StepResult,
        {
            "enrolment_id": enrolment.id,
            "step_id": step.id,
            "done_at": at,
            "score": score,
        },
        unique=("enrolment_id", "step_id"),
    )
    if not is_new:
        session.execute(update(StepResult).where(*_of_step(enrolment, step)).values(score=score))


def take_back(enrolment: Enrolment, step: Step) -> None:
    """Let the step be undone again."""
    session.execute(delete(StepResult).where(*_of_step(enrolment, step)))


def _of_step(enrolment: Enrolment, step: Step) -> tuple[ColumnElement[bool], ...]:
    return StepResult.enrolment_id == enrolment.id, StepResult.step_id == step.id


def finish_if_done(enrolment: Enrolment, *, at: datetime, by: Person | None) -> None:
    """Finish the course and issue its certificate once nothing that it asks for is left.

    `at` is when the learner did what may have been the last of it, not when somebody marked it.
    """
    document = document_of(enrolment)
    done = queries.results(enrolment)
    outline = progress.outline(document, done)
    if enrolment.finished_at or not outline.is_finished:
        return
    required = [view.step.id for view in outline.required]
    enrolment.finished_at = max(at, queries.last_done_at(enrolment, required))
    audit.record("course.completed", by=by, subject=enrolment, course=enrolment.course.slug)
    certificates_service.issue(
        enrolment.person,
        occasion=occasion(enrolment),
        course=enrolment.course,
        edition=courses.edition(edition_of(enrolment)),
        hours=document.hours,
        score=progress.average_score(document, done),
        finished_on=clock.local(enrolment.finished_at).date(),
        by=by,
    )


def occasion(enrolment: Enrolment) -> str:
    """The name under which this enrolment earns a certificate: one, until a pass is lost again."""
    again = f"-{enrolment.reopened}" if enrolment.reopened else ""
    return f"enrolment-{enrolment.id}{again}"
