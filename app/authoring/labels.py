"""What the texts and numbers of a course are called in the editor, and how long they may be."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from app.authoring.editing import Path
from app.courses.document.base import Part
from app.courses.document.blocks import Note, Sources, Text
from app.courses.document.course import Source

LONGEST_TEXT = 20_000


class Shape(NamedTuple):
    """The name of an input, its greatest length and its lines."""

    label: str
    limit: int = 500
    rows: int = 2


def shape(part: Part, path: Path, sources: Mapping[str, Source]) -> Shape:
    """The input for what stands at `path` of the part."""
    match path:
        case ("title",):
            return Shape(_("Title"), 300, 1)
        case ("summary",):
            return Shape(_("Summary"), 2000, 4)
        case ("objectives", int(i), "text"):
            return Shape(_("Objective %(number)s", number=i + 1))
        case ("text",):
            return Shape(_("Text"), LONGEST_TEXT, 18 if isinstance(part, Text) else 8)
        case ("alt",):
            return Shape(_("Description for a reader who does not see the picture"))
        case ("caption",):
            return Shape(_("Caption"))
        case ("unit",):
            return Shape(_("Unit of measurement"), 100, 1)
        case _:
            return _shape_in_list(part, path, sources)


def _shape_in_list(part: Part, path: Path, sources: Mapping[str, Source]) -> Shape:
    match path:
        case ("columns", int(i)):
            return Shape(_("Heading of column %(column)s", column=i + 1), 200, 2)
        case ("rows", int(i), int(j)):
            return Shape(_("Row %(row)s, column %(column)s", row=i + 1, column=j + 1), 1000, 3)
        case ("categories", int(i)):
            return Shape(_("Category %(number)s", number=i + 1), 100, 1)
        case ("series", int(i), "label"):
            return Shape(_("Name of series %(number)s", number=i + 1), 100, 1)
        case ("series", int(i), "values", int(j)):
            label = _("Series %(number)s, category %(category)s", number=i + 1, category=j + 1)
            return Shape(label, 20, 1)
        case ("items", int(i), "about") if isinstance(part, Sources):
            source = sources.get(part.items[i].source)
            title = str(source.title) if source else part.items[i].source
            return Shape(_("What the lesson takes from: %(title)s", title=title), 1000)
    raise KeyError(path)


def has_markdown(part: Part) -> bool:
    """Whether the part holds prose that is written in Markdown."""
    return isinstance(part, Text | Note)
