"""Keeping what an author writes, so that nobody's words are lost."""

from app.authoring import adopting, asking, editing
from app.authoring.queries import Desk
from app.core.errors import N_, DomainError
from app.courses import check
from app.courses import service as courses
from app.courses.document.base import Part
from app.courses.document.course import CourseDocument
from app.courses.document.questions import Question
from app.courses.document.steps import Quiz
from app.courses.models import Edition
from app.people.models import Person


def save(desk: Desk, old: Part, new: Part, *, loaded: str, by: Person) -> CourseDocument | None:
    """Put `new` in the place of `old`, the part as it now is in the draft.

    `loaded` is the fingerprint of the part on which `new` is based. None when somebody else has
    changed the part since; nothing is written then, nor where `new` says what `old` says.
    """
    now = editing.fingerprint(old)
    if editing.fingerprint(new) == now:
        return desk.document
    if loaded != now:
        return None
    document = editing.replace(desk.document, new)
    courses.change_draft(desk.course, document, by=by, what=getattr(new, "id", "course"))
    return document


def add_question(desk: Desk, quiz: Quiz, kind: asking.QuestionKind, *, by: Person) -> Question:
    """An empty question at the end of the quiz."""
    document, question = asking.add_question(desk.document, quiz.id, kind)
    courses.change_draft(desk.course, document, by=by, what=question.id)
    return question


def remove_question(desk: Desk, question: Question, *, loaded: str, by: Person) -> bool:
    """Take the question away; False when somebody else has changed it since it was loaded."""
    if editing.fingerprint(question) != loaded:
        return False
    document = asking.remove_question(desk.document, question.id)
    courses.change_draft(desk.course, document, by=by, what=question.id)
    return True


def move_question(desk: Desk, question: Question, *, places: int, by: Person) -> None:
    """Move the question in its quiz: later, or earlier where `places` is negative."""
    document = asking.move_question(desk.document, question.id, by=places)
    courses.change_draft(desk.course, document, by=by, what=question.id)


def adopt(desk: Desk, adoption: adopting.Adoption, *, by: Person) -> None:
    """Add the questions of a file to the draft; where there are none, nothing happens."""
    if adoption.added:
        document = adopting.add_questions(desk.document, adoption.place, adoption.questions)
        courses.change_draft(desk.course, document, by=by, what=adoption.place or "bank")


def publish(desk: Desk, *, by: Person) -> Edition | None:
    """Make the draft the newest edition; None where it says what the newest one says.

    Raises `DomainError` while there is no draft or something in it must be mended.
    """
    if desk.draft is None:
        raise DomainError(N_("There is no draft to publish."))
    if check.problems(desk.document):
        raise DomainError(N_("The draft has problems: mend them before it is published."))
    return courses.publish_draft(desk.draft, by=by)


def discard(desk: Desk, *, by: Person) -> None:
    """Throw the draft away; where there is none, nothing happens."""
    if desk.draft is not None:
        courses.discard_draft(desk.draft, by=by)
