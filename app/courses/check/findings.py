"""What is to be mended in a course, and how repetitions are found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from app.core.errors import N_

Path = tuple[str | int, ...]
T = TypeVar("T")


class Named(Protocol):
    """A part with an id."""

    @property
    def id(self) -> str: ...


TWICE: Final = N_("“%(id)s” stands twice in this list: keep one, or change one")


@dataclass(frozen=True)
class Finding:
    """Something to mend at `path` of the document; the line counts from 0 within a text.

    It may only seem to be wrong where something was refused in one of the lists on which it
    `rests_on`.
    """

    path: Path
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    line: int = 0
    rests_on: frozenset[str] = frozenset()


def items(parts: Iterable[T], path: Path) -> Iterator[tuple[Path, T]]:
    """The parts of the list at `path`, each with its own path."""
    return (((*path, index), part) for index, part in enumerate(parts))


def ids(parts: Iterable[Named], path: Path) -> Iterator[tuple[Path, str]]:
    """The ids of the parts in the list at `path`, each with its own path."""
    return (((*at, "id"), part.id) for at, part in items(parts, path))


def repeated(names: Iterable[str], path: Path) -> Iterator[Finding]:
    """The names that stand twice in the list at `path`."""
    return twice(items(names, path))


def twice(named: Iterable[tuple[Path, str]], message: str = TWICE) -> Iterator[Finding]:
    """The names that stand twice, each with its place; `message` tells of `id`."""
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield Finding(path, message, {"id": name})
        seen.add(name)
