"""How runs of a scenario went, counted in the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.core import clock
from app.core.db import session
from app.people.models import Membership, Unit
from app.scenarios.models import Move, Run

Mode = Literal["alone", "group"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which runs are counted; None asks for nothing."""

    scenario_id: str
    edition_ids: Collection[int]
    unit: Unit | None = None
    """With all units below it, as people belong to them today."""
    position_id: int | None = None
    language: str | None = None
    """Of the decision, for branches and times; of the beginning, for endings."""
    mode: Mode | None = None

    @property
    def names_people(self) -> bool:
        """Whether a unit or a position is asked for, in which one may know who is meant."""
        return self.unit is not None or self.position_id is not None


@dataclass(frozen=True, slots=True)
class Branch:
    """How many runs decided so, of all that decided in this situation."""

    runs: int
    of: int

    @property
    def share(self) -> float:
        return self.runs / self.of if self.of else 0.0


NOBODY = Branch(0, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """All that is counted of a scenario."""

    begun: int = 0
    open: int = 0
    given_up: int = 0
    passed: int = 0
    red_line: int = 0
    """Runs that crossed at least one."""
    endings: Mapping[str, int] = field(default_factory=dict)
    branches: Mapping[tuple[str, str], Branch] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    """The median time of a decision, by situation."""

    @property
    def ended(self) -> int:
        """The runs that came to an ending of the story."""
        return sum(self.endings.values())

    def branch(self, node_id: str, choice_id: str) -> Branch:
        return self.branches.get((node_id, choice_id), NOBODY)


def tally(scope: Scope) -> Tally:
    """The whole tally in four statements, whatever the number of runs."""
    ends = session.execute(
        select(
            Run.ending_id,
            Run.finished_at.is_(None),
            func.count(),
            func.count().filter(Run.passed.is_(True)),
            func.count().filter(Run.red_lines > 0),
        )
        .where(_runs(scope), *_begun_in(scope))
        .group_by(Run.ending_id, Run.finished_at.is_(None))
        .order_by(Run.ending_id)
    ).all()
    branches = _branches(scope)
    return Tally(
        begun=sum(count for _ending, _open, count, *_rest in ends),
        open=sum(count for _ending, is_open, count, *_rest in ends if is_open),
        given_up=sum(
            count for ending, is_open, count, *_rest in ends if ending is None and not is_open
        ),
        passed=sum(passed for *_start, passed, _red in ends),
        red_line=sum(red for *_start, red in ends),
        endings={ending: count for ending, _open, count, *_rest in ends if ending is not None},
        branches=branches,
        seconds=_medians(scope),
    )


def _branches(scope: Scope) -> dict[tuple[str, str], Branch]:
    decided = (
        select(Move.node_id, Move.choice_id, func.count(Move.run_id.distinct()))
        .join(Run, Run.id == Move.run_id)
        .where(_runs(scope), *_decided_in(scope))
    )
    counts = session.execute(
        decided.group_by(Move.node_id, Move.choice_id).order_by(Move.node_id, Move.choice_id)
    ).all()
    decisions = session.execute(
        select(Move.node_id, func.count(Move.run_id.distinct()))
        .join(Run, Run.id == Move.run_id)
        .where(_runs(scope), *_decided_in(scope))
        .group_by(Move.node_id)
        .order_by(Move.node_id)
    ).all()
    totals: dict[str, int] = {row[0]: row[1] for row in decisions}
    return {
        (node_id, choice_id): Branch(count, totals[node_id]) for node_id, choice_id, count in counts
    }


def _medians(scope: Scope) -> dict[str, float]:
    """The median seconds by situation: the mean of the one or two in the middle."""
    place = func.row_number().over(partition_by=Move.node_id, order_by=Move.seconds)
    size = func.count().over(partition_by=Move.node_id)
    ranked = (
        select(Move.node_id, Move.seconds, place.label("place"), size.label("size"))
        .join(Run, Run.id == Move.run_id)
        .where(_runs(scope), *_decided_in(scope))
        .subquery()
    )
    found = session.execute(
        select(ranked.c.node_id, func.avg(ranked.c.seconds))
        .where(ranked.c.place * 2 >= ranked.c.size, ranked.c.place * 2 <= ranked.c.size + 2)
        .group_by(ranked.c.node_id)
        .order_by(ranked.c.node_id)
    )
    return {node_id: float(seconds) for node_id, seconds in found}


def _runs(scope: Scope) -> ColumnElement[bool]:
    wanted = [Run.scenario_id == scope.scenario_id, Run.edition_id.in_(scope.edition_ids)]
    if scope.mode:
        wanted.append(Run.is_group.is_(scope.mode == "group"))
    if scope.unit is not None or scope.position_id is not None:
        wanted.append(Run.person_id.in_(_members(scope)))
    return and_(*wanted)


def _members(scope: Scope) -> Select[Any]:
    people = select(Membership.person_id).where(Membership.held_on(clock.today()))
    if scope.unit is not None:
        people = people.join(Unit, Unit.id == Membership.unit_id).where(
            Unit.path.startswith(scope.unit.path, autoescape=True)
        )
    if scope.position_id is not None:
        people = people.where(Membership.position_id == scope.position_id)
    return people


def _begun_in(scope: Scope) -> list[ColumnElement[bool]]:
    return [Run.language == scope.language] if scope.language else []


def _decided_in(scope: Scope) -> list[ColumnElement[bool]]:
    return [Move.language == scope.language] if scope.language else []
