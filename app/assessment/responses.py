"""An answer as it was given, put in order; `courses.document.questions` says how it is written."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from app.core.text import written
from app.courses.document.questions import JOINED, Question


class ImpossibleAnswer(ValueError):
    """The question offers nothing like this."""


class TooLong(ImpossibleAnswer):
    """More is written than the question takes."""


def as_kept(question: Question, given: Sequence[str]) -> list[str]:
    """The answer as it is stored; empty where nothing was answered.

    Raises `ImpossibleAnswer` for what the question does not offer.
    """
    values = [value for value in map(written, given) if value.strip()]
    if question.longest:
        if any(len(value) > question.longest for value in values):
            raise TooLong(question.id)
        if len(values) > 1:
            raise ImpossibleAnswer(question.id)
        return values
    kept = sorted(set(values))
    is_placed_twice = len(placed(kept)) < len(kept)
    is_too_much = question.takes_one and len(kept) > 1
    if is_placed_twice or is_too_much or not set(kept).issubset(question.offered):
        raise ImpossibleAnswer(question.id)
    return kept


def print_of(kept: Sequence[str]) -> str:
    """A short print of an answer, by which a page can say which one it was drawn with."""
    return hashlib.sha256(json.dumps(list(kept)).encode()).hexdigest()[:12] if kept else ""


def placed(given: Sequence[str]) -> Mapping[str, str]:
    """For matching, ordering and sorting: what was put where, by the id of the thing."""
    return {item: place for item, _, place in (value.partition(JOINED) for value in given)}
