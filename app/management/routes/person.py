"""One person of my team: where she works, what she must learn and why, what she holds."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.certificates import queries as certificates
from app.certificates.validity import State as Validity
from app.core import clock
from app.core.permissions import Permission, Reach
from app.learning import queries as learning
from app.learning.models import Enrolment
from app.management import queries
from app.management.routes.blueprint import STATES, bp, filters, kept, may_assign, way_to
from app.management.states import State, is_due_soon, state_on
from app.people import queries as people
from app.people.models import Unit
from app.web.access import reach, requires
from app.web.filters import short_date

VALIDITY = {
    Validity.VALID: lazy_gettext("Valid"),
    Validity.EXPIRING: lazy_gettext("Expires soon"),
    Validity.EXPIRED: lazy_gettext("Expired"),
    Validity.REVOKED: lazy_gettext("Revoked"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """A course that somebody takes, as her manager sees it."""

    enrolment: Enrolment

    @property
    def state(self) -> State:
        row = self.enrolment
        return state_on(
            clock.today(),
            due_on=row.due_on,
            started_at=row.started_at,
            finished_at=row.finished_at,
        )

    @property
    def is_due_soon(self) -> bool:
        return is_due_soon(clock.today(), self.state, self.enrolment.due_on)

    @property
    def reason(self) -> str:
        """Why she has this course, in a sentence."""
        row = self.enrolment
        day = short_date(clock.local(row.assigned_at).date())
        if row.assigned_by is None:
            return _("Chosen by the learner on %(date)s.", date=day)
        if row.assigned_unit is None:
            return _(
                "Assigned personally on %(date)s. Assigned by: %(name)s",
                date=day,
                name=row.assigned_by.full_name,
            )
        return _(
            "Assigned to the unit «%(unit)s» on %(date)s. Assigned by: %(name)s",
            unit=row.assigned_unit.name,
            date=day,
            name=row.assigned_by.full_name,
        )


@bp.route("/units/<int:unit_id>/people/<int:person_id>")
@requires(Permission.SEE_TEAM)
def person(unit_id: int, person_id: int) -> str:
    place = queries.place(unit_id, within=reach())
    person = people.person(person_id, within=Reach(reach().permission, (place.unit.path,)))
    return render_template(
        "management/person.html",
        place=place,
        way=way_to(place),
        back=_back(place.unit),
        person=person,
        memberships=queries.memberships(person),
        duties=[Duty(row) for row in learning.enrolments(person)],
        certificates=certificates.certificates_of(person),
        states=STATES,
        validity=VALIDITY,
        may_assign=may_assign(place.unit),
        kept=kept(),
        today=clock.today(),
    )


def _back(unit: Unit) -> str:
    """The list from which this page was opened, as it was; else the unit."""
    slug, query = request.args.get("list", ""), filters().query
    if slug:
        return url_for(".course", unit_id=unit.id, slug=slug, **query)
    return url_for(".unit", unit_id=unit.id, **filters().of_unit.query)
