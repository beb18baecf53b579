"""Every text that people read: of the courses, and of the interface in its two languages."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

from app.core.text import LANGUAGES, Localized
from app.courses import loader
from app.courses.document.base import Part
from app.courses.document.course import CourseDocument
from app.courses.document.questions import ShortAnswer
from app.web.delivery import TRANSLATIONS

COURSES = Path(__file__).resolve().parents[2] / "courses"
NOTES = "review_notes"
"""Notes for reviewers compare the languages and quote both; learners do not see them."""

CYRILLIC = re.compile(r"[\u0400-\u052f]+")
NAMED_SIGN = re.compile(r"\([^\w\s]\)")
"""A sign that the text speaks about: «A straight quotation mark (")»."""
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]")
TAG = re.compile(r"<[^>]+>")
ADDRESS = re.compile(r"https?://[^\s)»>]+")
ORDER = re.compile(r"ҚР ДСМ-\d+")
"""The number of an order, as the ministry writes it in either language."""
ENDING = re.compile(r"(?<=[0-9A-Za-z%»])-[\u0400-\u052f]{1,3}(?![\u0400-\u052f])")
"""A case ending on a number, a Latin name or a quotation («763-і», «PRI-дің»): no word."""


class Said(NamedTuple):
    """A text, and where it stands."""

    where: str
    language: str
    text: str

    @property
    def plain(self) -> str:
        """Without what is no language: placeholders, tags, addresses, orders, endings."""
        text = self.text
        for pattern in (NAMED_SIGN, PLACEHOLDER, TAG, ADDRESS, ORDER, ENDING):
            text = pattern.sub(" ", text)
        return text

    @property
    def words(self) -> list[str]:
        """Its Cyrillic words; a single letter is an initial."""
        return [word for word in CYRILLIC.findall(self.plain) if len(word) > 1]


@cache
def documents() -> tuple[tuple[str, CourseDocument], ...]:
    """The courses of this tree, each with its folder's name."""
    found = loader.check(COURSES)
    return tuple((one.slug, one.document) for one in found if one.document)


def pairs(value: object, where: str) -> Iterator[tuple[str, Localized]]:
    """Every text below a part of a course, with the names that lead to it."""
    match value:
        case Localized():
            yield where, value
        case Part():
            for name in type(value).model_fields:
                yield from pairs(getattr(value, name), f"{where} {name}")
        case list():
            for number, item in enumerate(value, start=1):
                yield from pairs(item, f"{where} {getattr(item, 'id', number)}")


def accepted(document: CourseDocument, where: str) -> Iterator[Said]:
    """What may be written as a short answer."""
    for question in document.questions_by_id.values():
        if isinstance(question, ShortAnswer):
            for language in LANGUAGES:
                for variant in getattr(question.accepted, language):
                    yield Said(f"{where} {question.id}", language, variant)


def of_courses() -> Iterator[Said]:
    for slug, document in documents():
        for where, pair in pairs(document, slug):
            for language in LANGUAGES:
                yield Said(where, language, getattr(pair, language))
        yield from accepted(document, slug)


def of_catalogues() -> Iterator[Said]:
    """The translations; a message with a number has several."""
    for language in LANGUAGES:
        file = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
        if not file.exists():
            continue
        with file.open("rb") as open_file:
            catalogue = read_po(open_file, locale=language)
        for message in catalogue:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            where = message.id[0] if isinstance(message.id, tuple) else message.id
            if where:
                yield from (Said(f"messages.po: {where}", language, text) for text in forms)


def everything() -> list[Said]:
    return [*of_courses(), *of_catalogues()]


def is_note(said: Said) -> bool:
    return NOTES in said.where
