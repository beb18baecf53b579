"""What is said of a file before anything in it is taken: what can be, what cannot, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.text import Language
from app.courses.document.questions import Question


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for the reader; `message` is a message id, `values` fill it."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


class CannotTake(Exception):
    """A question of the file has no counterpart here; `line` is 0 where its first line is meant."""

    def __init__(self, message: str, *, line: int = 0, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.remark = Remark(message, values)
        self.line = line


class Unreadable(Exception):
    """The file as a whole cannot be read; the line counts from 1."""

    def __init__(self, message: str, *, line: int = 1, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.remark = Remark(message, values)
        self.line = line


@dataclass(frozen=True, slots=True)
class Taken:
    """A question that can be taken; `is_named` tells whether its id was in the file."""

    line: int
    question: Question
    is_named: bool
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that cannot be taken."""

    line: int
    reason: Remark


@dataclass(frozen=True, slots=True)
class Reading:
    """Every question of a file in its order, sorted into those that can be taken and the rest."""

    taken: Sequence[Taken]
    refused: Sequence[Refused]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file cannot know of the course into which its questions come.

    `objective` is for questions that name none, `unmarked` is the language of texts that say none.
    """

    objective: str
    objectives: frozenset[str]
    sources: frozenset[str]
    lessons: frozenset[str]
    unmarked: Language
