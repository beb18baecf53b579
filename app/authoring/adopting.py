"""Questions of other systems find their place in a document: a document in, a document out."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from app.authoring.asking import new_id
from app.authoring.editing import changed, parts, replace
from app.core.text import Language
from app.courses.document.course import CourseDocument, Objective
from app.courses.document.questions import Question
from app.courses.document.steps import Lesson, Quiz
from app.exchange.report import Reading, Refused, Surroundings, Taken

BANK: Final = ""
"""The place of questions that belong to no quiz."""
STEM: Final = "imported"
BESIDE: Final = {
    *("id", "objective", "sources", "tags", "difficulty", "must_pass", "lesson", "rubric"),
}
"""What makes no other question of it; a rubric is not carried between systems."""
ANSWERS: Final = {"options": "option", "items": "item", "pairs": "pair", "distractors": "side"}
"""What a question may offer, and how the ids of each begin."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What becomes of a file: `added` under their new ids, `known` as they are there already."""

    place: str
    added: Sequence[Taken]
    known: Sequence[Taken]
    refused: Sequence[Refused]

    @property
    def questions(self) -> list[Question]:
        return [taken.question for taken in self.added]

    @property
    def fingerprint(self) -> str:
        """What tells whether all this is still as the trainer saw it."""
        said = [[self.place], *([_said(one.question)] for one in (*self.added, *self.known))]
        counts = [len(self.added), len(self.known), len(self.refused)]
        return sha256(json.dumps([counts, said]).encode()).hexdigest()


def adoption(
    document: CourseDocument, place: str, reading: Reading, *, used: Collection[str]
) -> Adoption:
    """What becomes of the questions of a file in `place`: the id of a quiz, or `BANK`.

    An id that was not in the file, or that the course has or had (`used`), becomes a new one.
    """
    there = {_said(question) for question in document.questions_by_id.values()}
    ids = {*used, *(part.id for part in parts(document))}
    added, known = [], []
    for taken in reading.taken:
        said = _said(taken.question)
        if said in there:
            known.append(taken)
            continue
        there.add(said)
        added.append(_named(taken, ids))
    return Adoption(place, added, known, reading.refused)


def add_questions(
    document: CourseDocument, place: str, questions: Iterable[Question]
) -> CourseDocument:
    """The document with the questions at the end of a quiz or of the bank.

    Raises `KeyError` where there is no such quiz.
    """
    if place == BANK:
        return changed(document, bank=[*document.bank, *questions])
    quiz = _quiz(document, place)
    return replace(document, changed(quiz, questions=[*quiz.questions, *questions]))


def questions_at(document: CourseDocument, place: str) -> list[Question]:
    """The questions that a quiz asks itself, or those of the bank; raises `KeyError`."""
    return document.bank if place == BANK else _quiz(document, place).questions


def objectives_at(document: CourseDocument, place: str) -> list[Objective]:
    """What a question there may ask about: only the quiz of a module keeps to its module."""
    modules = document.modules
    if place != BANK and (quiz := _quiz(document, place)).purpose == "module":
        modules = [document.module_of(quiz)]
    return [*(one for module in modules for one in module.objectives), *document.objectives]


def surroundings(
    document: CourseDocument, place: str, objective: str, unmarked: Language
) -> Surroundings:
    """What a file cannot know of the course; raises `KeyError` where there is no such quiz."""
    return Surroundings(
        objective=objective,
        objectives=frozenset(one.id for one in objectives_at(document, place)),
        sources=frozenset(source.id for source in document.sources),
        lessons=frozenset(step.id for step in document.steps if isinstance(step, Lesson)),
        unmarked=unmarked,
    )


def _quiz(document: CourseDocument, quiz_id: str) -> Quiz:
    step = document.steps_by_id[quiz_id]
    if not isinstance(step, Quiz):
        raise KeyError(quiz_id)
    return step


def _named(taken: Taken, ids: set[str]) -> Taken:
    question = taken.question
    if not taken.is_named or question.id in ids:
        stem = question.id if taken.is_named else STEM
        question = changed(question, id=new_id(stem, ids))
    ids.add(question.id)
    return Taken(taken.line, _with_new_answer_ids(question), taken.is_named, taken.remarks)


def _with_new_answer_ids(question: Question) -> Question:
    """Those of the file count its lines, where the right answer often stands first."""
    used: set[str] = set()
    lists: dict[str, Any] = {}
    for name, stem in ANSWERS.items():
        if name in type(question).model_fields:
            lists[name] = [changed(one, id=_new(stem, used)) for one in getattr(question, name)]
    return changed(question, **lists)


def _new(stem: str, used: set[str]) -> str:
    found = new_id(stem, used)
    used.add(found)
    return found


def _said(question: Question) -> str:
    """The question and its answers, whatever ids they have."""
    own = _without_ids(question.model_dump(mode="json", exclude=BESIDE))
    return json.dumps(own, ensure_ascii=False, sort_keys=True)


def _without_ids(value: Any) -> Any:
    match value:
        case dict():
            is_item = value.keys() & {"left", "category"} or value.keys() == {
                "id",
                "text",
                "feedback",
            }
            dropped = {"id", "feedback"} if is_item else {"id"}
            return {key: _without_ids(one) for key, one in value.items() if key not in dropped}
        case list():
            return [_without_ids(one) for one in value]
    return value
