"""What an author works on: a course she owns, its newest edition and its draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import defer, joinedload

from app.authoring import editing
from app.core.db import session
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.blocks import Block
from app.courses.document.course import CourseDocument, Module
from app.courses.document.questions import Question
from app.courses.document.steps import Step
from app.courses.models import Course, CourseOwner, Draft, Edition
from app.courses.queries import EditionFacts
from app.people.models import Person

BLOCKS: Final[tuple[type, ...]] = get_args(get_args(Block)[0])
QUESTIONS: Final[tuple[type, ...]] = get_args(get_args(Question)[0])
STEPS: Final[tuple[type, ...]] = get_args(get_args(Step)[0])


class PartIsGone(DomainError):
    """The part is not in the draft, perhaps no longer; what was written for it must not be lost."""

    status = 404

    def __init__(self) -> None:
        super().__init__(N_("This part of the course is not in the draft."))


@dataclass(frozen=True, slots=True)
class Desk:
    """A course with its newest edition and, if there is one, its draft."""

    course: Course
    edition: EditionFacts
    draft: Draft | None

    @property
    def document(self) -> CourseDocument:
        """The draft, else what a draft would begin with."""
        return self.draft.document if self.draft else self.edition.document

    @property
    def state(self) -> str:
        """What tells whether both are still as an author saw them side by side."""
        return f"{self.edition.number}-{editing.whole_fingerprint(self.document)}"

    def module_or_step(self, part_id: str) -> Module | Step:
        """Raises `PartIsGone`."""
        found: Module | Step = self._part(part_id, (Module, *STEPS))
        return found

    def step(self, step_id: str) -> Step:
        """Raises `PartIsGone`."""
        found: Step = self._part(step_id, STEPS)
        return found

    def situation(self, scenario_id: str, node_id: str) -> editing.Situation:
        """Raises `PartIsGone`."""
        found: editing.Situation = self._part(f"{scenario_id}/{node_id}", (editing.Situation,))
        return found

    def block(self, block_id: str) -> Block:
        """Raises `PartIsGone`."""
        found: Block = self._part(block_id, BLOCKS)
        return found

    def question(self, question_id: str) -> Question:
        """Raises `PartIsGone`."""
        found: Question = self._part(question_id, QUESTIONS)
        return found

    def _part(self, part_id: str, kinds: tuple[type, ...]) -> Any:
        for found in editing.parts(self.document):
            if found.id == part_id and isinstance(found, kinds):
                return found
        raise PartIsGone


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A line of the author's list; documents are not opened for it."""

    course: Course
    edition: Edition | None
    draft: Draft | None


def desk(slug: str, *, of: Person) -> Desk:
    """What `of` works on, to be looked at; `NoResultFound` where she owns no such course."""
    return _desk(courses.own_course(slug, of=of))


def desk_to_change(slug: str, *, of: Person) -> Desk:
    """The same, held against every other editor until the change is made.

    The course is held and not only its draft, because the first change finds no draft to hold.
    """
    wanted = (
        select(Course)
        .join(CourseOwner, CourseOwner.course_id == Course.id)
        .where(Course.slug == slug, CourseOwner.person_id == of.id)
        .with_for_update(of=Course, key_share=True)
    )
    return _desk(session.scalars(wanted).one(), to_change=True)


def _desk(course: Course, *, to_change: bool = False) -> Desk:
    if course.edition_id is None:
        raise NoResultFound
    draft = courses.draft_or_none(course, to_change=to_change)
    return Desk(course, courses.edition(course.edition_id), draft)


def own_courses(person: Person) -> list[OwnCourse]:
    """The courses of `person` with their newest editions and drafts, by code."""
    owned = courses.owned_by(person)
    editions = {edition.id: edition for edition in _newest_editions(owned)}
    drafts = {draft.course_id: draft for draft in _drafts(owned)}
    return [
        OwnCourse(course, editions.get(course.edition_id or 0), drafts.get(course.id))
        for course in owned
    ]


def _newest_editions(owned: Sequence[Course]) -> Sequence[Edition]:
    return session.scalars(
        select(Edition)
        .where(Edition.id.in_([course.edition_id for course in owned]))
        .order_by(Edition.id)
        .options(defer(Edition.document, raiseload=True))
    ).all()


def _drafts(owned: Sequence[Course]) -> Sequence[Draft]:
    return session.scalars(
        select(Draft)
        .where(Draft.course_id.in_([course.id for course in owned]))
        .order_by(Draft.course_id)
        .options(defer(Draft.document, raiseload=True), joinedload(Draft.updated_by))
    ).all()
