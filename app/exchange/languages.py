"""Both languages in one text, as the filters of Moodle mark them: `{mlang kk}…{mlang}`."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.core.text import LANGUAGES, Language, Localized

MARK: Final = re.compile(r"\{[ \t]{0,9}mlang(?:[ \t]{1,9}([^{}\n]{1,99}))?\}", re.IGNORECASE)
LITERAL: Final = re.compile(r"\{(?=[ \t]{0,9}mlang)", re.IGNORECASE)
"""A brace that would be taken for a mark."""
OTHERS: Final = "other"


class Marked(NamedTuple):
    """The two sides of a text, and what was said of languages in it."""

    text: Localized
    is_marked: bool
    foreign: frozenset[str]
    """Languages that are not ours; what is said in them is left out."""


def joined(text: Localized) -> str:
    """One text with both languages marked; what holds no letter needs no mark."""
    if text.kk == text.ru:
        return f"{{mlang kk,ru}}{text.kk}{{mlang}}" if has_letters(text.kk) else text.kk
    sides = ((code, getattr(text, code)) for code in LANGUAGES)
    return "".join(f"{{mlang {code}}}{side}{{mlang}}" for code, side in sides if side)


def parted(text: str) -> Marked:
    """The sides of a text; what stands outside all marks belongs to both."""
    runs = list(_runs(text))
    named = set().union(*(languages for languages, _ in runs))
    sides = {
        code: "".join(run for codes, run in runs if _is_for(code, codes, named))
        for code in LANGUAGES
    }
    return Marked(Localized(**sides), bool(named), frozenset(named - {*LANGUAGES, OTHERS}))


def holds_marks(text: str) -> bool:
    """Whether a plain text would be misread because something in it looks like a mark."""
    return bool(LITERAL.search(text))


def has_letters(text: str) -> bool:
    """Whether the text says something in a language; numbers and signs are the same in all."""
    return any(letter.isalpha() for letter in text)


def language_of(code: str) -> str:
    """The language that a code names, without the country."""
    return code.strip().casefold().replace("-", "_").partition("_")[0]


def _runs(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Pieces of the text with the languages they are for; none where they are for all."""
    current: frozenset[str] = frozenset()
    for index, piece in enumerate(MARK.split(text)):
        if index % 2:
            current = frozenset(map(language_of, piece.split(","))) if piece else frozenset()
        else:
            yield current, piece


def _is_for(code: Language, languages: frozenset[str], named: set[str]) -> bool:
    return not languages or code in languages or (OTHERS in languages and code not in named)
