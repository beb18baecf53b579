"""Assigning, taking and finishing courses."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from app.assessment import service as assessment
from app.assessment.models import Attempt
from app.audit import service as audit
from app.certificates import queries as certificates
from app.certificates import service as certificates_service
from app.core import clock
from app.core.db import insert_or_keep, session
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.course import CourseDocument
from app.courses.document.steps import Lesson, Quiz, Step
from app.courses.models import Course
from app.learning import progress, queries
from app.learning.models import Enrolment, StepResult
from app.people.models import Person, Unit


def assign(
    course: Course,
    *,
    to: Iterable[Person],
    due: date | None,
    by: Person,
    through: Unit | None = None,
) -> int:
    """Give the course to people who are not taking it now; return how many.

    Somebody who is taking it keeps the earlier due date; one who has finished it and holds a
    certificate that still runs is left in peace.
    """
    # In one order for all, so that two who assign at once do not wait for each other in a circle.
    people = sorted(to, key=lambda person: person.id)
    newest = _newest_rounds(course, people)
    busy = {person_id for person_id, row in newest.items() if row.finished_at is None}
    certified = certificates.holders(course, among=[person.id for person in people])
    count = 0
    for person in people:
        if person.id not in busy | certified:
            before = newest.get(person.id)
            count += _enrol(
                person,
                course,
                round=before.round + 1 if before else 1,
                due=due,
                by=by,
                through=through,
            )
    for row in _newest_rounds(course, people).values():
        _bring_forward(row, due)
    audit.record(
        "course.assigned",
        by=by,
        subject=course,
        people=count,
        unit=through.id if through else None,
        due=due.isoformat() if due else None,
    )
    return count


def _newest_rounds(course: Course, people: list[Person]) -> dict[int, Enrolment]:
    found = session.scalars(
        select(Enrolment)
        .where(
            Enrolment.course_id == course.id,
            Enrolment.person_id.in_([person.id for person in people]),
        )
        .order_by(Enrolment.person_id, Enrolment.round)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.person_id: row for row in found}


def _bring_forward(enrolment: Enrolment, due: date | None) -> None:
    if due and enrolment.finished_at is None:
        enrolment.due_on = min(due, enrolment.due_on or due)


def _enrol(
    person: Person,
    course: Course,
    *,
    round: int,  # noqa: A002 - the model's word
    due: date | None = None,
    by: Person | None = None,
    through: Unit | None = None,
) -> bool:
    return insert_or_keep(
        Enrolment,
        {
            "person_id": person.id,
            "course_id": course.id,
            "round": round,
            "assigned_at": clock.now(),
            "assigned_by_id": by.id if by else None,
            "assigned_unit_id": through.id if through else None,
            "due_on": due,
        },
        unique=("person_id", "course_id", "round"),
    )


def begin(course: Course, *, by: Person) -> Enrolment:
    """Start the course on its newest edition, enrolling first where nobody has assigned it.

    Raises `DomainError` while a course that must be finished first is not.
    """
    enrolment = queries.enrolment_or_none(by, course.slug)
    if enrolment is None or (
        enrolment.finished_at and by.id not in certificates.holders(course, among=[by.id])
    ):
        _enrol(by, course, round=enrolment.round + 1 if enrolment else 1)
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


def take_newest_edition(enrolment: Enrolment, *, by: Person) -> None:
    """Go on in the newest edition; what is done stays done where the step still exists."""
    if enrolment.finished_at or enrolment.edition_id == enrolment.course.edition_id:
        return
    before, enrolment.edition_id = enrolment.edition_id, enrolment.course.edition_id
    audit.record(
        "course.edition-taken", by=by, subject=enrolment, before=before, now=enrolment.edition_id
    )
    _finish_if_done(enrolment, by=by)


def keep_place(enrolment: Enrolment, step: Step, block_id: str | None) -> None:
    """Remember where the reader is; a block that the step does not have is not kept."""
    known = {block.id for block in step.blocks} if isinstance(step, Lesson) else set()
    enrolment.at_step = step.id
    enrolment.at_block = block_id if block_id in known else None


def finish_lesson(enrolment: Enrolment, lesson: Lesson, *, by: Person) -> None:
    """Note the lesson as read and, if it was the last step, finish the course."""
    _note(enrolment, lesson, score=None)
    following = document_of(enrolment)
    later = progress.outline(following, queries.results(enrolment)).next_open(lesson.id)
    keep_place(enrolment, later.step if later else lesson, None)
    _finish_if_done(enrolment, by=by)


def start_quiz(enrolment: Enrolment, quiz: Quiz, *, by: Person, language: str) -> Attempt:
    """Open an attempt.

    Raises `DomainError` while lessons before the quiz are unread, and when it is passed already.
    """
    view = progress.outline(document_of(enrolment), queries.results(enrolment)).view(quiz.id)
    if view.state == "closed":
        raise DomainError(N_("Read the lessons of this module first."))
    if view.state == "done":
        raise DomainError(N_("This quiz is passed."))
    keep_place(enrolment, quiz, None)
    return assessment.start(
        quiz,
        by=by,
        enrolment_id=enrolment.id,
        edition_id=edition_of(enrolment),
        language=language,
    )


def hand_in(enrolment: Enrolment, attempt: Attempt, quiz: Quiz, *, by: Person) -> Attempt:
    """Mark the attempt; a passed quiz is a finished step and may finish the course."""
    assessment.hand_in(attempt, quiz, by=by)
    if attempt.passed:
        _note(enrolment, quiz, score=attempt.score)
        _finish_if_done(enrolment, by=by)
    return attempt


def document_of(enrolment: Enrolment) -> CourseDocument:
    """The edition which this learner reads."""
    return courses.document(edition_of(enrolment))


def edition_of(enrolment: Enrolment) -> int:
    """The edition which this learner reads; `DomainError` before the course is begun."""
    if enrolment.edition_id is None:
        raise DomainError(N_("Start the course first."))
    return enrolment.edition_id


def _note(enrolment: Enrolment, step: Step, *, score: int | None) -> None:
    insert_or_keep(
        StepResult,
        {
            "enrolment_id": enrolment.id,
            "step_id": step.id,
            "done_at": clock.now(),
            "score": score,
        },
        unique=("enrolment_id", "step_id"),
    )


def _finish_if_done(enrolment: Enrolment, *, by: Person) -> None:
    document = document_of(enrolment)
    done = queries.results(enrolment)
    if enrolment.finished_at or not progress.outline(document, done).is_finished:
        return
    enrolment.finished_at = clock.now()
    audit.record("course.completed", by=by, subject=enrolment, course=enrolment.course.slug)
    certificates_service.issue(
        by,
        occasion=occasion(enrolment),
        course=enrolment.course,
        edition=courses.edition(edition_of(enrolment)),
        hours=document.hours,
        score=progress.average_score(document, done),
        finished_on=clock.today(),
        by=by,
    )


def occasion(enrolment: Enrolment) -> str:
    """The name under which this enrolment earns its one certificate."""
    return f"enrolment-{enrolment.id}"
