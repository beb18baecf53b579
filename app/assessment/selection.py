"""Which questions and options stand in which order, from a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from app.courses.document.questions import Option, Question


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One question of a paper and the order of its options."""

    question_id: str
    option_ids: tuple[str, ...]


def paper(questions: Sequence[Question], *, seed: int) -> tuple[PaperItem, ...]:
    """The questions and their options in an order that the seed alone decides."""
    source = Random(seed)  # noqa: S311 - an order of questions, not a secret
    items = []
    for question in source.sample(questions, len(questions)):
        options = source.sample(question.options, len(question.options))
        items.append(PaperItem(question.id, tuple(option.id for option in options)))
    return tuple(items)


def to_json(items: Sequence[PaperItem]) -> list[dict[str, Any]]:
    """A paper as it is stored with the attempt."""
    return [{"question": item.question_id, "options": list(item.option_ids)} for item in items]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[PaperItem, ...]:
    """A stored paper."""
    return tuple(PaperItem(item["question"], tuple(item["options"])) for item in stored)


def laid_out(
    items: Sequence[PaperItem], questions: Sequence[Question]
) -> list[tuple[Question, list[Option]]]:
    """The questions of a paper with their options, as the learner sees them."""
    by_id = {question.id: question for question in questions}
    pages = []
    for item in items:
        question = by_id[item.question_id]
        options = {option.id: option for option in question.options}
        pages.append((question, [options[option_id] for option_id in item.option_ids]))
    return pages
