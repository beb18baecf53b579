"""The clock of an attempt in words, wherever it is read."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.assessment import policy
from app.assessment import queries as assessment
from app.assessment.models import CLOCK, Attempt
from app.core import clock
from app.web.filters import clock_time, moment


def is_over(attempt: Attempt) -> bool:
    """Whether nothing more can be answered: handed in, or its time has run out."""
    return not attempt.is_open or policy.has_run_out(attempt, now=clock.now())


def was_cut_off(attempt: Attempt) -> bool:
    """Whether the clock has ended it, written down already or not."""
    return attempt.closed_by == CLOCK or policy.has_run_out(attempt, now=clock.now())


def how_it_ended(attempt: Attempt) -> str:
    """Why an attempt takes no answers any more, with the receipt."""
    if was_cut_off(attempt) and attempt.deadline_at:
        return _(
            "Time was over at %(time)s. What you had saved was handed in."
            " Receipt number: %(receipt)s",
            time=at(attempt),
            receipt=attempt.receipt,
        )
    return _(
        "This attempt is already handed in. Receipt number: %(receipt)s", receipt=attempt.receipt
    )


def at(attempt: Attempt) -> str:
    """The end of an attempt: the hour, with the date unless it is today."""
    assert attempt.deadline_at
    is_today = clock.local(attempt.deadline_at).date() == clock.today()
    return clock_time(attempt.deadline_at) if is_today else moment(attempt.deadline_at)


def notes(attempts: Iterable[Attempt]) -> list[str]:
    """What is to be said of attempts without a result, on pages that are not theirs."""
    return [_note(one) for one in attempts if one.deadline_at or one.awaits_marking]


def _note(attempt: Attempt) -> str:
    title = assessment.quiz(attempt).title
    if attempt.awaits_marking:
        return _("«%(title)s» is handed in: a trainer marks the open answers.", title=title)
    if is_over(attempt):
        return f"«{title}»: {how_it_ended(attempt)}"
    return _("«%(title)s» is open: the time runs until %(time)s.", title=title, time=at(attempt))
