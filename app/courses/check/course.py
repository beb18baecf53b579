"""What a course says of itself as a whole."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.core.errors import N_
from app.courses.check.findings import Finding, Path, items, repeated
from app.courses.check.words import texts
from app.courses.document.course import CourseDocument, Source

POSITIONS: Final = frozenset(
    {
        *("line-officer", "duty-commander", "security-officer", "psychologist", "social-worker"),
        *("theologian", "educator", "medical-worker", "head", "hr-officer", "trainer"),
    }
)


def problems(document: CourseDocument) -> Iterator[Finding]:
    """What must be mended in the audience, the prerequisites, the sources and the notes."""
    yield from repeated(document.audience, ("audience",))
    for path, code in items(document.audience, ("audience",)):
        if code not in POSITIONS:
            message = N_("There is no position “%(code)s”; the positions are %(codes)s")
            yield Finding(path, message, {"code": code, "codes": ", ".join(sorted(POSITIONS))})
    yield from repeated(document.prerequisites, ("prerequisites",))
    if document.code in document.prerequisites:
        path = ("prerequisites", document.prerequisites.index(document.code))
        yield Finding(path, N_("A course cannot be its own prerequisite: take it away"))
    for path, source in items(document.sources, ("sources",)):
        yield from _source(source, path)
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
