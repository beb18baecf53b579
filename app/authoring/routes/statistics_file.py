"""The statistics of a quiz as rows of a file."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.assessment.items import Item
from app.authoring.routes.verdicts import verdicts
from app.core.exports import Cell, Column, Sheet
from app.core.text import LANGUAGES, Language
from app.web.language import OWN_NAMES


def sheet_of(name: str, found: Sequence[Item]) -> Sheet:
    """Three lines for each question: both languages together, then each."""
    columns = (
        Column(_("Question"), 60),
        Column(_("Question ID"), 24),
        Column(_("Language of the answers"), 16),
        Column(_("Counted since edition"), 12),
        Column(_("Saw it"), 10),
        Column(_("Answered"), 10),
        Column(_("Mean points"), 10),
        Column(_("Lower bound of the interval"), 10),
        Column(_("Upper bound of the interval"), 10),
        Column(_("Discrimination"), 14),
        Column(_("Median time, seconds"), 14),
        Column(_("Mantel–Haenszel delta"), 14),
        Column(_("Chance of such a difference where there is none"), 14),
        Column(_("Class"), 8),
        Column(_("What to look at"), 60),
    )
    return Sheet(
        name, columns, [_cells(item, code) for item in found for code in (None, *LANGUAGES)]
    )


def _cells(item: Item, language: Language | None) -> tuple[Cell, ...]:
    figures, difference = item.figures(language), item.difference if language is None else None
    sums, (low, high) = figures.sums, figures.sums.interval or (None, None)
    return (
        str(item.question.prompt),
        item.question.id,
        OWN_NAMES[language] if language else _("Both languages together"),
        item.since,
        sums.seen,
        sums.answered,
        *(_rounded(value) for value in (sums.facility, low, high, sums.discrimination)),
        _rounded(figures.median, 0),
        _rounded(difference.delta, 2) if difference else None,
        _rounded(difference.p, 4) if difference else None,
        difference.category if difference else None,
        "; ".join(verdict.text for verdict in verdicts(item, language)),
    )


def _rounded(value: float | None, places: int = 3) -> Cell:
    """A number for a spreadsheet; what is without end is written as a word."""
    if value is None or abs(value) == float("inf"):
        return None if value is None else str(value)
    return round(value, places)
