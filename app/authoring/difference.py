"""How two texts differ, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

WORD: Final = re.compile(r"\s+|[^\s]+\s*")


class Run(NamedTuple):
    """A stretch of words that both texts have, or only the old one, or only the new one."""

    kind: Literal["same", "old", "new"]
    words: str


def runs(old: str, new: str) -> list[Run]:
    """Both texts in one row: what is the same, what was taken away, what was added."""
    before, after = WORD.findall(old), WORD.findall(new)
    return [run for run in _runs(before, after) if run.words]


def _runs(before: list[str], after: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(before[old_from:old_to]))
        else:
            yield Run("old", "".join(before[old_from:old_to]))
            yield Run("new", "".join(after[new_from:new_to]))
