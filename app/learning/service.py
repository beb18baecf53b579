"""Assigning, taking and finishing courses."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, select, update

from app.assessment import policy
from app.assessment import queries as assessment_queries
from app.assessment import service as assessment
from app.assessment.models import Attempt
from app.audit import service as audit
from app.certificates import queries as certificates
from app.certificates import service as certificates_service
from app.core import clock
from app.core.db import insert_all_or_keep, insert_or_keep, session
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.course import CourseDocument
from app.courses.document.steps import Lesson, Quiz, Step
from app.courses.models import Course
from app.learning import progress, queries
from app.learning.models import Enrolment, StepResult
from app.people.models import Person, Unit

AT_ONCE = 1000
"""How many people one statement enrols; both engines limit the values of a statement."""
ROUND = ("person_id", "course_id", "round")


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
    ids = sorted({person.id for person in to})
    count = 0
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        count += _assign_some(course, some, due=due, by=by, through=through)
    audit.record(
        "course.assigned",
        by=by,
        subject=course,
        people=count,
        due=due.isoformat() if due else None,
        **({"unit": through.id} if through else {"to": ids}),
    )
    return count


def _assign_some(
    course: Course, ids: Sequence[int], *, due: date | None, by: Person, through: Unit | None
) -> int:
    newest = _newest_rounds(course, ids)
    busy = {person_id for person_id, row in newest.items() if row.finished_at is None}
    certified = certificates.holders(course, among=ids)
    count = insert_all_or_keep(
        Enrolment,
        [
            _round(
                person_id,
                course,
                number=newest[person_id].round + 1 if person_id in newest else 1,
                due=due,
                by=by,
                through=through,
            )
            for person_id in ids
            if person_id not in busy | certified
        ],
        unique=ROUND,
    )
    for row in _newest_rounds(course, ids).values():
        if row.finished_at is None:
            _bring_forward(row, due)
            _name_who_asks(row, by=by, through=through)
    return count


def _newest_rounds(course: Course, ids: Sequence[int]) -> dict[int, Enrolment]:
    found = session.scalars(
        select(Enrolment)
        .where(Enrolment.course_id == course.id, Enrolment.person_id.in_(ids))
        .order_by(Enrolment.person_id, Enrolment.round)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.person_id: row for row in found}


def _bring_forward(enrolment: Enrolment, due: date | None) -> None:
    if due:
        enrolment.due_on = min(due, enrolment.due_on or due)


def _name_who_asks(enrolment: Enrolment, *, by: Person, through: Unit | None) -> None:
    """A course that somebody took of her own will becomes a duty once it is assigned."""
    if enrolment.assigned_by_id is None:
        enrolment.assigned_by_id = by.id
        enrolment.assigned_unit_id = through.id if through else None


def _round(
    person_id: int,
    course: Course,
    *,
    number: int,
    due: date | None = None,
    by: Person | None = None,
    through: Unit | None = None,
) -> dict[str, object]:
    return {
        "person_id": person_id,
        "course_id": course.id,
        "round": number,
        "assigned_at": clock.now(),
        "assigned_by_id": by.id if by else None,
        "assigned_unit_id": through.id if through else None,
        "due_on": due,
    }


def withdraw(enrolment: Enrolment, *, by: Person) -> None:
    """Take an assigned course back.

    Raises `DomainError` when it has been begun: what a learner has done is never thrown away.
    """
    if enrolment.started_at:
        raise DomainError(
            N_("The course is begun already: the assignment can no longer be removed.")
        )
    audit.record("course.withdrawn", by=by, subject=enrolment.course, to=[enrolment.person_id])
    session.delete(enrolment)


def change_due(enrolment: Enrolment, *, to: date | None, by: Person) -> None:
    """Set another due date, or none; raises `DomainError` when the course is finished."""
    if enrolment.finished_at:
        raise DomainError(N_("The course is completed: its due date can no longer be changed."))
    before = enrolment.due_on
    if to == before:
        return
    enrolment.due_on = to
    audit.record(
        "due.changed",
        by=by,
        subject=enrolment,
        course=enrolment.course.slug,
        to=[enrolment.person_id],
        before=before.isoformat() if before else None,
        now=to.isoformat() if to else None,
    )


def begin(course: Course, *, by: Person) -> Enrolment:
    """Start the course on its newest edition, enrolling first where nobody has assigned it.

    Raises `DomainError` while a course that must be finished first is not.
    """
    enrolment = queries.enrolment_or_none(by, course.slug)
    if enrolment is None or (
        enrolment.finished_at and by.id not in certificates.holders(course, among=[by.id])
    ):
        number = enrolment.round + 1 if enrolment else 1
        insert_or_keep(Enrolment, _round(by.id, course, number=number), unique=ROUND)
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
    """Go on in the newest edition; what is done stays done where the step still exists.

    Raises `DomainError` before the course is begun: beginning asks for the courses before it.
    """
    before = edition_of(enrolment)
    if enrolment.finished_at or before == enrolment.course.edition_id:
        return
    enrolment.edition_id = enrolment.course.edition_id
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

    Raises `DomainError` while steps before the quiz are not done, and when no attempt is left.
    """
    view = progress.outline(document_of(enrolment), queries.results(enrolment)).view(quiz.id)
    if view.state == "closed":
        raise DomainError(N_("Read the lessons of this module first."))
    if quiz.is_marked and enrolment.finished_at:
        raise DomainError(N_("This quiz is passed."))
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


def take_result(enrolment: Enrolment, attempt: Attempt, *, by: Person) -> None:
    """Let the result of a marked attempt count for the course.

    What has been finished stays finished: a certificate is not taken away by a later attempt.
    """
    if attempt.passed is None or enrolment.finished_at:
        return
    quiz = assessment_queries.quiz(attempt)
    tries = assessment_queries.attempts(enrolment.id, quiz.id)
    result = policy.counting(quiz, tries)
    if result and result.passed:
        _note(enrolment, quiz, score=result.score)
        _finish_if_done(enrolment, by=by)
    else:
        _take_back(enrolment, quiz)


def document_of(enrolment: Enrolment) -> CourseDocument:
    """The edition which this learner reads."""
    return courses.document(edition_of(enrolment))


def edition_of(enrolment: Enrolment) -> int:
    """The edition which this learner reads; `DomainError` before the course is begun."""
    if enrolment.edition_id is None:
        raise DomainError(N_("Start the course first."))
    return enrolment.edition_id


def _note(enrolment: Enrolment, step: Step, *, score: int | None) -> None:
    is_new = insert_or_keep(
        StepResult,
        {
            "enrolment_id": enrolment.id,
            "step_id": step.id,
            "done_at": clock.now(),
            "score": score,
        },
        unique=("enrolment_id", "step_id"),
    )
    if not is_new:
        session.execute(update(StepResult).where(*_of_step(enrolment, step)).values(score=score))


def _take_back(enrolment: Enrolment, step: Step) -> None:
    session.execute(delete(StepResult).where(*_of_step(enrolment, step)))


def _of_step(enrolment: Enrolment, step: Step) -> tuple[ColumnElement[bool], ...]:
    return StepResult.enrolment_id == enrolment.id, StepResult.step_id == step.id


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
