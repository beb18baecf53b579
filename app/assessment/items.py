"""What the answers say of a question: its figures in each language, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from app.assessment.fairness import Difference
from app.assessment.statistics import LEAST_ANSWERS, Sums
from app.core.text import Language
from app.courses.document.questions import (
    MultipleChoice,
    Question,
    SingleChoice,
    TrueFalse,
)

VERY_EASY: Final = 0.95
VERY_HARD: Final = 0.25
LOW: Final = 0.15
"""A discrimination below this hardly tells who knows from who does not."""
NO_ANSWERS: Final = Sums()
TOLD_LATER: Final = frozenset(
    {
        *("explanation", "feedback", "when_true", "when_false", "when_right", "when_wrong"),
        *("sources", "tags", "objective", "difficulty", "must_pass", "lesson"),
    }
)
"""What may change without changing what is asked: it is read after the answer or never."""


class Finding(StrEnum):
    """What a trainer should look at, the gravest first."""

    TOO_FEW = "too-few"
    LANGUAGES = "languages"
    NEGATIVE = "negative"
    STRONG_WRONG = "strong-wrong"
    VERY_HARD = "very-hard"
    LOW = "low"
    VERY_EASY = "very-easy"
    UNUSED = "unused"


class PickTally(NamedTuple):
    """Who picked one thing in one language: how many, and the rests of their papers."""

    people: int = 0
    paired: int = 0
    r: float = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a question got in one language or in both together."""

    sums: Sums = NO_ANSWERS
    median: float | None = None
    """Seconds to the first answer; of those whose time is known."""

    @property
    def is_enough(self) -> bool:
        """Whether there are enough answers to judge the question by."""
        return self.sums.answered >= LEAST_ANSWERS

    @property
    def share_answered(self) -> float:
        return self.sums.answered / self.sums.seen if self.sums.seen else 0


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that was picked or might have been: an option, a pair, a place, a word."""

    id: str
    is_right: bool
    by_language: Mapping[str, PickTally]

    def tally(self, language: Language | None) -> PickTally:
        """In one language, or in both together."""
        if language:
            return self.by_language.get(language, PickTally())
        return PickTally(*map(sum, zip(PickTally(), *self.by_language.values(), strict=True)))


@dataclass(frozen=True, slots=True)
class Item:
    """A question with everything that its answers say; `since` is the edition they begin with."""

    question: Question
    since: int
    left_out: int
    """Answers to older wordings."""
    together: Figures
    by_language: Mapping[Language, Figures]
    picks: Sequence[Pick] = ()
    difference: Difference | None = None

    def figures(self, language: Language | None) -> Figures:
        """In one language, or in both together."""
        return self.by_language.get(language, Figures()) if language else self.together

    def share(self, pick: Pick, language: Language | None) -> float:
        """The share of those who answered that picked it."""
        answered = self.figures(language).sums.answered
        return pick.tally(language).people / answered if answered else 0

    def contrast(self, pick: Pick, language: Language | None) -> float | None:
        """The mean rest of the paper of those who picked it, less that of all others, -1 to 1."""
        sums, chosen = self.figures(language).sums, pick.tally(language)
        others = sums.paired - chosen.paired
        if not (others and chosen.paired):
            return None
        return chosen.r / chosen.paired - (sums.r - chosen.r) / others

    def findings(self, language: Language | None) -> list[Finding]:
        """What is to be looked at; with too few answers only this is said."""
        figures = self.figures(language)
        if not figures.is_enough:
            return [Finding.TOO_FEW]
        facility, discrimination = figures.sums.facility or 0, figures.sums.discrimination
        is_easy = facility > VERY_EASY
        weak = discrimination is not None and not is_easy
        found = {
            Finding.LANGUAGES: self.difference is not None and self.difference.is_flagged,
            Finding.NEGATIVE: discrimination is not None and discrimination < 0,
            Finding.STRONG_WRONG: bool(self.strong_wrong(language)),
            Finding.VERY_HARD: facility < max(VERY_HARD, guessed(self.question)),
            Finding.LOW: weak and 0 <= (discrimination or 0) < LOW,
            Finding.VERY_EASY: is_easy,
            Finding.UNUSED: bool(self.unused(language)),
        }
        return [finding for finding, is_so in found.items() if is_so]

    def strong_wrong(self, language: Language | None) -> list[str]:
        """Wrong options that were chosen more often than a right one."""
        if not has_options(self.question):
            return []
        chosen = [(pick, pick.tally(language).people) for pick in self.picks]
        least = min((people for pick, people in chosen if pick.is_right), default=0)
        return [pick.id for pick, people in chosen if not pick.is_right and people > least]

    def unused(self, language: Language | None) -> list[str]:
        """Wrong options that nobody chose."""
        if not has_options(self.question):
            return []
        never = [pick for pick in self.picks if not pick.tally(language).people]
        return [pick.id for pick in never if not pick.is_right]


def has_options(question: Question) -> bool:
    """Whether it offers options of which one or several are picked."""
    return isinstance(question, SingleChoice | MultipleChoice | TrueFalse)


def guessed(question: Question) -> float:
    """The mean points of who answers without knowing, where this can be told."""
    return 1 / len(question.offered) if question.takes_one else 0


def picks(question: Question, counted: Mapping[str, Mapping[str, PickTally]]) -> list[Pick]:
    """Everything that is offered, in the order of the question; words as they were counted."""
    right = set(question.right_answer)
    order = [*question.offered, *(key for key in counted if key not in question.offered)]
    return [Pick(key, key in right, counted.get(key, {})) for key in order]


def asked(question: Question) -> Any:
    """What the question says before it is answered, and its key: same value, same question."""
    return _without(question.model_dump(), TOLD_LATER)


def _without(value: Any, names: frozenset[str]) -> Any:
    match value:
        case dict():
            return {key: _without(v, names) for key, v in value.items() if key not in names}
        case list():
            return [_without(item, names) for item in value]
    return value
