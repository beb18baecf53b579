"""HTML in, its words out; the time it takes grows with its length and never faster."""

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.core.errors import N_
from app.core.text import Language
from app.exchange.languages import language_of
from app.exchange.report import CannotTake

MARKS: Final = frozenset(
    {
        *("b", "strong", "i", "em", "u", "span", "font", "small", "big", "a", "code", "tt"),
        *("mark", "abbr", "wbr", "o:p"),
    }
)
"""Elements without which a text says the same."""
LINES: Final = frozenset(
    {
        *("p", "div", "ul", "ol", "li", "blockquote", "pre", "dl", "dt", "dd", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
"""Elements that begin and end a line."""
UNMISSED: Final = frozenset({"p", "div", "span", "br", "wbr", "o:p"})
SPACE: Final = "\ufdd0"
"""Stands for a line break of the source, which is only a space; no text may hold it itself."""
TAG: Final = re.compile(
    r"(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>([\s\S]*)"
)
"""What follows `<` up to the next one, if it is a tag."""
ATTRIBUTE: Final = re.compile(r"([a-zA-Z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+))")
AROUND_BREAKS: Final = re.compile(f"{SPACE}*\n{SPACE}*")
SOURCE_BREAK: Final = re.compile(r"[ \t]*\n[ \t\n]*")


class Words(NamedTuple):
    """What the HTML says; `codes` are the languages that its spans name."""

    text: str
    codes: frozenset[str]
    has_lost_marks: bool


def words(source: str, language: Language, *, keeps_breaks: bool) -> Words:
    """What the HTML says in one language; a line break of the source may be one of the text.

    Raises `CannotTake` for an element that is more than words.
    """
    reader = _Reader(language, keeps_breaks=keeps_breaks)
    first, *pieces = without_comments(source).split("<")
    reader.text(first)
    for piece in pieces:
        tag = TAG.fullmatch(piece)
        if tag is None:
            reader.text(f"<{piece}")
        else:
            closing, name, attributes, text = tag.groups()
            reader.tag(name.lower(), attributes, is_closing=bool(closing))
            reader.text(text)
    return reader.words()


def as_html(text: str) -> str:
    """A plain text as HTML on one line; `words` gives the same text back."""
    return html.escape(text, quote=False).replace("\t", "&#9;").replace("\n", "<br>")


def without_comments(source: str) -> str:
    """The source without what nobody sees."""
    first, *pieces = source.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in pieces)


class _Reader:
    """Collects what one language of an HTML text says."""

    def __init__(self, language: Language, *, keeps_breaks: bool) -> None:
        self.language = language
        self.keeps_breaks = keeps_breaks
        self.written: list[str] = []
        self.is_line_empty = True
        self.spans: list[bool] = []
        """For each open span, whether it speaks another language."""
        self.silenced = 0
        self.codes: set[str] = set()
        self.has_lost_marks = False

    def words(self) -> Words:
        """Everything read so far."""
        text = AROUND_BREAKS.sub("\n", "".join(self.written)).strip(f"\n{SPACE}")
        return Words(text.replace(SPACE, " "), frozenset(self.codes), self.has_lost_marks)

    def text(self, source: str) -> None:
        """Words between two tags."""
        plain = html.unescape(source if self.keeps_breaks else SOURCE_BREAK.sub(SPACE, source))
        self._write(plain)

    def tag(self, name: str, attributes: str, *, is_closing: bool) -> None:
        """The beginning or the end of an element."""
        if name not in MARKS | LINES | {"br"}:
            message = N_("A text holds what plain words cannot say: <%(tag)s>")
            raise CannotTake(message, tag=name)
        self.has_lost_marks |= name not in UNMISSED
        if name == "span":
            self._span(attributes, is_closing=is_closing)
        elif name == "br" or (name in LINES and not self.is_line_empty):
            self._write("\n")

    def _span(self, attributes: str, *, is_closing: bool) -> None:
        if is_closing:
            self.silenced -= self.spans.pop() if self.spans else 0
            return
        named = dict(_attributes(attributes))
        code = language_of(named.get("lang", ""))
        is_marked = bool(code) and "multilang" in named.get("class", "").split()
        self.codes |= {code} if is_marked else set()
        self.spans.append(is_marked and code != self.language)
        self.silenced += self.spans[-1]

    def _write(self, text: str) -> None:
        if text and not self.silenced:
            self.written.append(text)
            bare = text.strip(SPACE)
            self.is_line_empty = bare.endswith("\n") or (not bare and self.is_line_empty)


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, *values in ATTRIBUTE.findall(text):
        yield name.lower(), "".join(values)
