"""What becomes of a story, decision by decision; the reader's language plays no part in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from random import Random

from app.courses.conditions import holds
from app.courses.document.scenarios import (
    LAST_RED_LINE,
    RED_LINES,
    SCORE,
    Addition,
    Decision,
    Ending,
    Scenario,
    Scene,
)

ROUNDS = 3
"""How often a search goes through each situation before it gives a loop up."""


class NotOffered(ValueError):
    """The situation does not offer this choice, or the story is over."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a run, what else the situation offered, and the counters after it."""

    node: Scene
    offered: tuple[Decision, ...]
    choice: Decision
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class State:
    """Where a run stands; `node` is None once it is over, `ending` before that."""

    node: Scene | None
    ending: Ending | None
    score: int
    red_lines: int
    flags: frozenset[str]
    values: Mapping[str, int]
    """The scenario's own counters."""
    closed: frozenset[str]
    """The red lines already crossed in this situation: they are not offered again."""
    path: tuple[Step, ...]

    @property
    def is_over(self) -> bool:
        return self.node is None

    @property
    def counters(self) -> dict[str, int]:
        """What conditions may ask for: the scenario's counters, the score and the red lines."""
        return {**self.values, SCORE: self.score, RED_LINES: self.red_lines}

    @property
    def is_stopped(self) -> bool:
        """Whether the last decision crossed a red line, which is explained before all else."""
        return bool(self.path) and self.path[-1].choice.red_line

    @property
    def passed(self) -> bool:
        """Whether it ended well; a red line on the way forbids that."""
        return self.ending is not None and self.ending.passed and not self.red_lines

    @property
    def situation(self) -> int:
        """The number of the situation, counted along the way; its repetition is not counted."""
        return 1 + sum(not step.choice.red_line for step in self.path)


def state(scenario: Scenario, choices: Iterable[str]) -> State:
    """Where a run stands after these choices, given by id; raises `NotOffered`."""
    return reduce(lambda now, choice: after(scenario, now, choice), choices, start(scenario))


def start(scenario: Scenario) -> State:
    """Where every run begins."""
    values = {counter.id: counter.start for counter in scenario.counters}
    blank = State(None, None, 0, 0, frozenset(), values, frozenset(), ())
    return _arrived(scenario, blank, scenario.first)


def after(scenario: Scenario, now: State, choice_id: str) -> State:
    """What comes of a choice; raises `NotOffered`.

    A red line gives no points: the same situation asks again without it, and the second red line
    of a run ends it.
    """
    offered = visible(now.node, now) if now.node else ()
    choice = next((one for one in offered if one.id == choice_id), None)
    if now.node is None or choice is None:
        raise NotOffered(choice_id)
    values = {key: value + choice.changes.get(key, 0) for key, value in now.values.items()}
    made = replace(
        now,
        flags=(now.flags | set(choice.sets)) - set(choice.clears),
        values=values,
        path=(*now.path, Step(now.node, offered, choice, values)),
    )
    if choice.red_line:
        made = replace(made, red_lines=now.red_lines + 1, closed=now.closed | {choice.id})
        return _arrived(scenario, made, now.node if made.red_lines < LAST_RED_LINE else None)
    made = replace(made, score=now.score + choice.points, closed=frozenset())
    return _arrived(scenario, made, scenario.nodes_by_id[choice.next] if choice.next else None)


def _arrived(scenario: Scenario, now: State, node: Scene | None) -> State:
    """Before `node`, or at an end where there is none or where it offers nothing."""
    if node and visible(node, now):
        return replace(now, node=node)
    reached = (one for one in scenario.endings if holds(one.when, now.flags, now.counters))
    return replace(now, node=None, ending=next(reached, scenario.endings[-1]))


def visible(node: Scene, now: State) -> tuple[Decision, ...]:
    """The choices which the situation offers, in the order in which they are written."""
    return tuple(
        choice
        for choice in node.choices
        if choice.id not in now.closed and holds(choice.when, now.flags, now.counters)
    )


def shuffled(node: Scene, *, seed: int) -> list[Decision]:
    """All choices of the situation in the order of one run; every visit shows the same."""
    source = Random(f"{seed}-{node.id}")  # noqa: S311 - an order of choices, not a secret
    return source.sample(node.choices, len(node.choices))


def additions(node: Scene, now: State) -> list[Addition]:
    """The paragraphs which the situation has because of what happened before."""
    return [one for one in node.additions if holds(one.when, now.flags, now.counters)]


@dataclass(frozen=True, slots=True)
class Review:
    """A decision looked back upon, with what else could have been decided."""

    step: Step
    others: tuple[Decision, ...]


def review(now: State) -> list[Review]:
    """The way of a run; the other choices stand once, at the last decision of a visit."""
    return [
        Review(step, _others(step, is_repeated=step.choice.red_line and step is not now.path[-1]))
        for step in now.path
    ]


def _others(step: Step, *, is_repeated: bool) -> tuple[Decision, ...]:
    return () if is_repeated else tuple(one for one in step.offered if one is not step.choice)


def best_path(scenario: Scenario) -> tuple[str, ...] | None:
    """The choices of a run that is passed, the richest in points tried first; None without one."""
    return path_to(scenario, lambda end: end.passed)


def path_to(scenario: Scenario, is_wanted: Callable[[State], bool]) -> tuple[str, ...] | None:
    """The choices of a run whose end is wanted; None where no run ends so."""
    ends = (now for now in reachable(scenario) if now.is_over and is_wanted(now))
    end = next(ends, None)
    return tuple(step.choice.id for step in end.path) if end else None


def reachable(scenario: Scenario) -> Iterator[State]:
    """Every state that a run can be in, by one way to each; the choices rich in points go first.

    A loop is followed a few times only.
    """
    longest = ROUNDS * len(scenario.nodes)
    waiting = [start(scenario)]
    seen = set()
    while waiting:
        now = waiting.pop()
        place = (now.node and now.node.id, now.closed, now.flags, frozenset(now.counters.items()))
        if place in seen:
            continue
        seen.add(place)
        yield now
        if now.node and len(now.path) < longest:
            offered = sorted(visible(now.node, now), key=_worth)
            waiting += [after(scenario, now, choice.id) for choice in offered]


def _worth(choice: Decision) -> tuple[bool, int]:
    return not choice.red_line, choice.points
