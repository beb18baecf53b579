"""Beginning a course and reading its lessons."""

from app.audit import service as audit
from app.certificates import queries as certificates
from app.core import clock
from app.core.db import insert_or_keep
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.steps import Lesson, Step
from app.courses.models import Course
from app.learning import progress, queries
from app.learning.models import Enrolment
from app.learning.service.assigning import ROUND, new_round
from app.learning.service.finishing import document_of, finish_if_done, note
from app.people.models import Person


def begin(course: Course, *, by: Person) -> Enrolment:
    """Start the course on its newest edition, enrolling first where nobody has assigned it.

    Raises `DomainError` while a course that must be finished first is not.
    """
    enrolment = queries.enrolment_or_none(by, course.slug)
    if enrolment is None or (
        enrolment.finished_at and by.id not in certificates.holders(course, among=[by.id])
    ):
        number = enrolment.round + 1 if enrolment else 1
        insert_or_keep(Enrolment, new_round(by.id, course, number=number), unique=ROUND)
    enrolment = queries.enrolment(by, course.slug)
    if enrolment.started_at:
        return enrolment
    document = courses.document(course.newest_edition_id)
    missing = sorted(set(document.prerequisites) - queries.finished_codes(by))
    if missing:
        raise DomainError(N_("Finish this course first: %(courses)s"), courses=", ".join(missing))
    enrolment.edition_id = course.edition_id
    enrolment.started_at = clock.now()
    audit.record("course.begun", by=by, subject=enrolment, course=course.slug)
    return enrolment


def keep_place(enrolment: Enrolment, step: Step, block_id: str | None) -> None:
    """Remember where the reader is; a block that the step does not have is not kept."""
    known = {block.id for block in step.blocks} if isinstance(step, Lesson) else set()
    enrolment.at_step = step.id
    enrolment.at_block = block_id if block_id in known else None


def finish_lesson(enrolment: Enrolment, lesson: Lesson, *, by: Person) -> None:
    """Note the lesson as read and, if it was the last step, finish the course."""
    now = clock.now()
    note(enrolment, lesson, score=None, at=now)
    following = document_of(enrolment)
    later = progress.outline(following, queries.results(enrolment)).next_open(lesson.id)
    keep_place(enrolment, later.step if later else lesson, None)
    finish_if_done(enrolment, at=now, by=by)
