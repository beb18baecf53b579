"""What each format cannot carry: of a whole course in words, and of one question by its reason."""

from collections.abc import Iterable
from enum import StrEnum
from math import isfinite
from typing import Final, NamedTuple, assert_never, get_args

from app.core.errors import N_
from app.core.text import Localized
from app.courses.document.questions import (
    NO_WORDS,
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
from app.courses.layout import tidy
from app.exchange import languages
from app.exchange.foreign import Markup


class Format(StrEnum):
    """The files that can be read and written."""

    GIFT = "gift"
    MOODLE_XML = "moodle-xml"

    @property
    def suffix(self) -> str:
        return "gift.txt" if self is Format.GIFT else "xml"

    @property
    def mimetype(self) -> str:
        return "text/plain" if self is Format.GIFT else "application/xml"


GIFT_MARKUP: Final = tuple(f"[{name}]" for name in get_args(Markup))
SORTING: Final = N_("Sorting into categories does not exist there: the question is left out")
UNIT: Final = N_("A number with a unit is left out: write the unit into the question instead")
IDS: Final = N_("Answers get new ids; the question keeps its own")
PAIRS: Final = N_("What is told about a single pair of a matching question is lost")
POINTS: Final = N_("Partly right answers to matching and ordering earn points by other rules there")

LOSSES: Final = {
    Format.GIFT: (
        SORTING,
        N_("Putting in order does not exist there: the question is left out"),
        UNIT,
        PAIRS,
        N_("The rubric of an open answer is lost: a question that comes back has one criterion"),
        IDS,
        POINTS,
    ),
    Format.MOODLE_XML: (
        SORTING,
        UNIT,
        PAIRS,
        N_("What is told about a single item of an ordering question is lost"),
        N_(
            "The rubric of an open answer becomes a text for the marker:"
            " a question that comes back has one criterion"
        ),
        IDS,
        POINTS,
    ),
}
"""Everything that is lost on the way out and back, whole sentences for the trainer."""


class Parcel(NamedTuple):
    """Questions that a format can carry, and those it cannot with the reasons as message ids."""

    carried: list[Question]
    left_out: list[tuple[Question, str]]


def parcel(questions: Iterable[Question], kind: Format) -> Parcel:
    """The questions, sorted by whether the format can carry them."""
    judged = [(question, obstacle(question, kind)) for question in questions]
    return Parcel(
        [question for question, reason in judged if not reason],
        [(question, reason) for question, reason in judged if reason],
    )


def obstacle(question: Question, kind: Format) -> str:
    """Why the format cannot carry this question at all, as a message id; empty where it can."""
    if question.prompt == NO_WORDS:
        return N_("The question has no text")
    match question:
        case SingleChoice():
            count = len(question.correct_ids)
            return "" if count == 1 else N_("It needs exactly one right answer")
        case MultipleChoice():
            return "" if question.correct_ids else N_("No answer is right")
        case Matching():
            return _obstacle_in_pairs(question)
        case Ordering():
            return "" if kind is Format.MOODLE_XML else N_("Putting in order is not part of GIFT")
        case Sorting():
            return N_("Sorting into categories is not part of this format")
        case ShortAnswer():
            return _obstacle_in_variants(question, kind)
        case Number():
            return _obstacle_in_number(question)
        case TrueFalse() | OpenAnswer():
            return ""
        case _:
            assert_never(question)


def _obstacle_in_pairs(question: Matching) -> str:
    rights = [*(pair.right for pair in question.pairs), *(e.text for e in question.distractors)]
    if NO_WORDS in (*rights, *(pair.left for pair in question.pairs)):
        return N_("One half of a pair is empty")
    if len(set(rights)) < len(rights):
        return N_("Several pairs have the same right-hand side")
    return N_("A text looks like a mark of the format") if _hold_marks(rights) else ""


def _obstacle_in_variants(question: ShortAnswer, kind: Format) -> str:
    variants = (*question.accepted.kk, *question.accepted.ru)
    if not all(tidy(variant) for variant in variants):
        return N_("An accepted answer is empty")
    is_misread = kind is Format.GIFT and any(
        "->" in variant or variant.startswith(GIFT_MARKUP) for variant in variants
    )
    return N_("A text looks like a mark of the format") if is_misread else ""


def _obstacle_in_number(question: Number) -> str:
    if question.unit != NO_WORDS:
        return N_("The number has a unit: write it into the question")
    is_finite = isfinite(question.answer) and isfinite(question.tolerance)
    return "" if is_finite else N_("It is no number")


def _hold_marks(texts: Iterable[Localized]) -> bool:
    return any(languages.holds_marks(text.kk) or languages.holds_marks(text.ru) for text in texts)
