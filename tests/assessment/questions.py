"""Questions in one line, for tests of marks and papers."""

import json

from pydantic import TypeAdapter

from app.core.text import Localized
from app.courses.document.questions import MultipleChoice, Option, Question, SingleChoice
from app.courses.document.steps import Draw, Quiz
from tests.documents import every_kind

TEXT = Localized("мәтін", "текст")


def parsed(data) -> Question:
    """A question as a course folder says it."""
    return TypeAdapter(Question).validate_json(json.dumps(data))


KINDS = [parsed(data) for data in every_kind()]
WRITTEN = [question for question in KINDS if question.longest]
CHOSEN = [question for question in KINDS if not question.longest]


def of_kind(kind: str, **changes) -> Question:
    """The sample of this kind; `changes` replace keys of its own."""
    [data] = [data for data in every_kind() if data["kind"] == kind]
    return parsed(data | changes)


def _options(letters: str, right: str) -> list[Option]:
    return [
        Option(id=letter, text=TEXT, correct=letter in right, feedback=TEXT) for letter in letters
    ]


def single(name: str = "one", *, right: str = "a", letters: str = "abcd") -> SingleChoice:
    return SingleChoice(
        kind="single-choice",
        id=name,
        objective="o-one",
        prompt=TEXT,
        options=_options(letters, right),
        explanation=TEXT,
    )


def multiple(name: str = "many", *, right: str = "ab", letters: str = "abcd") -> MultipleChoice:
    return MultipleChoice(
        kind="multiple-choice",
        id=name,
        objective="o-one",
        prompt=TEXT,
        options=_options(letters, right),
        explanation=TEXT,
    )


def quiz(
    *questions,
    pass_mark: int = 75,
    attempts: int = 3,
    pause_hours: int = 24,
    draws: tuple[Draw, ...] = (),
) -> Quiz:
    return Quiz(
        kind="quiz",
        id="quiz",
        title=TEXT,
        minutes=5,
        pass_mark=pass_mark,
        attempts=attempts,
        pause_hours=pause_hours,
        questions=list(questions) or ([] if draws else [single()]),
        draws=list(draws),
    )
