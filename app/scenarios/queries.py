"""Reads of runs and moves."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.db import session
from app.people.models import Person
from app.scenarios.models import Move, Run


def runs(enrolment_id: int, scenario_id: str) -> Sequence[Run]:
    """All runs of a scenario within an enrolment, oldest first."""
    return session.scalars(
        select(Run)
        .where(Run.enrolment_id == enrolment_id, Run.scenario_id == scenario_id)
        .order_by(Run.number)
    ).all()


def run(run_id: int, *, of: Person) -> Run:
    """My run with this id, held against a move at the same moment; else `NoResultFound`."""
    return session.scalars(
        select(Run)
        .where(Run.id == run_id, Run.person_id == of.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def moves(run: Run) -> Sequence[Move]:
    """What was decided in a run, in order."""
    return session.scalars(select(Move).where(Move.run_id == run.id).order_by(Move.number)).all()
