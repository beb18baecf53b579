"""The kinds of questions, as a closed union."""

from typing import Annotated, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Part, StableId

Difficulty = Literal["easy", "medium", "hard"]
NO_WORDS = Localized(kk="", ru="")


class Asked(Part):
    """What every question has, whatever its kind."""

    id: StableId
    objective: StableId
    prompt: Localized
    explanation: Localized
    sources: list[StableId] = []
    tags: list[StableId] = []
    difficulty: Difficulty = "medium"
    must_pass: bool = False
    """A bright line: whoever answers it wrongly fails the quiz whatever the score."""
    lesson: Annotated[str, Field(description="id of the lesson to read again")] = ""


class Option(Part):
    """One answer that can be chosen, and what the reader is told about it."""

    id: StableId
    text: Localized
    correct: bool = False
    feedback: Localized


class Choice(Asked):
    """What single and multiple choice have in common."""

    options: Annotated[list[Option], Field(min_length=2, max_length=8)]

    @property
    def correct_ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.correct)


class SingleChoice(Choice):
    """Exactly one option is right."""

    kind: Literal["single-choice"]


class MultipleChoice(Choice):
    """One or more options are right; part of the point is given for part of the answer."""

    kind: Literal["multiple-choice"]


class TrueFalse(Asked):
    """A statement that is true or not; `when_true` is told to whoever calls it true."""

    kind: Literal["true-false"]
    correct: bool
    when_true: Localized
    when_false: Localized


class Match(Part):
    """Two things that belong together."""

    id: StableId
    left: Localized
    right: Localized
    feedback: Localized


class Distractor(Part):
    """A right-hand side that belongs to nothing."""

    id: StableId
    text: Localized


class Matching(Asked):
    """Each thing on the left gets the one on the right that belongs to it."""

    kind: Literal["matching"]
    pairs: Annotated[list[Match], Field(min_length=2, max_length=8)]
    distractors: Annotated[list[Distractor], Field(max_length=4)] = []

    @property
    def right_sides(self) -> dict[str, Localized]:
        """Everything that may be chosen for a left side, by its id."""
        return {pair.id: pair.right for pair in self.pairs} | {
            extra.id: extra.text for extra in self.distractors
        }


class Stage(Part):
    """One of the things to be put in order."""

    id: StableId
    text: Localized
    feedback: Localized


class Ordering(Asked):
    """Things to be put in order; they are written in the right one."""

    kind: Literal["ordering"]
    items: Annotated[list[Stage], Field(min_length=3, max_length=8)]


class Category(Part):
    """A group into which things are sorted."""

    id: StableId
    text: Localized


class Sortable(Part):
    """A thing to be sorted, and the category in which it belongs."""

    id: StableId
    text: Localized
    category: StableId
    feedback: Localized


class Sorting(Asked):
    """Each thing gets the category in which it belongs."""

    kind: Literal["sorting"]
    categories: Annotated[list[Category], Field(min_length=2, max_length=5)]
    items: Annotated[list[Sortable], Field(min_length=2, max_length=12)]


Variant = Annotated[str, Field(min_length=1, max_length=100)]


class Accepted(Part):
    """The answers that are right in each language; either language is right for every reader."""

    kk: Annotated[list[Variant], Field(min_length=1, max_length=20)]
    ru: Annotated[list[Variant], Field(min_length=1, max_length=20)]


class ShortAnswer(Asked):
    """A word or two to be written; capitals, ё or е and spaces make no difference."""

    kind: Literal["short-answer"]
    accepted: Accepted
    when_right: Localized
    when_wrong: Localized


class Number(Asked):
    """A number to be written; right within the tolerance on either side."""

    kind: Literal["number"]
    answer: int | float
    tolerance: Annotated[int | float, Field(ge=0)] = 0
    unit: Localized = NO_WORDS
    when_right: Localized
    when_wrong: Localized


class Criterion(Part):
    """A line of the rubric by which an open answer is marked."""

    id: StableId
    text: Localized
    points: Annotated[int, Field(ge=1, le=20)]


class OpenAnswer(Asked):
    """An answer in the reader's own words, marked by a trainer."""

    kind: Literal["open"]
    rubric: Annotated[list[Criterion], Field(min_length=1, max_length=8)]

    @property
    def out_of(self) -> int:
        """The points of the whole rubric."""
        return sum(criterion.points for criterion in self.rubric)


Question = Annotated[
    SingleChoice
    | MultipleChoice
    | TrueFalse
    | Matching
    | Ordering
    | Sorting
    | ShortAnswer
    | Number
    | OpenAnswer,
    Field(discriminator="kind"),
]
