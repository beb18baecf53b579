"""Attempts at quizzes, the answers given in them, and what became of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.selection import PaperItem, from_json
from app.core.db import Id, Model, reference
from app.people.models import Person, Unit

CLOCK = "clock"
LEARNER = "learner"
LONGEST_PICK = 200


class Attempt(Model):
    """One run of a quiz; its paper is fixed when it starts and names the edition it comes from."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz_id", "number"),
        Index("ix_attempts_handed_in_at_deadline_at", "handed_in_at", "deadline_at"),
        Index("ix_attempts_deadline_at", "deadline_at"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = reference("persons.id")
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    edition_id: Mapped[int] = reference("editions.id")
    quiz_id: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(10), default="module")
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    paper: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    extra_minutes: Mapped[int] = mapped_column(default=0)
    """What has been given back; already part of `deadline_at`."""
    heard_at: Mapped[datetime | None]
    """When the page last said that it is open; answers say it too, by their own instant."""
    handed_in_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(10))
    receipt: Mapped[str] = mapped_column(String(20), unique=True)
    points: Mapped[float | None]
    out_of: Mapped[int | None]
    score: Mapped[int | None]
    passed: Mapped[bool | None]
    crossed: Mapped[list[str] | None] = mapped_column(JSON)
    """The bright lines answered wrongly, by question id."""
    marked_at: Mapped[datetime | None]
    """When the result became known; later than the hand-in where a trainer marks."""

    @property
    def is_open(self) -> bool:
        """Not handed in; whether its time has run out is for `policy` to say."""
        return self.handed_in_at is None

    @property
    def awaits_marking(self) -> bool:
        return self.handed_in_at is not None and self.marked_at is None

    @property
    def items(self) -> tuple[PaperItem, ...]:
        return from_json(self.paper)

    @property
    def question_ids(self) -> frozenset[str]:
        return frozenset(item.question_id for item in self.items)


class Answer(Model):
    """The newest answer to one question of an attempt, as it was given."""

    __tablename__ = "answers"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    chosen: Mapped[list[str]] = mapped_column(JSON)
    sequence: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(2))
    first_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class Mark(Model):
    """What one question of an attempt earned; written when the attempt is handed in."""

    __tablename__ = "marks"
    __table_args__ = (
        Index("ix_marks_question_id", "question_id"),
        Index(
            "ix_marks_unmarked",
            "attempt_id",
            sqlite_where=text("points IS NULL"),
            postgresql_where=text("points IS NULL"),
        ),
    )

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    points: Mapped[float | None]
    """From 0 to 1; None while a trainer has yet to mark it."""
    is_answered: Mapped[bool]
    language: Mapped[str] = mapped_column(String(2))
    seconds: Mapped[int | None]
    """From the answer before, or from the start, to the first answer to this question."""
    key_edition_id: Mapped[int | None] = reference("editions.id", index=False)
    """The edition by whose key it was marked again; None for that of the attempt."""
    criteria: Mapped[dict[str, int] | None] = mapped_column(JSON)
    comment: Mapped[str | None] = mapped_column(Text)
    marked_by_id: Mapped[int | None] = reference("persons.id")
    marked_at: Mapped[datetime | None]


class Pick(Model):
    """One thing that was chosen or written in an answer; written when it is handed in."""

    __tablename__ = "picks"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    pick: Mapped[str] = mapped_column(String(LONGEST_PICK), primary_key=True)


class TimeCredit(Model):
    """Minutes given back after an outage, in one act."""

    __tablename__ = "time_credits"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(36), unique=True)
    """Comes with the form, so that one sent twice gives the minutes once."""
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = reference("persons.id")
    reason: Mapped[str] = mapped_column(String(500))
    minutes: Mapped[int]
    attempt_id: Mapped[int | None] = reference("attempts.id")
    unit_id: Mapped[int | None] = reference("units.id")
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    extended: Mapped[int]
    """How many open attempts got the minutes."""
    reopened: Mapped[int]
    """How many attempts that the clock had closed are open again."""

    given_by: Mapped[Person] = relationship()
    unit: Mapped[Unit | None] = relationship()


class Regrade(Model):
    """A corrected answer key applied to attempts that were marked by the wrong one."""

    __tablename__ = "regrades"

    id: Mapped[Id]
    course_id: Mapped[int] = reference("courses.id")
    question_id: Mapped[str] = mapped_column(String(60))
    edition_id: Mapped[int] = reference("editions.id")
    """The edition whose key is applied."""
    applied_at: Mapped[datetime]
    applied_by_id: Mapped[int] = reference("persons.id")
    reason: Mapped[str] = mapped_column(String(500))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Each attempt with its result before and after."""

    applied_by: Mapped[Person] = relationship()
