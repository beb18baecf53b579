"""Issuing and revoking certificates."""

from datetime import date

from app.audit import service as audit
from app.certificates import queries
from app.certificates.models import Certificate
from app.certificates.numbers import new_number
from app.certificates.validity import months_later
from app.core import clock
from app.core.db import insert_or_keep, session
from app.core.errors import N_, DomainError
from app.courses.models import Course
from app.courses.queries import EditionFacts
from app.people.models import Person


def issue(
    person: Person,
    *,
    occasion: str,
    course: Course,
    edition: EditionFacts,
    hours: int,
    score: int | None,
    finished_on: date,
    by: Person | None,
) -> Certificate:
    """The certificate for `occasion`, issued now unless it was issued before.

    However often and however many at once ask, there is one: the unique occasion decides, and
    whoever comes second waits for the first and gets the same certificate.
    """
    document = edition.document
    number = new_number()
    insert_or_keep(
        Certificate,
        {
            "number": number,
            "occasion": occasion,
            "person_id": person.id,
            "course_id": course.id,
            "edition_id": edition.id,
            "holder": person.full_name,
            "holder_initials": person.initials,
            "course_code": document.code,
            "course_title": document.title,
            "edition_number": edition.number,
            "hours": hours,
            "score": score,
            "finished_on": finished_on,
            "issued_at": clock.now(),
            "valid_from": finished_on,
            "valid_until": months_later(finished_on, document.certificate.valid_months),
            "revocation_reason": "",
        },
        unique=["occasion"],
    )
    certificate = queries.by_occasion(occasion)
    if certificate.number == number:
        audit.record(
            "certificate.issued",
            by=by,
            subject=certificate,
            number=certificate.number,
            course=certificate.course_code,
            edition=certificate.edition_number,
        )
    return certificate


def revoke(certificate: Certificate, *, reason: str, by: Person) -> None:
    """From today on the certificate is worth nothing; it and its history stay."""
    reason = reason.strip()
    if not reason:
        raise DomainError(N_("Say why the certificate is revoked."))
    session.refresh(certificate, with_for_update=True)
    if certificate.revoked_on is not None:
        raise DomainError(N_("This certificate is already revoked."))
    certificate.revoked_on = clock.today()
    certificate.revocation_reason = reason
    audit.record(
        "certificate.revoked",
        by=by,
        subject=certificate,
        number=certificate.number,
        reason=reason,
    )
