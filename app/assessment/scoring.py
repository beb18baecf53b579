"""Answers in, points out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import combinations
from typing import assert_never

from app.assessment.responses import placed
from app.courses.document.questions import (
    Matching,
    MultipleChoice,
    Number,
    OpenAnswer,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from app.courses.wording import folded

Answers = Mapping[str, Sequence[str]]
"""What was answered, by question id."""
Points = Mapping[str, Fraction | None]
"""What each question earned, from 0 to 1; None while a trainer has yet to mark it."""
NONE = Fraction(0)
ALL = Fraction(1)
MOST_DIGITS = 200
"""Before or after the decimal mark: a number of a million digits is a slip, not an answer."""


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


def points(question: Question, given: Sequence[str]) -> Fraction | None:
    """The share of the point which an answer earns, from 0 to 1; None where a trainer decides.

    The rule of each kind is that of `courses/README.md`. In multiple choice and in an order a wrong
    part takes away what a right one gives; the other kinds give a share for each right part.
    """
    match question:
        case SingleChoice():
            return Fraction(frozenset(given) == question.correct_ids)
        case MultipleChoice():
            right = len(question.correct_ids.intersection(given))
            wrong = len(set(given) - question.correct_ids)
            return max(NONE, Fraction(right - wrong, len(question.correct_ids)))
        case TrueFalse():
            return Fraction(list(given) == [str(question.correct).lower()])
        case Ordering():
            return _in_order(question.order, placed(given))
        case Matching() | Sorting():
            chosen = placed(given)
            right = sum(chosen.get(item.id) == item.category for item in question.items)
            return Fraction(right, len(question.items))
        case ShortAnswer():
            accepted = {folded(text) for text in (*question.accepted.kk, *question.accepted.ru)}
            return Fraction(bool(given) and folded(given[0]) in accepted)
        case Number():
            return Fraction(bool(given) and _is_near(question, number(given[0])))
        case OpenAnswer():
            return None if any(text.strip() for text in given) else NONE
        case _:
            assert_never(question)


def rubric_points(question: OpenAnswer, given: Mapping[str, int]) -> Fraction:
    """The share of the point for the points which a trainer gave by each criterion."""
    return Fraction(
        sum(min(max(given.get(c.id, 0), 0), c.points) for c in question.rubric), question.out_of
    )


def points_by_question(
    questions: Iterable[Question], answers: Answers
) -> dict[str, Fraction | None]:
    """What each question of a paper earns by its key; None where a trainer decides."""
    return {question.id: points(question, answers.get(question.id, ())) for question in questions}


def exact(stored: float | None) -> Fraction | None:
    """Points as they were before they were stored; no kind divides a point by more than 200."""
    return None if stored is None else Fraction(stored).limit_denominator(200)


def score(earned: Points) -> Score | None:
    """The score of a whole paper; None while a trainer has yet to mark part of it."""
    known = [value for value in earned.values() if value is not None]
    return Score(sum(known, NONE), len(earned)) if len(known) == len(earned) else None


def crossed(questions: Iterable[Question], earned: Points) -> list[str]:
    """The bright lines that were answered wrongly: the ids of `must_pass` questions."""
    return [q.id for q in questions if q.must_pass and earned[q.id] not in (None, ALL)]


def number(text: str) -> Decimal | None:
    """The number that was written, with a comma or a point and with spaces between thousands."""
    plain = "".join(text.split()).replace(",", ".").replace("\u2212", "-").replace("\u2013", "-")
    try:
        read = Decimal(plain)
    except InvalidOperation:
        return None
    return read if read.is_finite() and abs(read.adjusted()) <= MOST_DIGITS else None


def _is_near(question: Number, given: Decimal | None) -> bool:
    right, tolerance = Decimal(str(question.answer)), Decimal(str(question.tolerance))
    return given is not None and abs(given - right) <= tolerance


def _in_order(items: Sequence[str], places: Mapping[str, str]) -> Fraction:
    """Pairs in the right order less pairs in the wrong one, of all pairs (Kendall's tau-a)."""
    balance = 0
    for earlier, later in combinations(items, 2):
        if earlier in places and later in places:
            before, after = int(places[earlier]), int(places[later])
            balance += (before < after) - (before > after)
    return max(NONE, Fraction(balance, len(items) * (len(items) - 1) // 2))
