"""Whether a course is complete in both languages, consistent and playable."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar, assert_never

from app.core.errors import N_
from app.core.text import LANGUAGES, Localized
from app.courses import twins, wording
from app.courses.document.base import Part
from app.courses.document.blocks import Block, Chart, Check, Note, Picture, Sources, Table, Text
from app.courses.document.course import CourseDocument, Module, Source
from app.courses.document.questions import MultipleChoice, Question, SingleChoice
from app.courses.document.steps import Lesson, Quiz
from app.courses.layout import REVIEW_NOTES

Path = tuple[str | int, ...]
T = TypeVar("T")

POSITIONS: Final = frozenset(
    {
        *("line-officer", "duty-commander", "security-officer", "psychologist", "social-worker"),
        *("theologian", "educator", "medical-worker", "head", "hr-officer", "trainer"),
    }
)
SMALLEST_VALUE: Final = 1e-6
GREATEST_VALUE: Final = 1e12
MISSING: Final = {"kk": N_("The Kazakh text is missing"), "ru": N_("The Russian text is missing")}
UNKNOWN_OBJECTIVE: Final = N_(
    "There is no objective “%(id)s” in this module or the course: name one, or add it"
)
UNKNOWN_SOURCE: Final = N_("There is no source “%(id)s” in the course: name one, or add it")
TWICE_IN_COURSE: Final = N_(
    "The id “%(id)s” stands twice; modules, steps, blocks and questions need ids of their own"
)
TWICE: Final = N_("“%(id)s” stands twice in this list: keep one, or change one")


@dataclass(frozen=True)
class Finding:
    """Something to mend at `path` of the document; the line counts from 0 within a text."""

    path: Path
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    line: int = 0


def problems(document: CourseDocument) -> list[Finding]:
    """Everything that must be mended before this course can be published."""
    return [*_words(document, ()), *_course(document), *_ids(document), *_parts(document)]


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


def _words(value: object, path: Path) -> Iterator[Finding]:
    """The words of every text in the document, whatever part of it they are in."""
    match value:
        case Localized(kk="", ru="") if path == ("review_notes",):
            return
        case Localized():
            yield from pair(value, path)
        case Part():
            for name in type(value).model_fields:
                yield from _words(getattr(value, name), (*path, name))
        case list():
            for index, item in enumerate(value):
                yield from _words(item, (*path, index))
        case str() if len(path) > 1 and (path[-2] == "categories" or path[-3:-2] == ("rows",)):
            yield from _cell(value, path)


def _cell(words: str, path: Path) -> Iterator[Finding]:
    for fault in wording.faults(words):
        yield Finding(path, *fault)


def _course(document: CourseDocument) -> Iterator[Finding]:
    yield from _repeated(document.audience, ("audience",))
    for index, code in enumerate(document.audience):
        if code not in POSITIONS:
            message = N_("There is no position “%(code)s”; the positions are %(codes)s")
            values = {"code": code, "codes": ", ".join(sorted(POSITIONS))}
            yield Finding(("audience", index), message, values)
    yield from _repeated(document.prerequisites, ("prerequisites",))
    if document.code in document.prerequisites:
        path = ("prerequisites", document.prerequisites.index(document.code))
        yield Finding(path, N_("A course cannot be its own prerequisite: take it away"))
    for index, source in enumerate(document.sources):
        yield from _source(source, ("sources", index))
    yield from texts(document.review_notes, ("review_notes",))


def _source(source: Source, path: Path) -> Iterator[Finding]:
    full = source.date + "-01-01"[len(source.date) - 4 :]
    try:
        date.fromisoformat(full)
    except ValueError:
        message = N_("There is no date %(date)s: look at the month and the day")
        yield Finding((*path, "date"), message, {"date": source.date})
    address = source.address
    if address and (not address.startswith(("https://", "http://")) or len(address.split()) != 1):
        message = N_("The address “%(address)s” must begin with https:// and hold no space")
        yield Finding((*path, "address"), message, {"address": address})


def _ids(document: CourseDocument) -> Iterator[Finding]:
    named: list[tuple[Path, str]] = []
    objectives: list[tuple[Path, str]] = [
        ((*at, "id"), one.id) for at, one in _items(document.objectives, ("objectives",))
    ]
    for path, module in _items(document.modules, ("modules",)):
        named.append(((*path, "id"), module.id))
        objectives += [
            ((*at, "id"), objective.id)
            for at, objective in _items(module.objectives, (*path, "objectives"))
        ]
        for at, part in _inside(module, path):
            named.append(((*at, "id"), part.id))
    yield from _twice(named, TWICE_IN_COURSE)
    yield from _twice(objectives, TWICE)
    yield from _twice([((*at, "id"), s.id) for at, s in _items(document.sources, ("sources",))])
    for path, _module, question in _questions(document):
        options = _items(question.options, (*path, "options"))
        yield from _twice([((*at, "id"), option.id) for at, option in options])


def _inside(module: Module, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every step, block and question of a module, each with its path."""
    for at, step in _items(module.steps, (*path, "steps")):
        yield at, step
        match step:
            case Lesson():
                for place, block in _items(step.blocks, (*at, "blocks")):
                    yield place, block
                    if isinstance(block, Check):
                        yield (*place, "question"), block.question
            case Quiz():
                yield from _items(step.questions, (*at, "questions"))
            case _:
                assert_never(step)


def _questions(document: CourseDocument) -> Iterator[tuple[Path, Module, Question]]:
    for path, module in _items(document.modules, ("modules",)):
        for at, part in _inside(module, path):
            if isinstance(part, SingleChoice | MultipleChoice):
                yield at, module, part


def _parts(document: CourseDocument) -> Iterator[Finding]:
    sources = {source.id for source in document.sources}
    for path, module in _items(document.modules, ("modules",)):
        objectives = {one.id for one in (*document.objectives, *module.objectives)}
        for at, part in _inside(module, path):
            if isinstance(part, SingleChoice | MultipleChoice):
                yield from _question(part, at, objectives, sources)
            elif not isinstance(part, Lesson | Quiz):
                yield from _block(part, at, document.media, sources)


def _block(
    block: Block, path: Path, media: Mapping[str, str], sources: set[str]
) -> Iterator[Finding]:
    match block:
        case Text():
            yield from _text(block, path)
        case Note():
            yield from texts(block.text, (*path, "text"), is_note=True)
        case Picture():
            yield from _picture(block, path, media)
        case Table():
            yield from _table(block, path)
        case Chart():
            yield from _chart(block, path)
        case Sources():
            yield from _sources(block, path, sources)
        case Check():
            pass  # its question is checked with all questions
        case _:
            assert_never(block)


def _text(block: Text, path: Path) -> Iterator[Finding]:
    if block.id == REVIEW_NOTES:
        yield Finding((*path, "id"), N_("This id is kept for the notes of the reviewer"))
    yield from texts(block.text, (*path, "text"))


def _picture(block: Picture, path: Path, media: Mapping[str, str]) -> Iterator[Finding]:
    if block.file not in media:
        message = N_("There is no picture media/%(name)s: add it, or name another")
        yield Finding((*path, "file"), message, {"name": block.file})


def _sources(block: Sources, path: Path, sources: set[str]) -> Iterator[Finding]:
    for at, citation in _items(block.items, (*path, "items")):
        if citation.source not in sources:
            yield Finding((*at, "source"), UNKNOWN_SOURCE, {"id": citation.source})


def _table(block: Table, path: Path) -> Iterator[Finding]:
    for at, row in _items(block.rows, (*path, "rows")):
        if len(row) != len(block.columns):
            message = N_("This row has %(cells)d cells, but the table has %(columns)d columns")
            yield Finding(at, message, {"cells": len(row), "columns": len(block.columns)})


def _chart(block: Chart, path: Path) -> Iterator[Finding]:
    for at, series in _items(block.series, (*path, "series")):
        if len(series.values) != len(block.categories):
            message = N_("Here are %(values)d values, but the chart has %(categories)d categories")
            values = {"values": len(series.values), "categories": len(block.categories)}
            yield Finding((*at, "values"), message, values)
        for place, value in _items(series.values, (*at, "values")):
            if value and not SMALLEST_VALUE <= abs(value) <= GREATEST_VALUE:
                message = N_("The number is too great or too small for a chart: use another unit")
                yield Finding(place, message)


def _question(
    question: Question, path: Path, objectives: set[str], sources: set[str]
) -> Iterator[Finding]:
    if question.objective not in objectives:
        yield Finding((*path, "objective"), UNKNOWN_OBJECTIVE, {"id": question.objective})
    yield from _repeated(question.sources, (*path, "sources"))
    for at, source in _items(question.sources, (*path, "sources")):
        if source not in sources:
            yield Finding(at, UNKNOWN_SOURCE, {"id": source})
    right = sum(option.correct for option in question.options)
    match question:
        case SingleChoice():
            if right != 1:
                message = N_("Exactly one option must have “correct: true”; here are %(count)d")
                yield Finding((*path, "options"), message, {"count": right})
        case MultipleChoice():
            if right == 0:
                message = N_("At least one option must have “correct: true”")
                yield Finding((*path, "options"), message)
        case _:
            assert_never(question)


def _items(parts: Iterable[T], path: Path) -> Iterator[tuple[Path, T]]:
    return (((*path, index), part) for index, part in enumerate(parts))


def _repeated(names: Iterable[str], path: Path) -> Iterator[Finding]:
    return _twice(list(_items(names, path)))


def _twice(named: Iterable[tuple[Path, str]], message: str = TWICE) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield Finding(path, message, {"id": name})
        seen.add(name)
