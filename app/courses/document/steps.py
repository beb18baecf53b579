"""The kinds of steps that make a module, as a closed union."""

from typing import Annotated, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Part, StableId
from app.courses.document.blocks import Block
from app.courses.document.questions import Difficulty, Question
from app.courses.document.scenarios import Scenario

Purpose = Literal["module", "final", "before", "after", "practice"]
"""What a quiz is for: a mark in its module or for the course, a knowledge check before or after
the course, or practice without a mark."""
Explained = Literal["handed-in", "passed", "never"]
Counted = Literal["best", "last"]


class Lesson(Part):
    """One topic to read, ten minutes at most."""

    kind: Literal["lesson"]
    id: StableId
    title: Localized
    minutes: Annotated[int, Field(ge=1, le=60)]
    blocks: Annotated[list[Block], Field(min_length=1)]


class Draw(Part):
    """How many questions are drawn from the bank, and from which part of it.

    A question is in that part if it has one of the objectives, one of the tags and one of the
    difficulties; an empty list asks for nothing.
    """

    count: Annotated[int, Field(ge=1, le=100)]
    objectives: list[StableId] = []
    tags: list[StableId] = []
    difficulty: list[Difficulty] = []

    def takes(self, question: Question) -> bool:
        """Whether `question` is in the part of the bank from which this draws."""
        return (
            (not self.objectives or question.objective in self.objectives)
            and (not self.tags or not set(self.tags).isdisjoint(question.tags))
            and (not self.difficulty or question.difficulty in self.difficulty)
        )


class Quiz(Part):
    """A test: its own questions, and those that are drawn from the bank of the course."""

    kind: Literal["quiz"]
    id: StableId
    title: Localized
    minutes: Annotated[int, Field(ge=1, le=180)]
    purpose: Purpose = "module"
    pass_mark: Annotated[int, Field(ge=0, le=100, description="percent")] = 0
    attempts: Annotated[int, Field(ge=0, le=20, description="before a pause is due; 0: any")] = 0
    pause_hours: Annotated[int, Field(ge=0, le=720)] = 24
    time_limit: Annotated[int, Field(ge=0, le=300, description="minutes; 0: none")] = 0
    explanations: Explained = "passed"
    counts: Counted = "best"
    questions: list[Question] = []
    draws: list[Draw] = []

    def goes_without_saying(self, name: str) -> bool:
        # Where attempts are counted the pause belongs to the rule and is always written.
        is_rule = name == "pause_hours" and bool(self.attempts)
        return super().goes_without_saying(name) and not is_rule

    @property
    def is_marked(self) -> bool:
        """Whether it must be passed; a knowledge check and practice only measure."""
        return self.purpose in {"module", "final"}

    @property
    def length(self) -> int:
        """How many questions its paper has."""
        return len(self.questions) + sum(draw.count for draw in self.draws)


Step = Annotated[Lesson | Quiz | Scenario, Field(discriminator="kind")]
