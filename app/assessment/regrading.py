"""Another answer key and the marks given by the old one in; new results out; nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.assessment import policy, scoring
from app.courses.document.questions import Number, OpenAnswer, Question, ShortAnswer
from app.courses.document.steps import Quiz
from app.courses.wording import folded


@dataclass(frozen=True, slots=True)
class Result:
    """What an attempt comes to."""

    score: int
    passed: bool
    points: Fraction
    crossed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regraded:
    """What the new key gives to one question, and the attempt as a whole with it."""

    earned: Fraction
    result: Result


def has_other_key(old: Question, new: Question) -> bool:
    """Whether some answer is worth more or less by `new` than by `old`."""
    if isinstance(old, OpenAnswer) or type(old) is not type(new):
        return False
    return _key(old) != _key(new)


def regraded(
    quiz: Quiz,
    asked: Sequence[Question],
    earned: Mapping[str, Fraction],
    *,
    by_key: Question,
    given: Sequence[str],
) -> Regraded:
    """The result of a marked paper when the question with the id of `by_key` has this key.

    `given` is the answer as it was stored; what the new question no longer offers in it counts
    for nothing.
    """
    kept = [value for value in given if _is_offered(by_key, value)]
    points = scoring.points(by_key, kept)
    assert points is not None, "an open answer has no key"
    new = {**earned, by_key.id: points}
    questions = [by_key if question.id == by_key.id else question for question in asked]
    reached = scoring.score(new)
    assert reached is not None, "an attempt that awaits marking has no result to correct"
    crossed = scoring.crossed(questions, new)
    result = Result(
        score=int(reached.percent),
        passed=policy.passes(quiz, reached, crossed),
        points=reached.points,
        crossed=tuple(crossed),
    )
    return Regraded(points, result)


def _is_offered(question: Question, value: str) -> bool:
    return not question.offered or value in question.offered


def _key(question: Question) -> object:
    """What decides which answer earns how much; words do not."""
    match question:
        case ShortAnswer():
            variants = (*question.accepted.kk, *question.accepted.ru)
            return question.must_pass, {folded(text) for text in variants}
        case Number():
            return question.must_pass, question.answer, question.tolerance
        case _:
            return question.must_pass, question.right_answer, frozenset(question.offered)
