"""A refused course without what is refused in it, so that the rest can be checked too."""

from collections.abc import Iterable
from typing import Final

from app.courses.nodes import Data, Node
from app.courses.schema import Complaint

NOWHERE: Final = ""
"""The file of what was put in here: nobody wants to hear what is wrong with it."""
PAIR: Final[Data] = {"kk": "–", "ru": "–"}
STAND_INS: Final[dict[str, Data]] = {
    "format": 1,
    "code": "ZZ999",
    "title": PAIR,
    "summary": PAIR,
    "caption": PAIR,
    "audience": [],
    "hours": 1,
    "prerequisites": [],
    "certificate": {"valid_months": 1},
    "objectives": [],
    "sources": [],
    "bank": [],
    "minutes": 1,
    "pass_mark": 1,
    "attempts": 1,
    "pause_hours": 1,
    "role": PAIR,
    "opening": PAIR,
    "situation": PAIR,
    "text": PAIR,
    "prompt": PAIR,
    "explanation": PAIR,
    "consequence": PAIR,
    "feedback": PAIR,
}
LISTS: Final = {
    *("modules", "steps", "blocks", "questions", "bank", "draws", "objectives", "sources"),
    *("nodes", "choices", "additions", "endings", "counters", "flags"),
}


def mend(root: Node, complaints: Iterable[Complaint]) -> set[str]:
    """Take every refused key and part out of `root`, or put a harmless value in its place.

    Gives the names of the keys that were changed so, and of the lists that lost something.
    """
    mended: set[str] = set()
    parts_to_drop: list[tuple[Node, Node]] = []
    for complaint in complaints:
        path = complaint.path
        if complaint.is_unknown_key:
            root.nearest(path[:-1]).mapping.pop(str(path[-1]), None)
            mended.add(str(path[-1]))
            continue
        depth = _depth_of_part(path)
        part = root.nearest(path[:depth])
        if depth < len(path) and path[depth] in STAND_INS and part.mapping:
            key = str(path[depth])
            part.mapping[key] = stand_in(STAND_INS[key])
            mended.add(key)
        elif depth:
            parts_to_drop.append((root.nearest(path[: depth - 1]), part))
            mended.add(str(path[depth - 2]))
    for parent, part in parts_to_drop:
        if part in parent.items:
            parent.items.remove(part)
    return mended


def _depth_of_part(path: tuple[str | int, ...]) -> int:
    """How much of `path` leads to the innermost part that can be left out; 0 for the course."""
    for depth in range(len(path), 1, -1):
        if isinstance(path[depth - 1], int) and path[depth - 2] in LISTS:
            return depth
    return 0


def stand_in(data: Data) -> Node:
    """`data` as nodes that stand in no file."""
    if isinstance(data, dict):
        return Node(NOWHERE, 1, {key: stand_in(value) for key, value in data.items()})
    if isinstance(data, list):
        return Node(NOWHERE, 1, [stand_in(value) for value in data])
    return Node(NOWHERE, 1, data)
