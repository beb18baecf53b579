"""Answers in, points out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from app.courses.document.questions import MultipleChoice, Question, SingleChoice


@dataclass(frozen=True, slots=True)
class Score:
    """Points reached of the points that could be reached; exact, so that 75 % is 75 %."""

    points: Fraction
    out_of: int

    @property
    def percent(self) -> Fraction:
        return self.points * 100 / self.out_of if self.out_of else Fraction(0)

    def reaches(self, pass_mark: int) -> bool:
        """Whether the score is at least `pass_mark` per cent."""
        return self.percent >= pass_mark


def points(question: Question, chosen: Collection[str]) -> Fraction:
    """The share of the point which `chosen` option ids earn, from 0 to 1.

    Single choice: all or nothing. Multiple choice: right minus wrong over all right, not below 0,
    so that ticking everything earns nothing extra (rule of `courses/README.md`).
    """
    picked = frozenset(chosen) & {option.id for option in question.options}
    match question:
        case SingleChoice():
            return Fraction(picked == question.correct_ids)
        case MultipleChoice():
            right = len(picked & question.correct_ids)
            wrong = len(picked - question.correct_ids)
            return max(Fraction(0), Fraction(right - wrong, len(question.correct_ids)))
        case _:
            assert_never(question)


def score(questions: Sequence[Question], answers: Mapping[str, Collection[str]]) -> Score:
    """The score of a whole paper; a question without an answer earns nothing."""
    return Score(sum(points_by_question(questions, answers).values(), Fraction(0)), len(questions))


def points_by_question(
    questions: Sequence[Question], answers: Mapping[str, Collection[str]]
) -> dict[str, Fraction]:
    """What each question of a paper earned, by its id."""
    return {question.id: points(question, answers.get(question.id, ())) for question in questions}
