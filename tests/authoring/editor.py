"""Addresses of the editor, and its forms as a browser fills and sends them."""

import html5lib
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.audit.models import Entry
from app.core import db
from app.courses import queries as courses
from app.courses.document.course import CourseDocument
from app.courses.models import Course
from tests.browser import Browser
from tests.documents import every_kind

REDIRECTS = {302, 303}
COURSE = "/author/full"
NOTE = f"{COURSE}/blocks/first-note"
TEXT = f"{COURSE}/blocks/first-text"
QUESTION = f"{COURSE}/questions/m1-quiz-one"
PAGES = [
    "/author/",
    COURSE,
    f"{COURSE}/details",
    f"{COURSE}/editions",
    f"{COURSE}/review-notes",
    f"{COURSE}/publish",
    f"{COURSE}/discard",
    f"{COURSE}/titles/m1",
    f"{COURSE}/titles/first",
    f"{COURSE}/steps/first",
    f"{COURSE}/steps/m1-quiz",
    f"{COURSE}/blocks/first-text",
    f"{COURSE}/blocks/first-note",
    f"{COURSE}/blocks/first-picture",
    f"{COURSE}/blocks/first-table",
    f"{COURSE}/blocks/first-chart",
    f"{COURSE}/blocks/first-sources",
    f"{COURSE}/questions/c-first",
    f"{COURSE}/questions/m1-quiz-three",
    f"{COURSE}/questions/m1-quiz-one/remove",
    f"{COURSE}/steps/story",
    f"{COURSE}/titles/story",
    f"{COURSE}/steps/story/situations/n2",
    f"{COURSE}/bank",
    *(f"{COURSE}/questions/{question['id']}" for question in every_kind("b")),
    f"{COURSE}/steps/drawn",
    f"{COURSE}/preview/drawn",
    f"{COURSE}/preview/story",
    f"{COURSE}/preview/first",
    f"{COURSE}/preview/m1-quiz",
]


def inputs(page: str) -> dict[str, list[str]]:
    """What a browser would send back from the form of an editor's page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(
        form
        for form in tree.iter("form")
        if any(field.get("name") == "fingerprint" for field in form.iter("input"))
    )
    values: dict[str, list[str]] = {}
    for field in form.iter():
        name = field.get("name")
        if not name or field.tag == "button" or name == "csrf_token":
            continue
        if field.tag == "textarea":
            text = (field.text or "").removeprefix("\n")
            values.setdefault(name, []).append(text.replace("\n", "\r\n"))
        elif field.tag == "select":
            chosen = [o for o in field.iter("option") if o.get("selected") is not None]
            values.setdefault(name, []).append(chosen[0].get("value", ""))
        elif field.get("type") not in {"radio", "checkbox"} or field.get("checked") is not None:
            values.setdefault(name, []).append(field.get("value") or "")
    return values


def sent(answer: TestResponse) -> dict[str, list[str]]:
    """The same for the page with which a form was answered."""
    return inputs(answer.get_data(as_text=True))


def positions(page: str) -> list[str]:
    """The inputs of both languages in the order in which they stand."""
    return [name for name in inputs(page) if name.endswith(("-kk", "-ru"))]


def save(editor: Browser, path: str, **changes: object) -> TestResponse:
    """Open the page, change some inputs, press Save."""
    form = inputs(editor.page(path)) | {"then": ["save"]}
    return editor.post(path, form | {name.replace("__", "-"): v for name, v in changes.items()})


def draft(course: Course) -> CourseDocument:
    return courses.draft_or_none(course).document


def journal(act: str) -> Entry:
    """The one entry about such an act."""
    return db.session.scalars(select(Entry).where(Entry.act == act)).one()
