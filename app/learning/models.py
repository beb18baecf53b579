"""Who takes which course, and how far."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Id, Model, reference
from app.courses.models import Course
from app.people.models import Person, Unit


class Enrolment(Model):
    """A person takes a course; taking it again later is a new round, so history stays."""

    __tablename__ = "enrolments"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "round"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    course_id: Mapped[int] = reference("courses.id")
    round: Mapped[int] = mapped_column(default=1)
    edition_id: Mapped[int | None] = reference("editions.id")
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[int | None] = reference("persons.id")
    assigned_unit_id: Mapped[int | None] = reference("units.id")
    due_on: Mapped[date | None] = mapped_column(index=True)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(default=0)
    """How often a lost pass has opened the course again; each time it earns another certificate."""
    at_step: Mapped[str | None] = mapped_column(String(60))
    at_block: Mapped[str | None] = mapped_column(String(60))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    course: Mapped[Course] = relationship()
    assigned_by: Mapped[Person | None] = relationship(foreign_keys=[assigned_by_id])
    assigned_unit: Mapped[Unit | None] = relationship()

    def is_overdue(self, today: date) -> bool:
        """Not finished, and the last day is past."""
        return self.finished_at is None and self.due_on is not None and self.due_on < today


class StepResult(Model):
    """A step is done; kept by the step's stable id, so that it survives a new edition."""

    __tablename__ = "step_results"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    step_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime]
    score: Mapped[int | None]
