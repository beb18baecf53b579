"""Which questions a paper has and in which order everything stands, from a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from app.courses.document.questions import Choosable, Question
from app.courses.document.steps import Quiz


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One question of a paper and the order of what it offers."""

    question_id: str
    option_ids: tuple[str, ...]


class Sheet(NamedTuple):
    """One question as it is shown, with what it offers in the order of the paper."""

    question: Question
    options: list[Choosable]


def paper(quiz: Quiz, bank: Sequence[Question], *, seed: int) -> tuple[PaperItem, ...]:
    """The questions of one attempt, drawn and shuffled as the seed alone decides."""
    source = Random(seed)  # noqa: S311 - an order of questions, not a secret
    asked = list(quiz.questions)
    for draw in quiz.draws:
        taken = {question.id for question in asked}
        left = [q for q in bank if draw.takes(q) and q.id not in taken]
        asked += source.sample(left, min(draw.count, len(left)))
    items = []
    for question in source.sample(asked, len(asked)):
        options = source.sample(question.choices, len(question.choices))
        items.append(PaperItem(question.id, tuple(option.id for option in options)))
    return tuple(items)


def sheet(question: Question) -> Sheet:
    """One question by itself, as in a knowledge check: the same order for every reader.

    The order in the course is left, because it would tell what belongs together.
    """
    source = Random(question.id)  # noqa: S311 - an order of options, not a secret
    return Sheet(question, source.sample(question.choices, len(question.choices)))


def to_json(items: Sequence[PaperItem]) -> list[dict[str, Any]]:
    """A paper as it is stored with the attempt."""
    return [{"question": item.question_id, "options": list(item.option_ids)} for item in items]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[PaperItem, ...]:
    """A stored paper."""
    return tuple(PaperItem(item["question"], tuple(item["options"])) for item in stored)


def laid_out(items: Sequence[PaperItem], questions: Mapping[str, Question]) -> list[Sheet]:
    """The questions of a paper, out of `questions` by id, as the learner sees them."""
    sheets = []
    for item in items:
        question = questions[item.question_id]
        offered = {option.id: option for option in question.choices}
        sheets.append(Sheet(question, [offered[option_id] for option_id in item.option_ids]))
    return sheets
