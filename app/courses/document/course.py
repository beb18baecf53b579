"""A whole course."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Part, StableId
from app.courses.document.steps import Quiz, Step


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
