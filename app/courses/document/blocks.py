"""The kinds of blocks that make a lesson, as a closed union."""

from typing import Annotated, Literal

from pydantic import Field

from app.core.text import Localized
from app.courses.document.base import Citation, MediaName, Part, StableId
from app.courses.document.questions import Question


class Text(Part):
    """Prose in the Markdown subset; its two languages live in `texts/<id>.kk.md` and `.ru.md`."""

    kind: Literal["text"]
    id: StableId
    text: Localized


class Note(Part):
    """A short marked text beside the prose, in the Markdown subset."""

    kind: Literal["note"]
    id: StableId
    tone: Literal["situation", "law", "mistake", "action", "remark"]
    title: Localized
    text: Localized


class Picture(Part):
    """A picture of the course's `media` folder."""

    kind: Literal["picture"]
    id: StableId
    file: MediaName
    alt: Localized
    caption: Localized


class Table(Part):
    """A table; a cell that is a bare string reads the same in both languages."""

    kind: Literal["table"]
    id: StableId
    caption: Localized
    columns: Annotated[list[Localized], Field(min_length=1, max_length=8)]
    rows: Annotated[list[list[Localized | str]], Field(min_length=1)]


class Series(Part):
    """One row of numbers of a chart, a value for each category."""

    label: Localized
    values: Annotated[list[int | float], Field(min_length=1)]


class Chart(Part):
    """Grouped bars, drawn on the server, with the same numbers as a table beneath."""

    kind: Literal["chart"]
    id: StableId
    caption: Localized
    unit: Localized
    categories: Annotated[list[Localized | str], Field(min_length=1, max_length=12)]
    series: Annotated[list[Series], Field(min_length=1, max_length=4)]


class Sources(Part):
    """Where the facts of the lesson come from."""

    kind: Literal["sources"]
    id: StableId
    items: Annotated[list[Citation], Field(min_length=1)]


class Check(Part):
    """A knowledge check: it explains and gives no mark."""

    kind: Literal["check"]
    id: StableId
    question: Question


Block = Annotated[
    Text | Note | Picture | Table | Chart | Sources | Check, Field(discriminator="kind")
]
