"""Giving time back after an outage: to one attempt, to a site, or to everybody at once."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from app.assessment import policy
from app.assessment import queries as assessment
from app.assessment.models import TimeCredit
from app.core import clock
from app.core.permissions import Permission
from app.learning import outages
from app.learning import queries as learning
from app.learning import service as learning_service
from app.management.routes.blueprint import bp
from app.management.time_forms import TimeForm
from app.web import navigation
from app.web.access import me, reach, requires

navigation.entry(lazy_gettext("Time of attempts"), "management.time", order=60)
SHOWN = 50
"""Attempts and earlier acts on the page; whoever looks for another has its receipt number."""

REASONS = {
    "passed": lazy_gettext("has passed this quiz"),
    "later": lazy_gettext("has begun a later attempt"),
    "finished": lazy_gettext("has completed the course"),
    "marked": lazy_gettext("a trainer has marked an open answer already"),
}


@bp.route("/time", methods=["GET", "POST"])
@requires(Permission.GIVE_TIME)
def time() -> ResponseReturnValue:
    receipt = request.args.get("receipt", "")
    form = TimeForm(within=reach(), **({"whom": "attempt", "receipt": receipt} if receipt else {}))
    if form.is_asked and form.validate():
        return _give(form) if form.is_confirmed else _ask(form)
    page = render_template(
        "management/time.html",
        form=form,
        running=learning.clocked(_today(), limit=SHOWN),
        quiz_of=assessment.quiz,
        has_run_out=lambda attempt: policy.has_run_out(attempt, now=clock.now()),
        credits=learning.time_credits(within=reach(), limit=SHOWN),
    )
    return page, 422 if form.has_errors else 200


def _today() -> outages.Outage:
    """What ran today: open now, or closed by the clock since midnight."""
    now = clock.now()
    midnight = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return outages.Outage(reach(), midnight, now)


def _ask(form: TimeForm) -> str:
    return render_template(
        "management/time_confirm.html",
        form=form,
        outage=form.outage,
        prospect=outages.affected(learning.clocked(form.outage), now=clock.now()),
        quiz_of=assessment.quiz,
        reasons=REASONS,
    )


def _give(form: TimeForm) -> ResponseReturnValue:
    credit = learning_service.give_time(
        form.outage,
        minutes=form.minutes.data or 0,
        reason=(form.reason.data or "").strip(),
        key=form.key.data or "",
        by=me(),
    )
    flash(" ".join(_said(credit)), "success")
    return redirect(url_for(".time"))


def _said(credit: TimeCredit) -> list[str]:
    later = ngettext(
        "%(num)d open attempt ends later.",
        "%(num)d open attempts end later.",
        credit.extended,
    )
    again = ngettext(
        "%(num)d attempt closed by the clock is open again.",
        "%(num)d attempts closed by the clock are open again.",
        credit.reopened,
    )
    counted = ((later, credit.extended), (again, credit.reopened))
    given = _("Minutes given back: %(num)s.", num=credit.minutes)
    return [given, *(words for words, count in counted if count)]
