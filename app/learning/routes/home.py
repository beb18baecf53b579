"""My training: what I must do, why and by when; where I stopped."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessment import queries as assessment
from app.assessment.models import Attempt
from app.certificates import queries as certificates
from app.certificates.models import Certificate
from app.core import clock
from app.core.permissions import Permission
from app.learning import progress, queries, service
from app.learning.models import Enrolment
from app.learning.progress import Outline
from app.learning.routes import timing
from app.learning.routes.blueprint import bp
from app.web.access import me, requires
from app.web.filters import long_date, short_date


@dataclass(frozen=True, slots=True)
class Duty:
    """One course on my page."""

    enrolment: Enrolment
    outline: Outline | None
    certificate: Certificate | None
    unsettled: Sequence[Attempt] = ()

    @property
    def lines(self) -> list[str]:
        """What is to be known: by when, what the clock says, why, where the reader stopped."""
        stopped = self.stopped_at
        return [
            self.time_left,
            *timing.notes(self.unsettled),
            self.reason,
            *([_("You stopped at: %(title)s", title=stopped)] if stopped else []),
        ]

    @property
    def state(self) -> str:
        today = clock.today()
        if self.enrolment.finished_at:
            return "done"
        if self.enrolment.is_overdue(today):
            return "overdue"
        if self.enrolment.due_on and self.enrolment.due_on <= today + progress.DUE_SOON:
            return "due-soon"
        return "in-progress" if self.enrolment.started_at else "not-started"

    @property
    def state_text(self) -> str:
        return {
            "done": _("Completed"),
            "overdue": _("Overdue"),
            "due-soon": _("Due soon"),
            "in-progress": _("In progress"),
            "not-started": _("Not started"),
        }[self.state]

    @property
    def reason(self) -> str:
        """Why this course is here, in a sentence."""
        enrolment = self.enrolment
        day = short_date(clock.local(enrolment.assigned_at).date())
        if enrolment.assigned_by is None:
            return _("You chose this course yourself on %(date)s.", date=day)
        if enrolment.assigned_unit is None:
            return _(
                "Assigned to you personally on %(date)s. Assigned by: %(name)s",
                date=day,
                name=enrolment.assigned_by.full_name,
            )
        return _(
            "Assigned to the unit «%(unit)s» on %(date)s. Assigned by: %(name)s",
            unit=enrolment.assigned_unit.name,
            date=day,
            name=enrolment.assigned_by.full_name,
        )

    @property
    def time_left(self) -> str:
        """How long until the due date, or how long past it."""
        due = self.enrolment.due_on
        if due is None:
            return _("No due date")
        days = (due - clock.today()).days
        if days < 0:
            late = ngettext("%(num)d day late", "%(num)d days late", -days)
            return _("Due date: %(date)s (%(left)s)", date=long_date(due), left=late)
        if days == 0:
            return _("Due date: %(date)s (today)", date=long_date(due))
        left = ngettext("%(num)d day left", "%(num)d days left", days)
        return _("Due date: %(date)s (%(left)s)", date=long_date(due), left=left)

    @property
    def stopped_at(self) -> str:
        """The title of the step at which the reader stopped, or nothing."""
        if self.outline is None or self.enrolment.at_step is None:
            return ""
        titles = {view.step.id: view.step.title for view in self.outline.steps}
        return str(titles.get(self.enrolment.at_step, ""))

    @property
    def address(self) -> str:
        """Where the button leads: straight back to the place, or to the course."""
        slug = self.enrolment.course.slug
        here = self.outline.at_or_after(self.enrolment.at_step) if self.outline else None
        if here is None:
            return url_for("learning.course", slug=slug)
        return url_for("learning.step", slug=slug, step_id=here.step.id)


@bp.route("/")
@requires(Permission.LEARN)
def home() -> str:
    enrolments = queries.enrolments(me())
    results = queries.results_of(enrolments)
    attempts = assessment.unsettled(me())
    held = {row.occasion: row for row in certificates.certificates_of(me())}
    duties = [
        Duty(
            row,
            progress.outline(service.document_of(row), results[row.id]) if row.edition_id else None,
            held.get(service.occasion(row)),
            [attempt for attempt in attempts if attempt.enrolment_id == row.id],
        )
        for row in enrolments
    ]
    return render_template(
        "learning/home.html",
        to_do=[duty for duty in duties if not duty.enrolment.finished_at],
        finished=[duty for duty in duties if duty.enrolment.finished_at],
    )
