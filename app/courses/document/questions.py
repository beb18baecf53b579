"""The kinds of questions, as a closed union."""

from typing import Annotated, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Part, StableId


class Option(Part):
    """One answer that can be chosen, and what the reader is told about it."""

    id: StableId
    text: Localized
    correct: bool = False
    feedback: Localized


class Choice(Part):
    """What single and multiple choice have in common."""

    id: StableId
    objective: StableId
    prompt: Localized
    options: Annotated[list[Option], Field(min_length=2, max_length=8)]
    explanation: Localized
    sources: list[StableId] = []

    @property
    def correct_ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.correct)


class SingleChoice(Choice):
    """Exactly one option is right."""

    kind: Literal["single-choice"]


class MultipleChoice(Choice):
    """One or more options are right; part of the point is given for part of the answer."""

    kind: Literal["multiple-choice"]


Question = Annotated[SingleChoice | MultipleChoice, Field(discriminator="kind")]
