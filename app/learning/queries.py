"""Reads of enrolments and results."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from app.core.db import session
from app.courses.models import Course
from app.learning.models import Enrolment, StepResult
from app.people.models import Person

Results = dict[str, int | None]
"""The ids of finished steps with their scores."""


def enrolment_or_none(person: Person, slug: str) -> Enrolment | None:
    """The newest round in which `person` takes the course with this slug."""
    return session.scalars(_newest_round(person, slug)).one_or_none()


def enrolment(person: Person, slug: str) -> Enrolment:
    """My newest enrolment in this course, held for a change; `NoResultFound` without one."""
    # Whoever waited for it must see what the one before has done, even where it was read already.
    held = _newest_round(person, slug).with_for_update(of=Enrolment)
    return session.scalars(held, execution_options={"populate_existing": True}).one()


def enrolment_to_change(enrolment_id: int) -> Enrolment:
    """The enrolment with this id, held for a change that somebody else brings about."""
    return session.scalars(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .options(joinedload(Enrolment.course), joinedload(Enrolment.person))
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    ).one()


def _newest_round(person: Person, slug: str) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Enrolment.course)
        .where(Enrolment.person_id == person.id, Course.slug == slug)
        .order_by(Enrolment.round.desc())
        .limit(1)
        .options(contains_eager(Enrolment.course))
    )


def enrolments(person: Person) -> Sequence[Enrolment]:
    """The newest round of each course `person` takes: what is due first comes first."""
    found = session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person.id)
        .order_by(
            Enrolment.due_on.is_(None), Enrolment.due_on, Enrolment.course_id, Enrolment.round
        )
        .options(
            joinedload(Enrolment.course),
            joinedload(Enrolment.assigned_by),
            joinedload(Enrolment.assigned_unit),
        )
    ).all()
    newest = {row.course_id: row.round for row in sorted(found, key=lambda row: row.round)}
    return [row for row in found if row.round == newest[row.course_id]]


def results(enrolment: Enrolment) -> Results:
    """What is done in one enrolment."""
    return results_of([enrolment])[enrolment.id]


def results_of(enrolments: Iterable[Enrolment]) -> dict[int, Results]:
    """What is done in each of the enrolments, by enrolment id."""
    by_enrolment: dict[int, Results] = {row.id: {} for row in enrolments}
    found = session.scalars(
        select(StepResult)
        .where(StepResult.enrolment_id.in_(by_enrolment))
        .order_by(StepResult.enrolment_id, StepResult.step_id)
    )
    for result in found:
        by_enrolment[result.enrolment_id][result.step_id] = result.score
    return by_enrolment


def finished_codes(person: Person) -> frozenset[str]:
    """The codes of the courses which `person` has finished at least once."""
    return frozenset(
        session.scalars(
            select(Course.code)
            .join(Enrolment, Enrolment.course_id == Course.id)
            .where(Enrolment.person_id == person.id, Enrolment.finished_at.is_not(None))
            .order_by(Course.code)
        )
    )
