"""XML as a tree whose elements know their lines; nothing is declared, expanded or loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from app.core.errors import N_
from app.exchange.report import Unreadable

DEEPEST: Final = 20
MOST_ELEMENTS: Final = 80_000


@dataclass(slots=True)
class Element:
    """An element with the text that stands directly in it."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def all(self, tag: str) -> Iterator["Element"]:
        """The elements of this name directly in it."""
        return (child for child in self.children if child.tag == tag)

    def one(self, tag: str) -> "Element | None":
        """The first element of this name directly in it."""
        return next(self.all(tag), None)

    def said(self, tag: str, default: str = "") -> str:
        """The trimmed text of the first element of this name."""
        found = self.one(tag)
        return found.text.strip() if found else default


def parse(text: str) -> Element:
    """The tree of the document.

    Raises `Unreadable` where it is no XML, declares a document type, or is built too deep or of
    too many elements.
    """
    return _Builder().root_of(text)


class _Builder:
    """Collects elements while expat reads; expat itself loads nothing from outside."""

    def __init__(self) -> None:
        self.top = Element("", {}, 1)
        self.open = [self.top]
        self.count = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def root_of(self, text: str) -> Element:
        try:
            self.parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            message = N_("This is not valid XML from here on")
            raise Unreadable(message, line=error.lineno) from error
        return self.top.children[0]

    @property
    def line(self) -> int:
        return int(self.parser.CurrentLineNumber)

    def _doctype(self, *_declaration: object) -> None:
        message = N_("The file declares a document type; no file with questions does: take it away")
        raise Unreadable(message, line=self.line)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > DEEPEST or self.count > MOST_ELEMENTS:
            raise Unreadable(N_("No file with questions is built like this"), line=self.line)
        element = Element(tag, attributes, self.line)
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _tag: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        self.open[-1].pieces.append(text)
