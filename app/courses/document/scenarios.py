"""Decision scenarios: situations, choices and what comes of them."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.core.text import Localized
from app.courses.document.base import Citation, Part, StableId

SCORE = "score"
RED_LINES = "red-lines"
COUNTED_ALWAYS = frozenset({SCORE, RED_LINES})
"""Counters that every scenario has: the points reached and the red lines crossed."""

LAST_RED_LINE = 2
"""The red line that ends a run; after one before it the same situation asks once more."""

NO_WORDS = Localized(kk="", ru="")
SceneFile = Annotated[
    str,
    StringConstraints(pattern=r"^([a-z0-9][a-z0-9-]*\.(png|jpg|webp|svg))?$", max_length=80),
]
"""A picture of the course's `media` folder, or none."""


class Counter(Part):
    """Something that choices raise or lower: trust, time, harm."""

    id: StableId
    name: Localized
    start: int = 0


class Flag(Part):
    """Something that a choice makes true and that is remembered."""

    id: StableId
    name: Localized


class Condition(Part):
    """What must hold, all of it; without anything it always holds."""

    flags: list[StableId] = []
    without: list[StableId] = []
    at_least: dict[StableId, int] = {}
    at_most: dict[StableId, int] = {}


ALWAYS = Condition()


class Decision(Part):
    """One way to go on from a situation."""

    id: StableId
    text: Localized
    consequence: Localized
    feedback: Localized
    standards: list[Citation] = []
    points: Annotated[int, Field(ge=0, le=10)] = 0
    next: Annotated[str, Field(description="id of a node; empty where the scenario ends")] = ""
    red_line: bool = False
    sets: list[StableId] = []
    clears: list[StableId] = []
    changes: dict[StableId, int] = {}
    when: Condition = ALWAYS


class Addition(Part):
    """A paragraph that a situation has only if something has happened before."""

    when: Condition
    text: Localized


class Scene(Part):
    """A situation that asks for a decision."""

    id: StableId
    title: Localized
    situation: Localized
    additions: list[Addition] = []
    picture: SceneFile = ""
    picture_alt: Localized = NO_WORDS
    choices: Annotated[list[Decision], Field(min_length=2, max_length=5)]

    def goes_without_saying(self, name: str) -> bool:
        is_described = name == "picture_alt" and bool(self.picture)
        return super().goes_without_saying(name) and not is_described


class Ending(Part):
    """How a run can end; the first ending whose condition holds is the one."""

    id: StableId
    title: Localized
    text: Localized
    passed: bool = False
    when: Condition = ALWAYS


class Scenario(Part):
    """A story in which every decision is recorded and looked back upon."""

    kind: Literal["scenario"]
    id: StableId
    title: Localized
    minutes: Annotated[int, Field(ge=1, le=90)]
    role: Localized
    opening: Localized
    counters: list[Counter] = []
    flags: list[Flag] = []
    nodes: Annotated[list[Scene], Field(min_length=1, max_length=40)]
    endings: Annotated[list[Ending], Field(min_length=1, max_length=12)]
    debrief: Annotated[list[Localized], Field(min_length=1, max_length=12)]

    @cached_property
    def nodes_by_id(self) -> dict[str, Scene]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def endings_by_id(self) -> dict[str, Ending]:
        return {ending.id: ending for ending in self.endings}

    def address_of(self, node: Scene) -> str:
        """What names `node` in the whole course, where two scenarios may have nodes of one id."""
        return f"{self.id}/{node.id}"

    @property
    def first(self) -> Scene:
        """Where every run begins."""
        return self.nodes[0]
