"""Issued certificates: frozen when issued, changed only by revocation."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.certificates.pdf import Paper
from app.certificates.validity import State, state_on
from app.core import clock
from app.core.db import Id, Model, reference
from app.core.text import Localized


class Certificate(Model):
    """A person completed an edition of a course; the words on the paper are kept as they were."""

    __tablename__ = "certificates"
    __table_args__ = (
        CheckConstraint("valid_until >= valid_from", name="dates_in_order"),
        CheckConstraint("score IS NULL OR score BETWEEN 0 AND 100", name="score_in_percent"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(28), unique=True)
    occasion: Mapped[str] = mapped_column(String(120), unique=True)
    """What it was issued for, such as "enrolment-17": one occasion, one certificate."""

    person_id: Mapped[int] = reference("persons.id")
    course_id: Mapped[int] = reference("courses.id")
    edition_id: Mapped[int] = reference("editions.id")

    holder: Mapped[str] = mapped_column(String(302))
    holder_initials: Mapped[str] = mapped_column(String(20))
    course_code: Mapped[str] = mapped_column(String(10))
    course_title: Mapped[Localized]
    edition_number: Mapped[int]
    hours: Mapped[int]
    score: Mapped[int | None]
    finished_on: Mapped[date]
    issued_at: Mapped[datetime]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    revoked_on: Mapped[date | None]
    revocation_reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def issued_on(self) -> date:
        """The day of issue where the service works."""
        return clock.local(self.issued_at).date()

    @property
    def state(self) -> State:
        """The state today."""
        return state_on(clock.today(), valid_until=self.valid_until, revoked_on=self.revoked_on)

    @property
    def paper(self) -> Paper:
        """What is printed; it does not change while the certificate lives."""
        return Paper(
            number=self.number,
            holder=self.holder,
            course_code=self.course_code,
            title=self.course_title,
            edition_number=self.edition_number,
            hours=self.hours,
            score=self.score,
            finished_on=self.finished_on,
            issued_on=self.issued_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )
