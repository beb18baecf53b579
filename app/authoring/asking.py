"""Questions that come, change, move and go: a document in, a document out."""

import secrets
from collections.abc import Collection, Sequence
from typing import Any, Final, Literal, NamedTuple

from app.authoring.editing import changed, parts, replace
from app.core.errors import N_, DomainError
from app.core.text import Localized
from app.courses.document.base import StableId
from app.courses.document.course import CourseDocument
from app.courses.document.questions import MultipleChoice, Option, Question, SingleChoice
from app.courses.document.steps import Quiz

ChoiceQuestion = SingleChoice | MultipleChoice
"""The kinds that can be made and given other answers in the browser."""
QuestionKind = Literal["single-choice", "multiple-choice"]

FIRST_OPTIONS: Final = 4
LONGEST_STEM: Final = 50


class OptionWords(NamedTuple):
    """An option as an author leaves it; `id` is empty for one that is new."""

    id: str
    text: Localized
    feedback: Localized
    correct: bool


def set_options(
    question: ChoiceQuestion, rows: Sequence[OptionWords], *, known: Collection[str]
) -> ChoiceQuestion:
    """The question with these options; an id that is not `known` is replaced by a new one."""
    used: set[str] = set()
    options = []
    for row in rows:
        is_kept = row.id in known and row.id not in used
        option_id = row.id if is_kept else new_id("option", {*known, *used})
        used.add(option_id)
        options.append(
            Option(id=option_id, text=row.text, correct=row.correct, feedback=row.feedback)
        )
    return changed(question, options=options)


def add_question(
    document: CourseDocument, quiz_id: str, kind: QuestionKind
) -> tuple[CourseDocument, ChoiceQuestion]:
    """The document with an empty question at the end of a quiz, and this question.

    Raises `KeyError` where there is no such quiz, `DomainError` where nothing can be asked yet.
    """
    quiz = _quiz(document, quiz_id)
    module = document.module_of(quiz)
    objectives = (*module.objectives, *document.objectives)
    if not objectives:
        raise DomainError(N_("Neither this module nor the course has an objective to ask about."))
    nothing = Localized("", "")
    taken = {found.id for found in parts(document)}
    options: list[Option] = []
    for _ in range(FIRST_OPTIONS):
        option_id = new_id("option", {option.id for option in options})
        options.append(Option(id=option_id, text=nothing, feedback=nothing))
    values: dict[str, Any] = {
        "kind": kind,
        "id": new_id(quiz_id, taken),
        "objective": objectives[0].id,
        "prompt": nothing,
        "options": options,
        "explanation": nothing,
    }
    made = SingleChoice if kind == "single-choice" else MultipleChoice
    question: ChoiceQuestion = made(**values)
    return _put_questions(document, quiz, [*quiz.questions, question]), question


def remove_question(document: CourseDocument, question_id: str) -> CourseDocument:
    """The document without a question of a quiz or of the bank.

    Raises `DomainError` where nothing would be asked any more.
    """
    if any(question.id == question_id for question in document.bank):
        kept = [question for question in document.bank if question.id != question_id]
        return changed(document, bank=kept)
    quiz = quiz_of(document, question_id)
    left = [question for question in quiz.questions if question.id != question_id]
    if not left and not quiz.draws:
        raise DomainError(N_("A quiz needs at least one question: add another one first."))
    return _put_questions(document, quiz, left)


def move_question(document: CourseDocument, question_id: str, *, by: int) -> CourseDocument:
    """The document with a question `by` places later in its quiz, or earlier if negative."""
    quiz = quiz_of(document, question_id)
    order = [question.id for question in quiz.questions]
    there = min(max(order.index(question_id) + by, 0), len(order) - 1)
    questions = list(quiz.questions)
    questions.insert(there, questions.pop(order.index(question_id)))
    return _put_questions(document, quiz, questions)


def quiz_of(document: CourseDocument, question_id: str) -> Quiz:
    """The quiz that asks this question itself; raises `KeyError` for every other question."""
    for quiz in document.quizzes():
        if any(question.id == question_id for question in quiz.questions):
            return quiz
    raise KeyError(question_id)


def new_id(stem: StableId, taken: Collection[str]) -> StableId:
    """An id that was never used, not even in a draft that nobody remembers: it is random."""
    while True:
        found = f"{stem[:LONGEST_STEM].rstrip('-')}-{secrets.token_hex(4)}"
        if found not in taken:
            return found


def _quiz(document: CourseDocument, quiz_id: str) -> Quiz:
    step = document.steps_by_id[quiz_id]
    if not isinstance(step, Quiz):
        raise KeyError(quiz_id)
    return step


def _put_questions(
    document: CourseDocument, quiz: Quiz, questions: Sequence[Question]
) -> CourseDocument:
    return replace(document, changed(quiz, questions=list(questions)))
