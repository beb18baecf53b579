"""The Markdown subset, and whether the two languages of a text are built alike."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.core.errors import N_
from app.core.text import Localized
from app.courses.wording import Fault

NO_HTML = N_("HTML is not used in texts: write **bold**, *italic*, lists and links in Markdown")

SCHEMES: Final = ("https://", "http://", "mailto:")
ADDRESS_LANGUAGE: Final = re.compile(r"(?<=/)(kaz|rus|kk|kz|ru)(?=/|$)")
REFUSED: Final = {
    "html_block": NO_HTML,
    "html_inline": NO_HTML,
    "image": N_("A picture in a text: make it a block of kind “picture”"),
    "table_open": N_("A table in a text: make it a block of kind “table”"),
    "hr": N_("A line across the text is not used: begin a new heading or block"),
    "fence": N_("Code is not used in texts: take the back quotes away"),
    "code_inline": N_("Code is not used in texts: take the back quotes away"),
    "code_block": N_("Four spaces before a paragraph make it code: take them away"),
    "hardbreak": N_("A forced line break is not used: begin a new paragraph"),
}
LEVEL: Final = N_("A heading of this level is not used: write ## or ###")
UNDERLINED: Final = N_("A line of - or = under a text makes a heading: write ## before it instead")
HEADING: Final = N_("A heading stands here: only a text block has headings, take it away")
LINK: Final = N_("The link “%(address)s” must begin with https://, http:// or mailto:")


class Shape(NamedTuple):
    """What must be the same in both languages."""

    headings: tuple[str, ...]
    links: tuple[str, ...]
    lists: int
    quotations: int


class _Reader(MarkdownIt):
    """Sees every link, so that a refused one can be named; a page shows none of these."""

    def validateLink(self, _url: str) -> bool:  # noqa: N802 - the name markdown-it calls
        return True


READER: Final = _Reader("commonmark", {"html": True}).enable("table")


def faults(text: str, *, is_note: bool = False) -> Iterator[Fault]:
    """Everything in a Markdown text that is not in the subset; a note has no headings."""
    for token, line in _tokens(text):
        if message := REFUSED.get(token.type):
            yield Fault(message, {}, line)
        elif token.type == "heading_open":
            if is_note:
                yield Fault(HEADING, {}, line)
            elif not token.markup.startswith("#"):
                yield Fault(UNDERLINED, {}, line)
            elif token.tag not in ("h2", "h3"):
                yield Fault(LEVEL, {}, line)
        elif token.type == "link_open":
            address = str(token.attrs["href"])
            if not address.lower().startswith(SCHEMES):
                yield Fault(LINK, {"address": address}, line)


def differences(text: Localized) -> Iterator[Fault]:
    """How the Russian text is built otherwise than the Kazakh one, line by Russian line."""
    kk, ru = shape(text.kk), shape(text.ru)
    if kk.headings != ru.headings:
        message = N_("The headings differ: %(kk)s in Kazakh, %(ru)s in Russian")
        line = _heading_line(text.ru, kk.headings, ru.headings)
        yield Fault(message, {"kk": _named(kk.headings), "ru": _named(ru.headings)}, line)
    for address in sorted((Counter(kk.links) - Counter(ru.links)).elements()):
        yield Fault(N_("A link of the Kazakh text is not here: %(address)s"), {"address": address})
    for address in sorted((Counter(ru.links) - Counter(kk.links)).elements()):
        message = N_("A link of the Russian text is not in the Kazakh one: %(address)s")
        yield Fault(message, {"address": address})
    if kk.lists != ru.lists:
        message = N_("The number of lists differs: %(kk)d in Kazakh, %(ru)d in Russian")
        yield Fault(message, {"kk": kk.lists, "ru": ru.lists})
    if kk.quotations != ru.quotations:
        message = N_("The number of quotations differs: %(kk)d in Kazakh, %(ru)d in Russian")
        yield Fault(message, {"kk": kk.quotations, "ru": ru.quotations})


def shape(text: str) -> Shape:
    """How a text is built; where an address names its language (/kaz/, /rus/) is left aside."""
    tokens = [token for token, _line in _tokens(text)]
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    kinds = Counter(token.type for token in tokens)
    return Shape(
        tuple(token.tag for token in tokens if token.type == "heading_open"),
        tuple(ADDRESS_LANGUAGE.sub("…", address) for address in links),
        kinds["bullet_list_open"] + kinds["ordered_list_open"],
        kinds["blockquote_open"],
    )


def _tokens(text: str) -> Iterator[tuple[Token, int]]:
    for token in READER.parse(text):
        line = token.map[0] if token.map else 0
        yield token, line
        for child in token.children or ():
            yield child, line
            line += child.type in ("softbreak", "hardbreak")


def _heading_line(text: str, kk: tuple[str, ...], ru: tuple[str, ...]) -> int:
    lines = [line for token, line in _tokens(text) if token.type == "heading_open"]
    same = next((i for i, pair in enumerate(zip(kk, ru, strict=False)) if pair[0] != pair[1]), None)
    index = min(len(kk), len(ru)) if same is None else same
    return lines[index] if index < len(lines) else 0


def _named(headings: tuple[str, ...]) -> str:
    return " ".join("#" * int(tag[1:]) for tag in headings) or "–"
