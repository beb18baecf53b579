"""Publishing editions and keeping drafts."""

from collections.abc import Mapping
from hashlib import sha256

from app.audit import service as audit
from app.core import clock
from app.core.db import insert_or_keep, session
from app.courses import queries
from app.courses.changes import changes
from app.courses.document.course import CourseDocument
from app.courses.models import Course, CourseOwner, Draft, Edition, MediaFile
from app.courses.pictures import content_type
from app.people.models import Person


def add_course(slug: str, document: CourseDocument) -> Course:
    """A new course without an edition."""
    course = Course(slug=slug, code=document.code, title=document.title)
    session.add(course)
    session.flush()
    return course


def add_owner(course: Course, person: Person) -> None:
    """Let `person` edit and publish the course; a second time changes nothing."""
    insert_or_keep(
        CourseOwner,
        {"course_id": course.id, "person_id": person.id},
        unique=("course_id", "person_id"),
    )


def publish(
    course: Course,
    document: CourseDocument,
    *,
    media: Mapping[str, bytes] | None = None,
    by: Person | None,
) -> Edition | None:
    """Store `document` as the next edition; None when the newest one says exactly the same.

    `media` maps file names to contents for pictures that are not stored yet.
    """
    checksum = sha256(document.model_dump_json().encode()).hexdigest()
    newest = queries.newest_edition_or_none(course)
    if newest and newest.checksum == checksum:
        return None
    for name, data in (media or {}).items():
        _store(name, data)
    edition = Edition(
        course_id=course.id,
        number=newest.number + 1 if newest else 1,
        document=document,
        checksum=checksum,
        changes=[
            change.as_json() for change in changes(newest.document if newest else None, document)
        ],
        published_at=clock.now(),
        published_by=by,
    )
    session.add(edition)
    session.flush()
    course.edition_id, course.code, course.title = edition.id, document.code, document.title
    audit.record("course.published", by=by, subject=course, edition=edition.number)
    return edition


def _store(name: str, data: bytes) -> None:
    insert_or_keep(
        MediaFile,
        {
            "sha256": sha256(data).hexdigest(),
            "content_type": content_type(name),
            "data": data,
        },
        unique=("sha256",),
    )


def change_draft(course: Course, document: CourseDocument, *, by: Person, what: str) -> Draft:
    """Keep `document` as the draft of the course; `what` names the part for the journal."""
    draft = queries.draft_or_none(course, to_change=True)
    if draft is None:
        draft = Draft(course_id=course.id, based_on_id=course.edition_id)
        session.add(draft)
    draft.document, draft.updated_at, draft.updated_by = document, clock.now(), by
    session.flush()
    audit.record("draft.changed", by=by, subject=course, what=what)
    return draft


def publish_draft(draft: Draft, *, by: Person) -> Edition | None:
    """Publish a draft that has been checked, and let go of it."""
    edition = publish(draft.course, draft.document, by=by)
    session.delete(draft)
    return edition


def discard_draft(draft: Draft, *, by: Person) -> None:
    """Throw the draft away; the newest edition stays what it is."""
    audit.record("draft.discarded", by=by, subject=draft.course)
    session.delete(draft)
