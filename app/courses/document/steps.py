"""The kinds of steps that make a module, as a closed union."""

from typing import Annotated, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Part, StableId
from app.courses.document.blocks import Block
from app.courses.document.questions import Question


class Lesson(Part):
    """One topic to read, ten minutes at most."""

    kind: Literal["lesson"]
    id: StableId
    title: Localized
    minutes: Annotated[int, Field(ge=1, le=60)]
    blocks: Annotated[list[Block], Field(min_length=1)]


class Quiz(Part):
    """A test with a mark."""

    kind: Literal["quiz"]
    id: StableId
    title: Localized
    minutes: Annotated[int, Field(ge=1, le=180)]
    pass_mark: Annotated[int, Field(ge=1, le=100, description="percent")]
    attempts: Annotated[int, Field(ge=1, le=20, description="before a pause is due")]
    pause_hours: Annotated[int, Field(ge=0, le=720)]
    questions: Annotated[list[Question], Field(min_length=1)]


Step = Annotated[Lesson | Quiz, Field(discriminator="kind")]
