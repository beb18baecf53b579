"""Reads of runs and moves."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.db import session
from app.courses import queries as courses
from app.courses.document.scenarios import Scenario
from app.scenarios import play
from app.scenarios.models import Move, Run


def runs(enrolment_id: int, scenario_id: str) -> Sequence[Run]:
    """All runs of a scenario within an enrolment, oldest first."""
    return session.scalars(
        select(Run)
        .where(Run.enrolment_id == enrolment_id, Run.scenario_id == scenario_id)
        .order_by(Run.number)
    ).all()


def run(enrolment_id: int, scenario_id: str, number: int) -> Run:
    """The run with this number within an enrolment; else `NoResultFound`."""
    return session.scalars(
        select(Run).where(
            Run.enrolment_id == enrolment_id,
            Run.scenario_id == scenario_id,
            Run.number == number,
        )
    ).one()


def open_runs(enrolment_id: int) -> Sequence[Run]:
    """The runs within an enrolment that are not over, oldest first."""
    return session.scalars(
        select(Run)
        .where(Run.enrolment_id == enrolment_id, Run.finished_at.is_(None))
        .order_by(Run.started_at, Run.id)
    ).all()


def moves(run: Run) -> Sequence[Move]:
    """What was decided in a run, in order."""
    return session.scalars(select(Move).where(Move.run_id == run.id).order_by(Move.number)).all()


def scenario(run: Run) -> Scenario:
    """The scenario as it was when the run began, whatever edition the course is read in now."""
    step = courses.document(run.edition_id).steps_by_id[run.scenario_id]
    assert isinstance(step, Scenario)
    return step


def state(run: Run, moves: Sequence[Move]) -> play.State:
    """Where the run stands after these of its moves."""
    return play.state(scenario(run), [move.choice_id for move in moves])
