"""What an answer looks like, for each kind of question: as it was given, and in order.

An answer is a list of strings whatever the kind, so that one form field, one packet and one
column carry them all: the ids of chosen options; "true" or "false"; "left=right" for matching;
"item=3" for the third place in an order; "item=category" for sorting; or one text.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, assert_never

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

JOINED: Final = "="
LONGEST_WORDS: Final = 200
LONGEST_TEXT: Final = 8000


class ImpossibleAnswer(ValueError):
    """The question offers nothing like this."""


def as_kept(question: Question, given: Sequence[str]) -> list[str]:
    """The answer as it is stored; empty where nothing was answered.

    Raises `ImpossibleAnswer` for what the question does not offer.
    """
    values = [value for value in given if value.strip()]
    if isinstance(question, ShortAnswer | Number | OpenAnswer):
        longest = LONGEST_TEXT if isinstance(question, OpenAnswer) else LONGEST_WORDS
        if len(values) > 1 or any(len(value) > longest for value in values):
            raise ImpossibleAnswer(question.id)
        return values
    kept = sorted(set(values))
    places = [value.partition(JOINED)[0] for value in kept]
    is_twice = not isinstance(question, MultipleChoice) and len(set(places)) < len(places)
    is_many = isinstance(question, SingleChoice | TrueFalse) and len(kept) > 1
    if is_twice or is_many or not set(kept) <= offered(question):
        raise ImpossibleAnswer(question.id)
    return kept


def offered(question: Question) -> frozenset[str]:
    """Everything that can stand in an answer; empty where the reader writes it."""
    match question:
        case SingleChoice() | MultipleChoice():
            return frozenset(option.id for option in question.options)
        case TrueFalse():
            return frozenset({"true", "false"})
        case Matching():
            return _joined((pair.id for pair in question.pairs), question.right_sides)
        case Ordering():
            places = range(1, len(question.items) + 1)
            return _joined((item.id for item in question.items), [str(place) for place in places])
        case Sorting():
            categories = [category.id for category in question.categories]
            return _joined((item.id for item in question.items), categories)
        case ShortAnswer() | Number() | OpenAnswer():
            return frozenset()
        case _:
            assert_never(question)


def right_answer(question: Question) -> list[str]:
    """An answer that earns the whole point; empty where a trainer decides."""
    match question:
        case SingleChoice() | MultipleChoice():
            return sorted(question.correct_ids)
        case TrueFalse():
            return [str(question.correct).lower()]
        case Matching():
            return sorted(f"{pair.id}{JOINED}{pair.id}" for pair in question.pairs)
        case Ordering():
            places = enumerate(question.items, start=1)
            return sorted(f"{item.id}{JOINED}{place}" for place, item in places)
        case Sorting():
            return sorted(f"{item.id}{JOINED}{item.category}" for item in question.items)
        case ShortAnswer():
            return [question.accepted.kk[0]]
        case Number():
            return [str(question.answer)]
        case OpenAnswer():
            return []
        case _:
            assert_never(question)


def placed(given: Sequence[str]) -> Mapping[str, str]:
    """For matching, ordering and sorting: what was put where, by the id of the thing."""
    return {item: place for item, _, place in (value.partition(JOINED) for value in given)}


def _joined(items: Iterable[str], places: Collection[str]) -> frozenset[str]:
    return frozenset(f"{item}{JOINED}{place}" for item in items for place in places)
