"""Assigning courses and changing what was assigned."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from app.audit import service as audit
from app.certificates import queries as certificates
from app.core import clock
from app.core.db import insert_all_or_keep, session
from app.core.errors import N_, DomainError
from app.courses.models import Course
from app.learning.models import Enrolment
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
            new_round(
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


def new_round(
    person_id: int,
    course: Course,
    *,
    number: int,
    due: date | None = None,
    by: Person | None = None,
    through: Unit | None = None,
) -> dict[str, object]:
    """The row of a new round; without `by` the learner takes the course of her own will."""
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
