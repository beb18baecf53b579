"""Problems and changes of a course as sentences, each with the way to its place."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.authoring import overview
from app.authoring.overview import Place
from app.authoring.queries import Desk
from app.core.errors import N_
from app.core.text import LANGUAGES, Localized
from app.courses import check
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
STEP_NAMES = {
    "lesson": lazy_gettext("Lesson"),
    "quiz": lazy_gettext("Quiz"),
    "scenario": lazy_gettext("Scenario"),
}
QUESTION_NAMES = {
    "single-choice": lazy_gettext("One correct answer"),
    "multiple-choice": lazy_gettext("Several correct answers"),
    "true-false": lazy_gettext("True or false"),
    "matching": lazy_gettext("Matching"),
    "ordering": lazy_gettext("Putting in order"),
    "sorting": lazy_gettext("Sorting into categories"),
    "short-answer": lazy_gettext("Short answer"),
    "number": lazy_gettext("A number to write"),
    "open": lazy_gettext("Open answer"),
}
CHANGES = {
    ("added", "course"): N_("The course was published for the first time."),
    ("changed", "course"): N_("Changed: what the course says of itself"),
    ("added", "module"): N_("Module added: %(title)s"),
    ("removed", "module"): N_("Module removed: %(title)s"),
    ("changed", "module"): N_("Module changed: %(title)s"),
    ("moved", "module"): N_("Module moved: %(title)s"),
    ("added", "step"): N_("Lesson, quiz or scenario added: %(title)s"),
    ("removed", "step"): N_("Lesson, quiz or scenario removed: %(title)s"),
    ("changed", "step"): N_("Title or rules changed: %(title)s"),
    ("moved", "step"): N_("Lesson, quiz or scenario moved: %(title)s"),
    ("added", "block"): N_("Block added: %(title)s"),
    ("removed", "block"): N_("Block removed: %(title)s"),
    ("changed", "block"): N_("Block changed: %(title)s"),
    ("moved", "block"): N_("Block moved: %(title)s"),
    ("added", "question"): N_("Question added: %(title)s"),
    ("removed", "question"): N_("Question removed: %(title)s"),
    ("changed", "question"): N_("Question changed: %(title)s"),
    ("moved", "question"): N_("Question moved: %(title)s"),
    ("added", "node"): N_("Situation added: %(title)s"),
    ("removed", "node"): N_("Situation removed: %(title)s"),
    ("changed", "node"): N_("Situation changed: %(title)s"),
    ("moved", "node"): N_("Situation moved: %(title)s"),
}
"""By what happened to what."""
PLACES = {
    "details": lazy_gettext("About the course"),
    "notes": lazy_gettext("Review notes"),
    "files": lazy_gettext("Course files"),
    "question": lazy_gettext("Question bank"),
}


def change_sentence(kind: str, what: str, title: Localized) -> str:
    """What happened to which part."""
    return str(_(CHANGES[kind, what], title=title))


def told(change: Mapping[str, Any]) -> str:
    """A change as it was stored with its edition."""
    return change_sentence(change["kind"], change["what"], Localized(**change["title"]))


class Problem(NamedTuple):
    """A sentence about something to mend, where it is, and the page on which it can be mended."""

    place: str
    text: str
    address: str


def sentence(finding: Finding) -> str:
    """What is to be mended, with the language where only one is concerned."""
    text = str(_(finding.message, **finding.values))
    if finding.message in check.MISSING.values():
        return text
    language = next((step for step in reversed(finding.path) if step in LANGUAGES), None)
    return f"{OWN_NAMES[language]}: {text}" if language else text


def problems(desk: Desk, findings: Iterable[Finding]) -> list[Problem]:
    """The findings as an author reads them."""
    found = []
    for finding in findings:
        place = overview.place(desk.document, finding.path)
        found.append(Problem(_name(place), sentence(finding), address(desk.course.slug, place)))
    return found


def _name(place: Place) -> str:
    title = PLACES[place.kind] if place.title is None else place.title
    match place.kind:
        case "block":
            return str(_("%(title)s, block %(number)d", title=title, number=place.number))
        case "question":
            return str(_("%(title)s, question %(number)d", title=title, number=place.number))
        case "node":
            return str(_("%(title)s, situation %(number)d", title=title, number=place.number))
    return str(title)


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
        case "node":
            step_id, _slash, node_id = place.id.partition("/")
            return url_for("authoring.situation", slug=slug, step_id=step_id, node_id=node_id)
        case "notes":
            return url_for("authoring.review_notes", slug=slug)
    return ""
