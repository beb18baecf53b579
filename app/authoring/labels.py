"""What the texts and numbers of a course are called in the editor, and how long they may be."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from app.authoring.editing import Path, Situation
from app.core.errors import N_
from app.courses.document.base import Citation, Part
from app.courses.document.blocks import Chart, Note, Sources, Table, Text
from app.courses.document.course import Source
from app.courses.document.scenarios import Scene

LONGEST_TEXT = 20_000


NUMBERED: Mapping[Path, tuple[str, int, int]] = {
    ("objectives",): (N_("Objective %(number)s"), 500, 2),
    ("columns",): (N_("Heading of column %(number)s"), 200, 2),
    ("categories",): (N_("Category %(number)s"), 100, 1),
    ("series",): (N_("Name of series %(number)s"), 100, 1),
    ("options", "text"): (N_("Answer %(number)s"), 1000, 2),
    ("options", "feedback"): (N_("Answer %(number)s: what the learner is told"), 1000, 2),
    ("pairs", "left"): (N_("Pair %(number)s: left side"), 500, 2),
    ("pairs", "right"): (N_("Pair %(number)s: right side"), 500, 2),
    ("pairs", "feedback"): (N_("Pair %(number)s: what the learner is told"), 1000, 2),
    ("distractors", "text"): (N_("Right side without a pair %(number)s"), 500, 2),
    ("items", "text"): (N_("Item %(number)s"), 500, 2),
    ("items", "feedback"): (N_("Item %(number)s: what the learner is told"), 1000, 2),
    ("rubric", "text"): (N_("Criterion %(number)s"), 500, 2),
    ("counters", "name"): (N_("Name of counter %(number)s"), 100, 1),
    ("flags", "name"): (N_("Name of flag %(number)s"), 200, 1),
    ("endings", "title"): (N_("Ending %(number)s: title"), 300, 1),
    ("endings", "text"): (N_("Ending %(number)s: text"), LONGEST_TEXT, 6),
    ("debrief",): (N_("Question for the debrief %(number)s"), 1000, 2),
    ("additions", "text"): (N_("Paragraph for what happened before %(number)s"), LONGEST_TEXT, 4),
    ("choices", "text"): (N_("Choice %(number)s"), 1000, 2),
    ("choices", "consequence"): (N_("Choice %(number)s: what comes of it"), 2000, 3),
    ("choices", "feedback"): (N_("Choice %(number)s: what the learner is told"), 2000, 3),
}
"""By the list in which a text stands and its key there: its name, greatest length and lines."""
OTHER = (N_("Text %(number)s"), 1000, 2)


class Shape(NamedTuple):
    """The name of an input, its greatest length and its lines."""

    label: str
    limit: int = 500
    rows: int = 2


def shape(part: Part, path: Path, sources: Mapping[str, Source]) -> Shape:
    """The input for what stands at `path` of the part."""
    if path == ("text",):
        return Shape(_("Text"), LONGEST_TEXT, 18 if isinstance(part, Text) else 8)
    if isinstance(part, Situation):
        part, path = part.node, path[1:]
    return _shape_by_name().get(path) or _shape_in_list(part, path, sources)


def _shape_by_name() -> dict[Path, Shape]:
    return {
        ("title",): Shape(_("Title"), 300, 1),
        ("summary",): Shape(_("Summary"), 2000, 4),
        ("alt",): Shape(_("Description for a reader who does not see the picture")),
        ("picture_alt",): Shape(_("Description for a reader who does not see the picture")),
        ("caption",): Shape(_("Caption")),
        ("unit",): Shape(_("Unit of measurement"), 100, 1),
        ("prompt",): Shape(_("Question"), 2000, 3),
        ("explanation",): Shape(_("Explanation"), 3000, 4),
        ("when_true",): Shape(_("What is told to whoever calls it true"), 1000),
        ("when_false",): Shape(_("What is told to whoever calls it false"), 1000),
        ("when_right",): Shape(_("What is told after a right answer"), 1000),
        ("when_wrong",): Shape(_("What is told after a wrong answer"), 1000),
        ("role",): Shape(_("Who the reader is in the story"), 1000),
        ("opening",): Shape(_("How the story begins"), LONGEST_TEXT, 10),
        ("situation",): Shape(_("Situation"), LONGEST_TEXT, 10),
    }


def _shape_in_list(part: Part, path: Path, sources: Mapping[str, Source]) -> Shape:
    match path:
        case ("items", int(i), "about") if isinstance(part, Sources):
            title = _source_title(part.items[i], sources)
            shape = Shape(_("What the lesson takes from: %(title)s", title=title), 1000)
        case ("choices", int(i), "standards", int(j), "about") if isinstance(part, Scene):
            title = _source_title(part.choices[i].standards[j], sources)
            label = _("Choice %(number)s: place in “%(title)s”", number=i + 1, title=title)
            shape = Shape(label, 500)
        case ("rows", int(i), int(j)) if isinstance(part, Table):
            label = _("Row %(number)s: %(column)s", number=i + 1, column=part.columns[j])
            shape = Shape(label, 1000, 3)
        case ("series", int(i), "values", int(j)) if isinstance(part, Chart):
            series, category = part.series[i].label, part.categories[j]
            label = _("Number: %(series)s, %(category)s", series=series, category=category)
            shape = Shape(label, 20, 1)
        case (str(name), int(i), *rest):
            label, limit, rows = NUMBERED.get((name, *rest)) or NUMBERED.get((name,), OTHER)
            shape = Shape(_(label, number=i + 1), limit, rows)
        case _:
            shape = Shape(_("Text"), 1000)
    return shape


def _source_title(citation: Citation, sources: Mapping[str, Source]) -> str:
    source = sources.get(citation.source)
    return str(source.title) if source else citation.source


def has_markdown(part: Part) -> bool:
    """Whether the part holds prose that is written in Markdown."""
    return isinstance(part, Text | Note)
