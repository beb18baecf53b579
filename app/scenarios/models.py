"""Runs of a scenario and the moves made in them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Id, Model, reference


class Run(Model):
    """Somebody, or a group before one screen, goes once through a scenario of an edition."""

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("enrolment_id", "scenario_id", "number"),)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("persons.id")
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    edition_id: Mapped[int] = reference("editions.id")
    scenario_id: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(2))
    is_group: Mapped[bool]
    participants: Mapped[int | None]
    """How many people decided together; None for a run alone."""
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    ending_id: Mapped[str | None] = mapped_column(String(60))
    points: Mapped[int | None]
    out_of: Mapped[int | None]
    """The most points that a run can reach."""
    red_lines: Mapped[int | None]
    passed: Mapped[bool | None]

    @property
    def percent(self) -> int:
        """The points of a run that is over, in whole per cent of the most that can be reached."""
        return round(100 * (self.points or 0) / self.out_of) if self.out_of else 100

    @property
    def is_open(self) -> bool:
        return self.finished_at is None


class Move(Model):
    """One decision of a run; moves are only ever added."""

    __tablename__ = "moves"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    node_id: Mapped[str] = mapped_column(String(60))
    choice_id: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    made_at: Mapped[datetime]
    seconds: Mapped[int]
    """From the move before, or from the start, to this one."""
    is_red_line: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    """Why the group decided so, in its own words."""
