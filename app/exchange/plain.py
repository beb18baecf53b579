"""Plain texts in both languages out of the words of another system, and back."""

import re
from typing import Final, NamedTuple

from app.core.errors import N_
from app.core.text import LANGUAGES, Localized
from app.courses.layout import tidy
from app.exchange import html_text, languages
from app.exchange.foreign import Markup, Words
from app.exchange.report import CannotTake

LONGEST_SOURCE: Final = 20_000
UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
MARKDOWN_SIGNS: Final = frozenset("*_[]#`<>")


class Said(NamedTuple):
    """A plain text in both languages, and what became of its form."""

    text: Localized
    is_marked: bool
    """Whether it tells its languages."""
    foreign: frozenset[str]
    """Languages that are not ours; what is said in them is left out."""
    has_lost_marks: bool = False
    has_kept_signs: bool = False


def said(words: Words) -> Said:
    """The words as plain text in both languages.

    Raises `CannotTake` for what cannot be said in plain text: pictures, tables, formulas.
    """
    if len(words.text) > LONGEST_SOURCE:
        message = N_("A text is longer than %(count)d characters")
        raise CannotTake(message, count=LONGEST_SOURCE)
    marked = languages.parted(printable(words.text))
    if words.markup in ("html", "moodle"):
        return _said_in_html(marked, words.markup)
    has_signs = words.markup == "markdown" and not MARKDOWN_SIGNS.isdisjoint(words.text)
    text = _tidied(marked.text.kk, marked.text.ru)
    return Said(text, marked.is_marked, marked.foreign, has_kept_signs=has_signs)


def as_html(text: str) -> str:
    """A plain text as HTML on one line; `said` gives the same text back."""
    return languages.LITERAL.sub("&#123;", html_text.as_html(printable(text)))


def printable(text: str) -> str:
    """The text without the characters that no file of either format can hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _said_in_html(marked: languages.Marked, markup: Markup) -> Said:
    keeps_breaks = markup == "moodle"
    kk = html_text.words(marked.text.kk, "kk", keeps_breaks=keeps_breaks)
    is_same = marked.text.kk == marked.text.ru and not kk.codes
    ru = kk if is_same else html_text.words(marked.text.ru, "ru", keeps_breaks=keeps_breaks)
    codes = kk.codes | ru.codes
    return Said(
        _tidied(kk.text, ru.text),
        marked.is_marked or bool(codes),
        (marked.foreign | codes) - {*LANGUAGES},
        has_lost_marks=kk.has_lost_marks or ru.has_lost_marks,
    )


def _tidied(kk: str, ru: str) -> Localized:
    return Localized(tidy(kk), tidy(ru))
