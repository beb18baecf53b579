"""Reads of certificates."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.certificates.models import Certificate
from app.certificates.validity import EXPIRES_SOON
from app.core import clock
from app.core.db import session
from app.courses.models import Course
from app.people.models import Person


def certificates_of(person: Person) -> Sequence[Certificate]:
    """Every certificate of `person`, the newest first."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person.id)
        .order_by(Certificate.finished_on.desc(), Certificate.id.desc())
    ).all()


def certificate(number: str, *, of: Person) -> Certificate:
    """The certificate with this number; raises `NoResultFound` unless it belongs to `of`."""
    return session.scalars(
        select(Certificate).where(Certificate.number == number, Certificate.person_id == of.id)
    ).one()


def by_number_or_none(number: str) -> Certificate | None:
    """The certificate with this number, whoever holds it."""
    return session.scalars(select(Certificate).where(Certificate.number == number)).one_or_none()


def by_occasion(occasion: str) -> Certificate:
    """The certificate that was issued for `occasion`."""
    return session.scalars(select(Certificate).where(Certificate.occasion == occasion)).one()


def newest_or_none(course: Course, *, of: Person) -> Certificate | None:
    """The newest certificate of `of` in a course, if there is one."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.course_id == course.id, Certificate.person_id == of.id)
        .order_by(Certificate.valid_until.desc(), Certificate.id.desc())
        .limit(1)
    ).one_or_none()


def holders(course: Course, *, among: Collection[int]) -> frozenset[int]:
    """Who of these people holds a certificate of the course that does not expire soon."""
    last_day = clock.today() + EXPIRES_SOON
    return frozenset(
        session.scalars(
            select(Certificate.person_id)
            .where(
                Certificate.course_id == course.id,
                Certificate.person_id.in_(among),
                Certificate.revoked_on.is_(None),
                Certificate.valid_until > last_day,
            )
            .order_by(Certificate.person_id)
        )
    )
