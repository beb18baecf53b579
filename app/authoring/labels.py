"""What the texts and numbers of a course are called in the editor, and how long they may be."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from app.authoring.editing import Path
from app.core.errors import N_
from app.courses.document.base import Part
from app.courses.document.blocks import Chart, Note, Sources, Table, Text
from app.courses.document.course import Source

LONGEST_TEXT = 20_000


NUMBERED = {
    "objectives": (N_("Objective %(number)s"), 500, 2),
    "columns": (N_("Heading of column %(number)s"), 200, 2),
    "categories": (N_("Category %(number)s"), 100, 1),
    "series": (N_("Name of series %(number)s"), 100, 1),
}
"""By the list in which a text stands: its name, greatest length and lines."""


class Shape(NamedTuple):
    """The name of an input, its greatest length and its lines."""

    label: str
    limit: int = 500
    rows: int = 2


def shape(part: Part, path: Path, sources: Mapping[str, Source]) -> Shape:
    """The input for what stands at `path` of the part."""
    if path == ("text",):
        return Shape(_("Text"), LONGEST_TEXT, 18 if isinstance(part, Text) else 8)
    return _shape_by_name().get(path) or _shape_in_list(part, path, sources)


def _shape_by_name() -> dict[Path, Shape]:
    return {
        ("title",): Shape(_("Title"), 300, 1),
        ("summary",): Shape(_("Summary"), 2000, 4),
        ("alt",): Shape(_("Description for a reader who does not see the picture")),
        ("caption",): Shape(_("Caption")),
        ("unit",): Shape(_("Unit of measurement"), 100, 1),
    }


def _shape_in_list(part: Part, path: Path, sources: Mapping[str, Source]) -> Shape:
    match path:
        case ("items", int(i), "about") if isinstance(part, Sources):
            source = sources.get(part.items[i].source)
            title = str(source.title) if source else part.items[i].source
            shape = Shape(_("What the lesson takes from: %(title)s", title=title), 1000)
        case ("rows", int(i), int(j)) if isinstance(part, Table):
            label = _("Row %(number)s: %(column)s", number=i + 1, column=part.columns[j])
            shape = Shape(label, 1000, 3)
        case ("series", int(i), "values", int(j)) if isinstance(part, Chart):
            series, category = part.series[i].label, part.categories[j]
            label = _("Number: %(series)s, %(category)s", series=series, category=category)
            shape = Shape(label, 20, 1)
        case (str(name), int(i), *_rest) if name in NUMBERED:
            label, limit, rows = NUMBERED[name]
            shape = Shape(_(label, number=i + 1), limit, rows)
        case _:
            raise KeyError(path)
    return shape


def has_markdown(part: Part) -> bool:
    """Whether the part holds prose that is written in Markdown."""
    return isinstance(part, Text | Note)
