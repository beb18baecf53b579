"""Problems and changes of a course as sentences, each with the way to its place."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.authoring import overview
from app.authoring.overview import Place
from app.authoring.queries import Desk
from app.core.text import LANGUAGES
from app.courses.check import Finding
from app.web.language import OWN_NAMES

BLOCK_NAMES = {
    "text": lazy_gettext("Text"),
    "note": lazy_gettext("Note"),
    "picture": lazy_gettext("Picture"),
    "table": lazy_gettext("Table"),
    "chart": lazy_gettext("Chart"),
    "sources": lazy_gettext("Sources"),
    "check": lazy_gettext("Check yourself"),
}
QUESTION_NAMES = {
    "single-choice": lazy_gettext("One correct answer"),
    "multiple-choice": lazy_gettext("Several correct answers"),
}
CHANGES = {
    ("added", "course"): lazy_gettext("The course was published for the first time."),
    ("changed", "course"): lazy_gettext("Changed: what the course says of itself"),
    ("added", "module"): lazy_gettext("Module added:"),
    ("removed", "module"): lazy_gettext("Module removed:"),
    ("changed", "module"): lazy_gettext("Module changed:"),
    ("moved", "module"): lazy_gettext("Module moved:"),
    ("added", "step"): lazy_gettext("Lesson or quiz added:"),
    ("removed", "step"): lazy_gettext("Lesson or quiz removed:"),
    ("changed", "step"): lazy_gettext("Title or rules changed:"),
    ("moved", "step"): lazy_gettext("Lesson or quiz moved:"),
    ("added", "block"): lazy_gettext("Block added:"),
    ("removed", "block"): lazy_gettext("Block removed:"),
    ("changed", "block"): lazy_gettext("Block changed:"),
    ("moved", "block"): lazy_gettext("Block moved:"),
    ("added", "question"): lazy_gettext("Question added:"),
    ("removed", "question"): lazy_gettext("Question removed:"),
    ("changed", "question"): lazy_gettext("Question changed:"),
    ("moved", "question"): lazy_gettext("Question moved:"),
}
"""By what happened to what; the title of the part follows."""
PLACES = {
    "details": lazy_gettext("About the course"),
    "notes": lazy_gettext("Review notes"),
    "files": lazy_gettext("Course files"),
}


class Problem(NamedTuple):
    """A sentence about something to mend, where it is, and the page on which it can be mended."""

    place: str
    text: str
    address: str


def sentence(finding: Finding) -> str:
    """What is to be mended, with the language where only one is concerned."""
    text = _(finding.message, **finding.values)
    language = next((step for step in reversed(finding.path) if step in LANGUAGES), None)
    return f"{OWN_NAMES[language]}: {text}" if language else text


def problems(desk: Desk, findings: Iterable[Finding]) -> list[Problem]:
    """The findings as an author reads them."""
    found = []
    for finding in findings:
        place = overview.place(desk.document, finding.path)
        name = str(place.title) if place.title else str(PLACES[place.kind])
        found.append(Problem(name, sentence(finding), address(desk.course.slug, place)))
    return found


def address(slug: str, place: Place) -> str:
    """The page of a place; empty where it can only be changed in the files of the course."""
    match place.kind:
        case "details":
            return url_for("authoring.details", slug=slug)
        case "module" | "step":
            return url_for("authoring.title", slug=slug, part_id=place.id)
        case "block":
            return url_for("authoring.block", slug=slug, block_id=place.id)
        case "question":
            return url_for("authoring.question", slug=slug, question_id=place.id)
        case "notes":
            return url_for("authoring.review_notes", slug=slug)
    return ""
