"""Whether the words of a course stand in both languages and follow the rules of writing."""

from collections.abc import Iterator
from typing import Final

from app.core.errors import N_
from app.core.text import LANGUAGES, Localized
from app.courses import twins, wording
from app.courses.check.findings import Finding, Path
from app.courses.document.base import Part

MISSING: Final = {"kk": N_("The Kazakh text is missing"), "ru": N_("The Russian text is missing")}
BARE: Final = {"categories", "kk", "ru"}
"""Lists whose strings are words: cells of a chart, and the answers accepted in a language."""


def texts(text: Localized, path: Path, *, is_note: bool = False) -> Iterator[Finding]:
    """What must be mended in a Markdown text and its twin."""
    for language in LANGUAGES:
        for fault in twins.faults(getattr(text, language), is_note=is_note):
            yield Finding((*path, language), *fault)
    if text.is_complete:
        for fault in twins.differences(text):
            yield Finding((*path, "ru"), *fault)


def pair(text: Localized, path: Path) -> Iterator[Finding]:
    """What must be mended in the words of any text and its twin."""
    for language in LANGUAGES:
        words: str = getattr(text, language)
        if not words.strip():
            yield Finding((*path, language), MISSING[language])
        for fault in wording.faults(words, language):
            yield Finding((*path, language), *fault)


def in_part(value: object, path: Path) -> Iterator[Finding]:
    """What must be mended in the words of every text in a part, whatever part of it they are in."""
    match value:
        case Localized():
            yield from pair(value, path)
        case Part():
            for name in type(value).model_fields:
                if not value.goes_without_saying(name):
                    yield from in_part(getattr(value, name), (*path, name))
        case list():
            for index, item in enumerate(value):
                yield from in_part(item, (*path, index))
        case str() if len(path) > 1 and (path[-2] in BARE or path[-3:-2] == ("rows",)):
            yield from _cell(value, path)


def _cell(words: str, path: Path) -> Iterator[Finding]:
    for fault in wording.faults(words):
        yield Finding(path, *fault)
