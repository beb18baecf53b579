"""A whole course."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Part, StableId
from app.courses.document.blocks import Check
from app.courses.document.questions import Question
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz, Step


class Objective(Part):
    """What the learner will be able to do."""

    id: StableId
    text: Localized


class Source(Part):
    """A publication on which facts of the course rest."""

    id: StableId
    title: Localized
    publisher: Localized
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    address: str = ""


class CertificateTerms(Part):
    """How long a certificate of this course is valid."""

    valid_months: Annotated[int, Field(ge=1, le=120)]


class Module(Part):
    """A part of a course: lessons, then usually a quiz."""

    id: StableId
    title: Localized
    objectives: list[Objective]
    steps: Annotated[list[Step], Field(min_length=1)]


class CourseDocument(Part):
    """A course as it is written, checked, published and read."""

    format: Literal[1]
    code: Annotated[str, Field(pattern=r"^[A-Z]{2,4}[0-9]{1,3}$")]
    title: Localized
    summary: Localized
    audience: list[StableId]
    hours: Annotated[int, Field(ge=1, le=400, description="academic hours of 45 minutes")]
    prerequisites: list[Annotated[str, Field(pattern=r"^[A-Z]{2,4}[0-9]{1,3}$")]]
    certificate: CertificateTerms
    objectives: list[Objective]
    sources: list[Source]
    modules: Annotated[list[Module], Field(min_length=1)]
    bank: list[Question] = []
    review_notes: Localized = Localized(kk="", ru="")
    media: dict[str, str] = {}
    """File name → SHA-256 of the file in `media/`; computed when a folder is loaded."""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for module in self.modules for step in module.steps)

    @cached_property
    def steps_by_id(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}

    def module_of(self, step: Step) -> Module:
        return next(module for module in self.modules if step in module.steps)

    def quizzes(self) -> Iterator[Quiz]:
        return (step for step in self.steps if isinstance(step, Quiz))

    def scenarios(self) -> Iterator[Scenario]:
        return (step for step in self.steps if isinstance(step, Scenario))

    @cached_property
    def questions_by_id(self) -> dict[str, Question]:
        """Every question of the course: of its quizzes, its bank and its knowledge checks."""
        lessons = (step for step in self.steps if isinstance(step, Lesson))
        found = [
            *(question for quiz in self.quizzes() for question in quiz.questions),
            *self.bank,
            *(b.question for lesson in lessons for b in lesson.blocks if isinstance(b, Check)),
        ]
        return {question.id: question for question in found}

    def askable(self, quiz: Quiz) -> list[Question]:
        """Every question that a paper of `quiz` may hold."""
        drawn = (q for q in self.bank if any(draw.takes(q) for draw in quiz.draws))
        return [*quiz.questions, *drawn]
