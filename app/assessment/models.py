"""Attempts at quizzes and the answers given in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.assessment.selection import PaperItem, from_json
from app.core.db import Id, Model, reference


class Attempt(Model):
    """One run of a quiz; its paper is fixed when it starts and names the edition it comes from."""

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("enrolment_id", "quiz_id", "number"),)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("persons.id")
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    edition_id: Mapped[int] = reference("editions.id")
    quiz_id: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    paper: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    started_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    receipt: Mapped[str | None] = mapped_column(String(20), unique=True)
    score: Mapped[int | None]
    passed: Mapped[bool | None] = mapped_column(Boolean)

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    @property
    def items(self) -> tuple[PaperItem, ...]:
        return from_json(self.paper)

    @property
    def question_ids(self) -> frozenset[str]:
        return frozenset(item.question_id for item in self.items)


class Answer(Model):
    """The newest answer to one question of an attempt."""

    __tablename__ = "answers"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    chosen: Mapped[list[str]] = mapped_column(JSON)
    sequence: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(2))
    saved_at: Mapped[datetime]
