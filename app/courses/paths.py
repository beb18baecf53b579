"""Every way through a scenario: what can be reached, where it ends, and how many points it gives.

A red line asks the same situation again without that choice, and the second one ends the run;
what it sets and changes happens all the same, but it gives no points. An empty `next` ends the
story.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from app.courses.conditions import holds
from app.courses.document.scenarios import (
    ALWAYS,
    LAST_RED_LINE,
    RED_LINES,
    SCORE,
    Condition,
    Decision,
    Scenario,
    Scene,
)

MOST_STATES: Final = 20_000
"""How many situations, each with what happened before it, are looked at."""
K = TypeVar("K", bound=Hashable)


class State(NamedTuple):
    """A situation, what happened before it, and the red lines just crossed in it."""

    node: str
    flags: frozenset[str]
    counters: tuple[tuple[str, int], ...]
    closed: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, int]:
        return dict(self.counters)


@dataclass
class Plays:
    """What can happen in a scenario; `is_whole` is False where there was too much to look at."""

    scenario: Scenario
    asked: frozenset[str]
    """The flags and counters on which choices and endings depend; what else happens is left out."""
    is_whole: bool = True
    scores: set[int] = field(default_factory=set)
    """Of the runs that cross no red line."""
    endings: set[str] = field(default_factory=set)
    offered: set[tuple[str, str]] = field(default_factory=set)
    """Choices, by their situation and their own id."""
    onward: dict[State, list[State]] = field(default_factory=dict)
    """Where the choices that are no red lines lead."""
    ends: set[State] = field(default_factory=set)
    """Where such a choice ends the story."""
    stuck: set[State] = field(default_factory=set)
    """Where there is no such choice."""

    @property
    def worst(self) -> int:
        return min(self.scores, default=0)

    @property
    def best(self) -> int:
        return max(self.scores, default=0)

    @property
    def dead_ends(self) -> list[str]:
        """Situations in which somebody may find nothing but red lines to choose."""
        return self._in_order({state.node for state in self.stuck})

    @property
    def loops(self) -> list[str]:
        """Situations from which somebody may never come to an end."""
        if self.is_whole:
            lost = _without_end(self.onward, self.ends | self.stuck)
            return self._in_order({state.node for state in lost})
        onward, ends = _graph(self.scenario)
        return self._in_order(_without_end(onward, ends))

    @property
    def impossible_endings(self) -> list[str]:
        """Endings that no run reaches."""
        endings = self.scenario.endings if self.is_whole else ()
        return [ending.id for ending in endings if ending.id not in self.endings]

    def is_offered(self, node: Scene, choice: Decision) -> bool:
        """Whether some run can make this choice."""
        return not self.is_whole or (node.id, choice.id) in self.offered

    def _in_order(self, ids: Collection[str]) -> list[str]:
        return [node.id for node in self.scenario.nodes if node.id in ids]


def explore(scenario: Scenario, *, most: int = MOST_STATES) -> Plays:
    """Everything that can happen; every id in the scenario must name something in it."""
    plays = Plays(scenario, _asked(scenario))
    counters = {counter.id: counter.start for counter in scenario.counters}
    counters = {name: value for name, value in counters.items() if name in plays.asked}
    counters |= {SCORE: 0, RED_LINES: 0}
    waiting = [State(scenario.first.id, frozenset(), tuple(counters.items()))]
    while waiting:
        state = waiting.pop()
        if state in plays.onward:
            continue
        if len(plays.onward) == most:
            plays.is_whole = False
            break
        waiting += _visit(plays, state)
    return plays


def _visit(plays: Plays, state: State) -> list[State]:
    """Note what can be seen and done in `state`; gives where it leads."""
    scenario, values = plays.scenario, state.values
    node = scenario.nodes_by_id[state.node]
    onward: list[State] = []
    again: list[State] = []
    is_stuck = True
    for choice in node.choices:
        if choice.id in state.closed or not holds(choice.when, state.flags, values):
            continue
        plays.offered.add((node.id, choice.id))
        after = _after(state, choice, plays.asked)
        is_stuck = is_stuck and choice.red_line
        if choice.red_line and after.values[RED_LINES] < LAST_RED_LINE:
            again.append(after)
        elif choice.red_line or not choice.next:
            _end(plays, after)
            if not choice.red_line:
                plays.ends.add(state)
        else:
            onward.append(after)
    if is_stuck:
        plays.stuck.add(state)
    plays.onward[state] = onward
    return [*onward, *again]


def _asked(scenario: Scenario) -> frozenset[str]:
    conditions = [choice.when for node in scenario.nodes for choice in node.choices]
    conditions += [ending.when for ending in scenario.endings]
    return frozenset(
        name
        for one in conditions
        for names in (one.flags, one.without, one.at_least, one.at_most)
        for name in names
    )


def _after(state: State, choice: Decision, asked: Collection[str]) -> State:
    points = 0 if choice.red_line else choice.points
    changes = choice.changes | {SCORE: points, RED_LINES: int(choice.red_line)}
    return State(
        state.node if choice.red_line else choice.next,
        (state.flags | {flag for flag in choice.sets if flag in asked}) - set(choice.clears),
        tuple((name, value + changes.get(name, 0)) for name, value in state.counters),
        state.closed | {choice.id} if choice.red_line else frozenset(),
    )


def _end(plays: Plays, state: State) -> None:
    values = state.values
    if not values[RED_LINES]:
        plays.scores.add(values[SCORE])
    for ending in plays.scenario.endings:
        if holds(ending.when, state.flags, values):
            plays.endings.add(ending.id)
            break


def _without_end(onward: Mapping[K, Collection[K]], ends: Collection[K]) -> set[K]:
    """Those from which no way leads to one of `ends`."""
    backward = defaultdict(list)
    for here, there in onward.items():
        for one in there:
            backward[one].append(here)
    reached, waiting = set(ends), list(ends)
    while waiting:
        for before in backward[waiting.pop()]:
            if before not in reached:
                reached.add(before)
                waiting.append(before)
    return set(onward) - reached


def _graph(scenario: Scenario) -> tuple[dict[str, list[str]], set[str]]:
    """Where each situation leads whatever happened before, and where the story may end."""
    onward: dict[str, list[str]] = {}
    ends: set[str] = set()
    for node in scenario.nodes:
        leading = [choice for choice in node.choices if not choice.red_line]
        onward[node.id] = [choice.next for choice in leading if choice.next]
        if len(onward[node.id]) < len(leading):
            ends.add(node.id)
    return onward, ends


def best_and_worst(scenario: Scenario) -> tuple[int, int]:
    """The fewest and the most points that a run without a red line can reach."""
    plays = explore(scenario)
    return plays.worst, plays.best


def unreachable(scenario: Scenario) -> list[str]:
    """Situations to which no choice leads, whatever happens before."""
    onward, _ends = _graph(scenario)
    reached, waiting = {scenario.first.id}, [scenario.first.id]
    while waiting:
        for node_id in onward.get(waiting.pop(), ()):
            if node_id not in reached:
                reached.add(node_id)
                waiting.append(node_id)
    return [node.id for node in scenario.nodes if node.id not in reached]


def as_text(scenario: Scenario) -> list[str]:
    """The graph in lines: each situation, where its choices lead, and the endings."""
    worst, best = best_and_worst(scenario)
    lines = [f"{scenario.id}: {worst} to {best} points without a red line"]
    for node in scenario.nodes:
        lines.append(f"  {node.id}")
        lines += [f"    {' '.join(_parts(choice))}" for choice in node.choices]
    lines.append("  endings, the first that holds:")
    for ending in scenario.endings:
        passed = ", passed" if ending.passed else ""
        lines.append(f"    {ending.id}: {_condition(ending.when) or 'always'}{passed}")
    return lines


def _parts(choice: Decision) -> Iterator[str]:
    yield f"{choice.id}:"
    yield "RED LINE" if choice.red_line else f"{choice.points} -> {choice.next or 'the end'}"
    yield from (f"{name} {value:+d}" for name, value in choice.changes.items())
    yield from (f"sets {flag}" for flag in choice.sets)
    yield from (f"clears {flag}" for flag in choice.clears)
    if choice.when != ALWAYS:
        yield f"if {_condition(choice.when)}"


def _condition(condition: Condition) -> str:
    parts = [
        *condition.flags,
        *(f"not {flag}" for flag in condition.without),
        *(f"{name} >= {least}" for name, least in condition.at_least.items()),
        *(f"{name} <= {most}" for name, most in condition.at_most.items()),
    ]
    return " and ".join(parts)
