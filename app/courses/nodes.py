"""YAML read as plain data in which every value knows its file and line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from app.core.errors import N_
from app.courses.layout import tidy

Scalar: TypeAlias = str | int | float | bool | None
Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"
Path: TypeAlias = tuple[str | int, ...]

DEEPEST: Final = 40
LONGEST_NUMBER: Final = 30
INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)", re.ASCII)
DECIMAL: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+", re.ASCII)
WORDS: Final[dict[str, Scalar]] = {"true": True, "false": False, "null": None, "~": None, "": None}

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its events are used; what they mean is decided here."""

SYNTAX_HINTS: Final = {
    "mapping values are not allowed": N_(
        "YAML cannot be read here: put a text that holds a colon between double quotes"
    ),
    "found character '\\t'": N_("YAML cannot be read here: indent with spaces, not with a tab"),
    "found character that cannot start any token": N_(
        "YAML cannot be read here: put a text that begins with a special character, or a tab,"
        " between double quotes"
    ),
    "found unexpected end of stream": N_(
        "YAML cannot be read to the end: a quotation mark that opens here is not closed"
    ),
    "did not find expected ',' or": N_(
        "YAML cannot be read here: put the texts of a list or pair in brackets between double"
        " quotes, and close the bracket"
    ),
    "expected ',' or": N_(
        "YAML cannot be read here: put the texts of a list or pair in brackets between double"
        " quotes, and close the bracket"
    ),
    "control characters are not allowed": N_(
        "YAML cannot be read: the file holds an invisible control character"
    ),
    "special characters are not allowed": N_(
        "YAML cannot be read: the file holds an invisible control character"
    ),
}


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong in a file, and how to mend it; the message is a message id."""

    file: str
    line: int
    message: str
    values: dict[str, object] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.message % self.values


@dataclass(eq=False, slots=True)
class Node:
    """A value and where it stands."""

    file: str
    line: int
    value: "Scalar | list[Node] | dict[str, Node]"
    key_lines: dict[str, int] = field(default_factory=dict)
    """Of a mapping: where each key stands."""
    text_line: int | None = None
    """Of a text that is written line by line: where its first line stands."""

    @property
    def mapping(self) -> "dict[str, Node]":
        """The entries, none if this is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> "list[Node]":
        """The items, none if this is no list."""
        return self.value if isinstance(self.value, list) else []

    def value_of(self, key: str) -> "Scalar | list[Node] | dict[str, Node]":
        """The value of an entry, None if there is no such entry."""
        return self.mapping[key].value if key in self.mapping else None

    def data(self) -> Data:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return self.value

    def child(self, step: str | int) -> "Node | None":
        """The entry or item that `step` names, if there is one."""
        if isinstance(step, str):
            return self.mapping.get(step)
        return self.items[step] if 0 <= step < len(self.items) else None

    def nearest(self, path: Sequence[str | int]) -> "Node":
        """The deepest node on the way to `path`."""
        node = self
        for step in path:
            found = node.child(step)
            if found is None:
                return node
            node = found
        return node

    def walk(self) -> "Iterator[Node]":
        """The node itself and everything in it, in the order of the file."""
        yield self
        for node in (*self.mapping.values(), *self.items):
            yield from node.walk()


class _UnreadableError(Exception):
    """The rest of the file makes no sense any more."""


def parse(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The document in `text`, None if it is not YAML, and everything wrong with it as YAML."""
    builder = _Builder(file, iter(()))
    try:
        builder.events = yaml.parse(text, Loader=LOADER)
        root = builder.document()
    except _UnreadableError:
        return None, builder.problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        opened = error.context_mark if "end of stream" in str(error.problem) else None
        builder.note((opened or mark).line if mark else 0, _hint(str(error.problem)))
        return None, builder.problems
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        builder.note(text.count("\n", 0, position), _hint(str(error)))
        return None, builder.problems
    return root, builder.problems


def _hint(problem: str) -> str:
    for beginning, hint in SYNTAX_HINTS.items():
        if beginning in problem:
            return hint
    return N_("YAML cannot be read here: look at the indentation and the quotation marks")


def _line(event: Event) -> int:
    """The line on which `event` begins, counted from 0 as the parser does."""
    return event.start_mark.line if event.start_mark else 0


class _Builder:
    """Turns the events of the YAML parser into nodes."""

    def __init__(self, file: str, events: Iterator[Event]) -> None:
        self.file = file
        self.events = events
        self.problems: list[Problem] = []

    def note(self, line: int, message: str, **values: object) -> None:
        self.problems.append(Problem(self.file, line + 1, message, values))

    def document(self) -> Node:
        next(self.events)  # the beginning of the stream
        if isinstance(next(self.events), StreamEndEvent):
            self.note(0, N_("The file is empty"))
            raise _UnreadableError
        root = self.node(next(self.events), 0)
        next(self.events)  # the end of the document
        after = next(self.events)
        if isinstance(after, DocumentStartEvent):
            message = N_("A second document begins here: take the line “---” away")
            self.note(_line(after), message)
        return root

    def node(self, event: Event, depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            self.note(line, N_("The lists and mappings stand too deep in one another"))
            raise _UnreadableError
        if isinstance(event, AliasEvent):
            self.note(line, N_("Aliases (*name) are not used in courses: write the value again"))
            return Node(self.file, line + 1, None)
        if getattr(event, "anchor", None) is not None:
            self.note(line, N_("Anchors (&name) are not used in courses: take it away"))
        if getattr(event, "tag", None) is not None:
            self.note(line, N_("Tags (!name) are not used in courses: take it away"))
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        if isinstance(event, SequenceStartEvent):
            return Node(self.file, line + 1, self.sequence(depth))
        return self.mapping(line, depth)

    def sequence(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return items

    def mapping(self, line: int, depth: int) -> Node:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        while True:
            event = next(self.events)
            if isinstance(event, MappingEndEvent):
                return Node(self.file, line + 1, entries, key_lines)
            key_line = _line(event)
            self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(event, ScalarEvent):
                self.note(key_line, N_("A key must be a plain word"))
                continue
            key = event.value
            if key in entries:
                message = N_("“%(key)s” stands twice here, first in line %(first)d: keep one")
                self.note(key_line, message, key=key, first=key_lines[key])
                continue
            entries[key] = value
            key_lines[key] = key_line + 1

    def scalar(self, event: ScalarEvent) -> Node:
        line = _line(event)
        node = Node(self.file, line + 1, None)
        if event.style is None or event.style == "":
            node.value = self.plain(event.value, line)
            return node
        node.value = tidy(event.value)
        if event.style == "|":
            skipped = len(event.value) - len(event.value.lstrip("\n"))
            node.text_line = line + 2 + skipped
        return node

    def plain(self, text: str, line: int) -> Scalar:
        if text in WORDS:
            return WORDS[text]
        if not INTEGER.fullmatch(text) and not DECIMAL.fullmatch(text):
            return text
        if len(text) > LONGEST_NUMBER:
            message = N_("A number has at most %(limit)d digits: put a text between double quotes")
            self.note(line, message, limit=LONGEST_NUMBER)
            return 0
        return int(text) if INTEGER.fullmatch(text) else float(text)
