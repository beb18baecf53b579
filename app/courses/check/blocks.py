"""Whether the blocks of lessons hold what they name and what they are made of."""

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from app.core.errors import N_
from app.courses.check.findings import Finding, Path, items
from app.courses.check.words import texts
from app.courses.document.blocks import Block, Chart, Check, Note, Picture, Sources, Table, Text
from app.courses.layout import REVIEW_NOTES

SMALLEST_VALUE: Final = 1e-6
GREATEST_VALUE: Final = 1e12
UNKNOWN_SOURCE: Final = N_("There is no source “%(id)s” in the course: name one, or add it")
NO_PICTURE: Final = N_("There is no picture media/%(name)s: add it, or name another")


def problems(
    block: Block, path: Path, media: Mapping[str, str], sources: set[str]
) -> Iterator[Finding]:
    """What must be mended in a block; the question of a check is checked with all questions."""
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
            for at, citation in items(block.items, (*path, "items")):
                yield from unknown_source(citation.source, (*at, "source"), sources)
        case Check():
            pass
        case _:
            assert_never(block)


def unknown_source(name: str, path: Path, sources: set[str]) -> Iterator[Finding]:
    """A source that is named but not there."""
    if name not in sources:
        rests_on = frozenset({"sources"})
        yield Finding(path, UNKNOWN_SOURCE, {"id": name}, rests_on=rests_on)


def _text(block: Text, path: Path) -> Iterator[Finding]:
    if block.id == REVIEW_NOTES:
        yield Finding((*path, "id"), N_("This id is kept for the notes of the reviewer"))
    yield from texts(block.text, (*path, "text"))


def _picture(block: Picture, path: Path, media: Mapping[str, str]) -> Iterator[Finding]:
    if block.file not in media:
        yield Finding((*path, "file"), NO_PICTURE, {"name": block.file})


def _table(block: Table, path: Path) -> Iterator[Finding]:
    for at, row in items(block.rows, (*path, "rows")):
        if len(row) != len(block.columns):
            message = N_("This row has %(cells)d cells, but the table has %(columns)d columns")
            yield Finding(at, message, {"cells": len(row), "columns": len(block.columns)})


def _chart(block: Chart, path: Path) -> Iterator[Finding]:
    for at, series in items(block.series, (*path, "series")):
        if len(series.values) != len(block.categories):
            message = N_("Here are %(values)d values, but the chart has %(categories)d categories")
            values = {"values": len(series.values), "categories": len(block.categories)}
            yield Finding((*at, "values"), message, values)
        for place, value in items(series.values, (*at, "values")):
            if value and not SMALLEST_VALUE <= abs(value) <= GREATEST_VALUE:
                message = N_("The number is too great or too small for a chart: use another unit")
                yield Finding(place, message)
