"""Whether every scenario can be played to each of its endings."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from app.core.errors import N_
from app.courses import paths
from app.courses.check.blocks import NO_PICTURE, unknown_source
from app.courses.check.findings import Finding, Path, ids, items, twice
from app.courses.check.words import texts
from app.courses.document.scenarios import (
    ALWAYS,
    COUNTED_ALWAYS,
    Condition,
    Decision,
    Scenario,
)

STORY: Final = frozenset({"nodes", "choices", "endings", "counters", "flags"})
NO_NODE: Final = N_("There is no situation “%(id)s” in this scenario: name one, or add it")
NO_FLAG: Final = N_("There is no flag “%(id)s” in this scenario: name one, or add it")
NO_COUNTER: Final = N_("There is no counter “%(id)s” in this scenario: name one, or add it")


def problems(
    scenario: Scenario, path: Path, media: Mapping[str, str], sources: set[str]
) -> Iterator[Finding]:
    """What must be mended in a scenario; its ways are followed once every name is known."""
    yield from _texts(scenario, path)
    yield from _materials(scenario, path, media, sources)
    yield from _red_lines(scenario, path)
    unclear = [*_ids(scenario, path), *_names(scenario, path)]
    yield from unclear
    if not unclear:
        yield from _ways(scenario, path)


def _texts(scenario: Scenario, path: Path) -> Iterator[Finding]:
    yield from texts(scenario.opening, (*path, "opening"), is_note=True)
    for at, node in items(scenario.nodes, (*path, "nodes")):
        yield from texts(node.situation, (*at, "situation"), is_note=True)
        for place, addition in items(node.additions, (*at, "additions")):
            yield from texts(addition.text, (*place, "text"), is_note=True)
    for at, ending in items(scenario.endings, (*path, "endings")):
        yield from texts(ending.text, (*at, "text"), is_note=True)


def _materials(
    scenario: Scenario, path: Path, media: Mapping[str, str], sources: set[str]
) -> Iterator[Finding]:
    for at, node in items(scenario.nodes, (*path, "nodes")):
        if node.picture and node.picture not in media:
            yield Finding((*at, "picture"), NO_PICTURE, {"name": node.picture})
    for at, choice in _choices(scenario, path):
        for place, citation in items(choice.standards, (*at, "standards")):
            yield from unknown_source(citation.source, (*place, "source"), sources)


def _red_lines(scenario: Scenario, path: Path) -> Iterator[Finding]:
    for at, choice in _choices(scenario, path):
        if choice.red_line and choice.next:
            message = N_("After a red line the same situation asks once more: take “next” away")
            yield Finding((*at, "next"), message)
        if choice.red_line and choice.points:
            message = N_("A red line gives no points: take “points” away")
            yield Finding((*at, "points"), message)


def _ids(scenario: Scenario, path: Path) -> Iterator[Finding]:
    for key in ("nodes", "endings", "counters", "flags"):
        yield from twice(ids(getattr(scenario, key), (*path, key)))
    for at, node in items(scenario.nodes, (*path, "nodes")):
        yield from twice(ids(node.choices, (*at, "choices")))
    for at, counter in items(scenario.counters, (*path, "counters")):
        if counter.id in COUNTED_ALWAYS:
            message = N_("Every scenario counts “%(id)s” anyway: take this counter away")
            yield Finding((*at, "id"), message, {"id": counter.id})


def _names(scenario: Scenario, path: Path) -> Iterator[Finding]:
    flags = {flag.id for flag in scenario.flags}
    counters = {counter.id for counter in scenario.counters}
    for at, choice in _choices(scenario, path):
        if choice.next and choice.next not in scenario.nodes_by_id:
            yield _unknown((*at, "next"), NO_NODE, choice.next)
        for key in ("sets", "clears"):
            yield from _unknowns(getattr(choice, key), flags, (*at, key), NO_FLAG)
        yield from _unknowns(choice.changes, counters, (*at, "changes"), NO_COUNTER)
    for at, condition in _conditions(scenario, path):
        for key in ("flags", "without"):
            yield from _unknowns(getattr(condition, key), flags, (*at, key), NO_FLAG)
        for key in ("at_least", "at_most"):
            known = counters | COUNTED_ALWAYS
            yield from _unknowns(getattr(condition, key), known, (*at, key), NO_COUNTER)


def _unknowns(
    names: list[str] | Mapping[str, int], known: Collection[str], path: Path, message: str
) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if name not in known:
            yield _unknown((*path, index if isinstance(names, list) else name), message, name)


def _unknown(path: Path, message: str, name: str) -> Finding:
    return Finding(path, message, {"id": name}, rests_on=STORY)


def _choices(scenario: Scenario, path: Path) -> Iterator[tuple[Path, Decision]]:
    for at, node in items(scenario.nodes, (*path, "nodes")):
        yield from items(node.choices, (*at, "choices"))


def _conditions(scenario: Scenario, path: Path) -> Iterator[tuple[Path, Condition]]:
    for at, choice in _choices(scenario, path):
        yield (*at, "when"), choice.when
    for at, node in items(scenario.nodes, (*path, "nodes")):
        for place, addition in items(node.additions, (*at, "additions")):
            yield (*place, "when"), addition.when
    for at, ending in items(scenario.endings, (*path, "endings")):
        yield (*at, "when"), ending.when


def _ways(scenario: Scenario, path: Path) -> Iterator[Finding]:
    if scenario.endings[-1].when != ALWAYS:
        message = N_("The last ending must always hold: take its “when” away, or add an ending")
        yield Finding((*path, "endings", len(scenario.endings) - 1), message, rests_on=STORY)
    if not any(ending.passed for ending in scenario.endings):
        message = N_("Nobody could pass this scenario: give an ending “passed: true”")
        yield Finding((*path, "endings"), message, rests_on=STORY)
    plays = paths.explore(scenario)
    if not plays.is_whole:
        message = N_(
            "There are too many ways to follow them all: a loop counts without end, or choices"
            " depend on too many flags and counters"
        )
        yield Finding(path, message, rests_on=STORY)
    lost = paths.unreachable(scenario)
    for at, node in items(scenario.nodes, (*path, "nodes")):
        for problem in _node_problems(node.id, plays, lost):
            yield Finding(at, problem, rests_on=STORY)
        for place, choice in items(node.choices, (*at, "choices")):
            if node.id not in lost and not plays.is_offered(node, choice):
                message = N_("No way through the scenario offers this choice: change its “when”")
                yield Finding((*place, "when"), message, rests_on=STORY)
    for at, ending in items(scenario.endings, (*path, "endings")):
        if ending.id in plays.impossible_endings:
            message = N_("No way through the scenario ends like this: change “when” or the order")
            yield Finding(at, message, rests_on=STORY)


def _node_problems(node_id: str, plays: paths.Plays, unreachable: Collection[str]) -> Iterator[str]:
    if node_id in unreachable:
        yield N_("No choice leads to this situation: name it under “next”, or take it away")
    if node_id in plays.dead_ends:
        yield N_("Somebody may find nothing here but red lines: add a choice without “when”")
    if node_id in plays.loops:
        yield N_("From here the story may go round for ever: let a choice lead to an end")
