"""Reads of courses, editions and media."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import event, select
from sqlalchemy.orm import Session, defer, joinedload

from app.core.db import READ_ONLY, session
from app.courses.document.course import CourseDocument
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Quiz
from app.courses.models import Course, CourseOwner, Draft, Edition, MediaFile
from app.people.models import Person

KEPT_EDITIONS = 200
READ_BY_THIS_SESSION = "editions"


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """An edition as pages need it; immutable like the edition itself."""

    id: int
    course_id: int
    number: int
    published_at: datetime
    document: CourseDocument
    fragments: dict[Hashable, str] = field(default_factory=dict, compare=False, repr=False)
    """What a package has drawn from this edition and may show again, by a key of its own."""


_kept: WeakKeyDictionary[object, OrderedDict[int, EditionFacts]] = WeakKeyDictionary()
"""By the database they were read from."""
_lock = Lock()


def edition(edition_id: int) -> EditionFacts:
    """An edition, kept in the process once a page has read it: it never changes."""
    database = session.get_bind()
    with _lock:
        kept = _kept.setdefault(database, OrderedDict())
        if edition_id in kept:
            kept.move_to_end(edition_id)
            return kept[edition_id]
    # A transaction that writes may have published this edition itself and yet be undone: what it
    # reads is kept as long as its session, and for everybody only by those who just read.
    own: dict[int, EditionFacts] = session().info.setdefault(READ_BY_THIS_SESSION, {})
    if edition_id in own:
        return own[edition_id]
    row = session.scalars(select(Edition).where(Edition.id == edition_id)).one()
    facts = EditionFacts(row.id, row.course_id, row.number, row.published_at, row.document)
    session.expunge(row)
    own[edition_id] = facts
    if session().info.get(READ_ONLY):
        with _lock:
            kept[edition_id] = facts
            if len(kept) > KEPT_EDITIONS:
                kept.popitem(last=False)
    return facts


@event.listens_for(Session, "after_soft_rollback")
def _forget_what_was_undone(undone: Session, _transaction: object) -> None:
    undone.info.pop(READ_BY_THIS_SESSION, None)


def document(edition_id: int) -> CourseDocument:
    """What the course said in this edition."""
    return edition(edition_id).document


def quiz(edition_id: int, quiz_id: str) -> Quiz:
    """A quiz as it was in this edition; raises `KeyError` where it had none of this name."""
    step = document(edition_id).steps_by_id[quiz_id]
    if not isinstance(step, Quiz):
        raise KeyError(quiz_id)
    return step


def scenario(edition_id: int, scenario_id: str) -> Scenario:
    """A scenario as it was in this edition; raises `KeyError` where it had none of this name."""
    step = document(edition_id).steps_by_id[scenario_id]
    if not isinstance(step, Scenario):
        raise KeyError(scenario_id)
    return step


def course(slug: str) -> Course:
    """The published course with this address; else `NoResultFound`."""
    return session.scalars(
        select(Course).where(Course.slug == slug, Course.edition_id.is_not(None))
    ).one()


def course_or_none(slug: str) -> Course | None:
    """The course with this address, published or not."""
    return session.scalars(select(Course).where(Course.slug == slug)).one_or_none()


def published() -> Sequence[Course]:
    """Every course that can be taken, by code."""
    return session.scalars(
        select(Course).where(Course.edition_id.is_not(None)).order_by(Course.code)
    ).all()


def editions(course: Course) -> Sequence[Edition]:
    """All editions with their publishers and changes, newest first; documents stay closed."""
    return session.scalars(
        select(Edition)
        .where(Edition.course_id == course.id)
        .options(defer(Edition.document, raiseload=True), joinedload(Edition.published_by))
        .order_by(Edition.number.desc())
    ).all()


def newest_edition_or_none(course: Course, *, is_loaded: bool = False) -> Edition | None:
    """The newest edition; with `is_loaded` the newest that a folder brought, not an author."""
    wanted = select(Edition).where(Edition.course_id == course.id)
    if is_loaded:
        wanted = wanted.where(Edition.published_by_id.is_(None))
    return session.scalars(wanted.order_by(Edition.number.desc()).limit(1)).one_or_none()


def owned_by(person: Person) -> Sequence[Course]:
    """The courses which `person` may edit, by code."""
    return session.scalars(
        select(Course)
        .join(CourseOwner, CourseOwner.course_id == Course.id)
        .where(CourseOwner.person_id == person.id)
        .order_by(Course.code)
    ).all()


def own_course(slug: str, *, of: Person) -> Course:
    """The course with this address if `of` owns it; else `NoResultFound`."""
    return session.scalars(
        select(Course)
        .join(CourseOwner, CourseOwner.course_id == Course.id)
        .where(Course.slug == slug, CourseOwner.person_id == of.id)
    ).one()


def draft_or_none(course: Course, *, to_change: bool = False) -> Draft | None:
    """The draft of a course, held against another editor where it is to be changed."""
    wanted = select(Draft).where(Draft.course_id == course.id)
    if to_change:
        wanted = wanted.with_for_update()
    return session.scalars(wanted).one_or_none()


def media_file(sha256: str) -> MediaFile:
    """The picture with this content; else `NoResultFound`."""
    return session.scalars(select(MediaFile).where(MediaFile.sha256 == sha256)).one()
