"""What the pages of a run share: where it stands and what has come of its decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for

from app.core.text import Localized
from app.courses import queries as courses
from app.courses.document.course import Source
from app.courses.document.scenarios import Decision, Ending, Scenario
from app.learning import history
from app.learning.models import Enrolment
from app.learning.routes.looking_back import place_of
from app.learning.routes.player import Place
from app.scenarios import play
from app.scenarios import queries as scenarios
from app.scenarios.models import Move, Run
from app.web.access import me


@dataclass(frozen=True)
class RunLine:
    """A run in a list."""

    run: Run

    @cached_property
    def scenario(self) -> Scenario:
        return scenarios.scenario(self.run)

    @property
    def ending(self) -> Ending | None:
        """How the run ended; None while it is open and where it was given up."""
        return self.scenario.endings_by_id[self.run.ending_id] if self.run.ending_id else None


@dataclass(frozen=True, slots=True)
class CounterView:
    """A counter as a page shows it."""

    name: Localized
    value: int
    change: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """A decision in the story so far."""

    title: Localized
    text: Localized
    address: str
    is_red_line: bool


@dataclass(frozen=True)
class Playing(RunLine):
    """A run with what was decided in it, drawn from the edition in which it began."""

    place: Place
    moves: Sequence[Move]

    @cached_property
    def state(self) -> play.State:
        return scenarios.state(self.run, self.moves)

    @property
    def names(self) -> dict[str, Any]:
        """What stands in the addresses of this run."""
        return {
            "slug": self.place.slug,
            "step_id": self.run.scenario_id,
            "number": self.run.number,
            "enrolment": None if self.place.has(self.run) else self.run.enrolment_id,
        }

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The publications of the course by id."""
        found = courses.document(self.run.edition_id).sources
        return {source.id: source for source in found}

    @property
    def choices(self) -> list[Decision]:
        """What the situation offers, in the order of this run."""
        node = self.state.node
        assert node
        offered = play.visible(node, self.state)
        return [one for one in play.shuffled(node, seed=self.run.seed) if one in offered]

    @property
    def additions(self) -> list[Localized]:
        """What the situation remembers of earlier decisions."""
        assert self.state.node
        return [one.text for one in play.additions(self.state.node, self.state)]

    @property
    def review(self) -> list[play.Review]:
        return play.review(self.state)

    def asks_for(self, number: int) -> bool:
        """Whether the move with this number is the one to be made now."""
        return self.run.is_open and number == len(self.moves) + 1

    def so_far(self, after: int) -> list[StepLine]:
        """The decisions up to the move with this number."""
        return [
            StepLine(
                step.node.title,
                step.choice.text,
                self.address_of_decision(number),
                step.choice.red_line,
            )
            for number, step in enumerate(self.state.path[:after], start=1)
        ]

    def counters(self, after: int) -> list[CounterView]:
        """The counters after so many moves, and what the last of these changed."""
        values, before = self._values(after), self._values(max(after - 1, 0))
        return [
            CounterView(one.name, values[one.id], values[one.id] - before[one.id])
            for one in self.scenario.counters
        ]

    @property
    def totals(self) -> list[CounterView]:
        """The counters at the end, compared with nothing."""
        values = self._values(len(self.moves))
        return [CounterView(one.name, values[one.id], 0) for one in self.scenario.counters]

    def _values(self, after: int) -> dict[str, int]:
        if after:
            return dict(self.state.path[after - 1].values)
        return {one.id: one.start for one in self.scenario.counters}

    def red_lines(self, after: int) -> int:
        """How many red lines had been crossed after so many moves."""
        return sum(move.is_red_line for move in self.moves[:after])

    def address_of_decision(self, number: int) -> str:
        """The page of what came of a move; without one, that of the situation."""
        if not number:
            return url_for("learning.run", **self.names)
        return url_for("learning.decision", **self.names, move=number)

    def address_after(self, number: int) -> str:
        """Where one goes on from what came of a move."""
        is_last = number == len(self.moves) and self.run.is_open
        return url_for("learning.run", **self.names, after=number if is_last else None)


def my_run(slug: str, step_id: str, number: int) -> Run:
    """My run, of the newest round that has one unless the address names another; else not found."""
    within = request.args.get("enrolment", type=int)
    return history.run(me(), slug, step_id, number, within=within)


def playing(run: Run) -> Playing:
    """The run where it stands."""
    return Playing(run, place_of(run), scenarios.moves(run))


def playing_to_change(run: Run) -> tuple[Playing, Enrolment]:
    """The run where it stands, and its enrolment, held for a change."""
    enrolment = history.hold(run)
    return playing(run), enrolment
