"""What somebody has begun in a course, in whatever round and edition that was."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased, contains_eager

from app.assessment.models import Attempt
from app.core.db import session
from app.courses.models import Course
from app.learning import queries
from app.learning.models import Enrolment
from app.people.models import Person
from app.scenarios.models import Run


def newest_round(enrolment_id: int) -> Enrolment:
    """The newest round in which the person of this enrolment takes its course."""
    own = aliased(Enrolment)
    return session.scalars(
        select(Enrolment)
        .join(own, (own.person_id == Enrolment.person_id) & (own.course_id == Enrolment.course_id))
        .join(Enrolment.course)
        .where(own.id == enrolment_id)
        .order_by(Enrolment.round.desc())
        .limit(1)
        .options(contains_eager(Enrolment.course))
    ).one()


def attempts(person: Person, course: Course) -> Sequence[Attempt]:
    """Every attempt of `person` at the quizzes of a course, oldest first."""
    return session.scalars(
        select(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.person_id == person.id, Enrolment.course_id == course.id)
        .order_by(Attempt.started_at, Attempt.id)
    ).all()


def attempt(person: Person, slug: str, quiz_id: str, number: int) -> Attempt:
    """The attempt with this number in the newest round that has one; else `NoResultFound`."""
    return session.scalars(
        select(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Enrolment.course)
        .where(Enrolment.person_id == person.id, Course.slug == slug)
        .where(Attempt.quiz_id == quiz_id, Attempt.number == number)
        .order_by(Enrolment.round.desc())
        .limit(1)
    ).one()


def runs(person: Person, course: Course) -> Sequence[Run]:
    """Every run of `person` through the scenarios of a course, oldest first."""
    return session.scalars(
        select(Run)
        .join(Enrolment, Enrolment.id == Run.enrolment_id)
        .where(Enrolment.person_id == person.id, Enrolment.course_id == course.id)
        .order_by(Run.started_at, Run.id)
    ).all()


def run(person: Person, slug: str, scenario_id: str, number: int, *, within: int | None) -> Run:
    """The run with this number in the newest round that has one; else `NoResultFound`.

    `within` is the id of the only enrolment that is meant.
    """
    wanted = (
        select(Run)
        .join(Enrolment, Enrolment.id == Run.enrolment_id)
        .join(Enrolment.course)
        .where(Enrolment.person_id == person.id, Course.slug == slug)
        .where(Run.scenario_id == scenario_id, Run.number == number)
        .order_by(Enrolment.round.desc())
        .limit(1)
    )
    if within is not None:
        wanted = wanted.where(Enrolment.id == within)
    return session.scalars(wanted).one()


def hold(run: Run) -> Enrolment:
    """The enrolment of a run, held for a change; the run is as whoever held it before left it."""
    enrolment = queries.enrolment_to_change(run.enrolment_id)
    session.refresh(run)
    return enrolment
