"""The kinds of questions, as a closed union.

A class says what its kind holds, what can stand in an answer and which answer is right. An answer
is a list of strings whatever the kind, so that one form field, one packet and one column carry
them all: the ids of chosen options; "true" or "false"; "left=right" for matching; "item=3" for
the third place in an order; "item=category" for sorting; or one text.

What is matched or put in order has ids of its own in answers and pages: those of the course would
tell what belongs together, and often the order.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Part, StableId

Difficulty = Literal["easy", "medium", "hard"]
NO_WORDS = Localized(kk="", ru="")
JOINED = "="
LONGEST_WORDS = 200
LONGEST_TEXT = 8000


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

    longest: ClassVar[int] = 0
    """Letters of a written answer at most; 0 where nothing is written."""
    takes_one: ClassVar[bool] = False
    """Whether an answer is one of what is offered and never several."""

    @property
    def choices(self) -> "Sequence[Choosable]":
        """What is offered in an order that may differ from paper to paper."""
        return ()

    @property
    def offered(self) -> Sequence[str]:
        """Everything that can stand in an answer, in the order of the question; empty where the
        reader writes it.
        """
        return ()

    @property
    def right_answer(self) -> list[str]:
        """An answer that earns the whole point; empty where a trainer decides."""
        return []


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

    @property
    def choices(self) -> Sequence[Option]:
        return self.options

    @property
    def offered(self) -> Sequence[str]:
        return [option.id for option in self.options]

    @property
    def right_answer(self) -> list[str]:
        return sorted(self.correct_ids)


class SingleChoice(Choice):
    """Exactly one option is right."""

    kind: Literal["single-choice"]
    takes_one: ClassVar[bool] = True


class MultipleChoice(Choice):
    """One or more options are right; part of the point is given for part of the answer."""

    kind: Literal["multiple-choice"]


class TrueFalse(Asked):
    """A statement that is true or not; `when_true` is told to whoever calls it true."""

    kind: Literal["true-false"]
    correct: bool
    when_true: Localized
    when_false: Localized
    takes_one: ClassVar[bool] = True

    @property
    def offered(self) -> Sequence[str]:
        return ["true", "false"]

    @property
    def right_answer(self) -> list[str]:
        return [str(self.correct).lower()]


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


class Sortable(Part):
    """A thing to be sorted, and the category in which it belongs."""

    id: StableId
    text: Localized
    category: StableId
    feedback: Localized


class Matching(Asked):
    """Each thing on the left gets the one on the right that belongs to it."""

    kind: Literal["matching"]
    pairs: Annotated[list[Match], Field(min_length=2, max_length=8)]
    distractors: Annotated[list[Distractor], Field(max_length=4)] = []

    @property
    def items(self) -> Sequence[Sortable]:
        """The left sides, each with the right side as the category in which it belongs."""
        return [
            Sortable(
                id=veiled(self.id, "left", pair.id),
                text=pair.left,
                category=veiled(self.id, "right", pair.id),
                feedback=pair.feedback,
            )
            for pair in self.pairs
        ]

    @property
    def choices(self) -> Sequence[Distractor]:
        sides = [
            *((pair.id, pair.right) for pair in self.pairs),
            *((extra.id, extra.text) for extra in self.distractors),
        ]
        return [Distractor(id=veiled(self.id, "right", key), text=text) for key, text in sides]

    @property
    def offered(self) -> Sequence[str]:
        sides = [side.id for side in self.choices]
        return _joined((item.id for item in self.items), sides)

    @property
    def right_answer(self) -> list[str]:
        return _in_their_categories(self.items)


class Stage(Part):
    """One of the things to be put in order."""

    id: StableId
    text: Localized
    feedback: Localized


class Ordering(Asked):
    """Things to be put in order; they are written in the right one."""

    kind: Literal["ordering"]
    items: Annotated[list[Stage], Field(min_length=3, max_length=8)]

    @property
    def order(self) -> Sequence[str]:
        """The ids of the choices as they belong."""
        return [veiled(self.id, "item", item.id) for item in self.items]

    @property
    def choices(self) -> Sequence[Stage]:
        named = zip(self.order, self.items, strict=True)
        return [Stage(id=key, text=item.text, feedback=item.feedback) for key, item in named]

    @property
    def offered(self) -> Sequence[str]:
        places = [str(place) for place in range(1, len(self.items) + 1)]
        return _joined(self.order, places)

    @property
    def right_answer(self) -> list[str]:
        places = enumerate(self.order, start=1)
        return sorted(f"{key}{JOINED}{place}" for place, key in places)


class Category(Part):
    """A group into which things are sorted."""

    id: StableId
    text: Localized


class Sorting(Asked):
    """Each thing gets the category in which it belongs."""

    kind: Literal["sorting"]
    categories: Annotated[list[Category], Field(min_length=2, max_length=5)]
    items: Annotated[list[Sortable], Field(min_length=2, max_length=12)]

    @property
    def choices(self) -> Sequence[Sortable]:
        return self.items

    @property
    def offered(self) -> Sequence[str]:
        categories = [category.id for category in self.categories]
        return _joined((item.id for item in self.items), categories)

    @property
    def right_answer(self) -> list[str]:
        return _in_their_categories(self.items)


Variant = Annotated[str, Field(min_length=1, max_length=100)]


class Accepted(Part):
    """The answers that are right in each language; either language is right for every reader."""

    kk: Annotated[list[Variant], Field(min_length=1, max_length=20)]
    ru: Annotated[list[Variant], Field(min_length=1, max_length=20)]

    @property
    def words(self) -> Localized:
        """All of them, as they are told to the reader."""
        return Localized(kk="; ".join(self.kk), ru="; ".join(self.ru))


class ShortAnswer(Asked):
    """A word or two to be written; capitals, ё or е and spaces make no difference."""

    kind: Literal["short-answer"]
    accepted: Accepted
    when_right: Localized
    when_wrong: Localized
    longest: ClassVar[int] = LONGEST_WORDS

    @property
    def right_answer(self) -> list[str]:
        return [self.accepted.kk[0]]


class Number(Asked):
    """A number to be written; right within the tolerance on either side."""

    kind: Literal["number"]
    answer: int | float
    tolerance: Annotated[int | float, Field(ge=0)] = 0
    unit: Localized = NO_WORDS
    when_right: Localized
    when_wrong: Localized
    longest: ClassVar[int] = LONGEST_WORDS

    @property
    def right_answer(self) -> list[str]:
        return [str(self.answer)]


class Criterion(Part):
    """A line of the rubric by which an open answer is marked."""

    id: StableId
    text: Localized
    points: Annotated[int, Field(ge=1, le=20)]


class OpenAnswer(Asked):
    """An answer in the reader's own words, marked by a trainer."""

    kind: Literal["open"]
    rubric: Annotated[list[Criterion], Field(min_length=1, max_length=8)]
    longest: ClassVar[int] = LONGEST_TEXT

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
Choosable = Option | Distractor | Stage | Sortable
"""What stands in an order of the paper's own."""


def veiled(*names: str) -> StableId:
    """An id that is always the same for these names and shows nothing of them."""
    return "v" + hashlib.sha256("/".join(names).encode()).hexdigest()[:10]


def _in_their_categories(items: Iterable[Sortable]) -> list[str]:
    return sorted(f"{item.id}{JOINED}{item.category}" for item in items)


def _joined(items: Iterable[str], places: Collection[str]) -> Sequence[str]:
    return [f"{item}{JOINED}{place}" for item in items for place in places]
