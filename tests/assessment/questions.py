"""Questions in one line, for tests of marks and papers."""

from app.core.text import Localized
from app.courses.document.questions import MultipleChoice, Option, SingleChoice
from app.courses.document.steps import Quiz

TEXT = Localized("мәтін", "текст")


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


def quiz(*questions, pass_mark: int = 75, attempts: int = 3, pause_hours: int = 24) -> Quiz:
    return Quiz(
        kind="quiz",
        id="quiz",
        title=TEXT,
        minutes=5,
        pass_mark=pass_mark,
        attempts=attempts,
        pause_hours=pause_hours,
        questions=list(questions) or [single()],
    )
