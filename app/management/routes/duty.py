"""One course of one person: taking it back, changing its due date."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.permissions import Permission, Reach
from app.learning import queries as enrolments
from app.learning import service as learning
from app.learning.models import Enrolment
from app.management import queries
from app.management.forms import DueForm, WithdrawForm
from app.management.queries import Place
from app.management.routes.blueprint import bp, page_of, way_to
from app.people import queries as people
from app.people.models import Person
from app.web.access import me, reach, requires
from app.web.filters import short_date


@dataclass(frozen=True, slots=True)
class Given:
    """A course that a person of the unit takes."""

    place: Place
    person: Person
    enrolment: Enrolment

    @property
    def back(self) -> str:
        return page_of(self.place.unit, self.person)

    @property
    def way(self) -> list[tuple[object, str]]:
        return [*way_to(self.place), (self.person.full_name, self.back)]


@bp.route(
    "/units/<int:unit_id>/people/<int:person_id>/courses/<slug>/withdraw", methods=["GET", "POST"]
)
@requires(Permission.ASSIGN_COURSES)
def withdraw(unit_id: int, person_id: int, slug: str) -> ResponseReturnValue:
    given, form = _given(unit_id, person_id, slug), WithdrawForm()
    if form.validate_on_submit():
        title = given.enrolment.course.title
        learning.withdraw(given.enrolment, by=me())
        flash(_("The assignment of the course «%(course)s» is removed.", course=title), "success")
        return redirect(given.back)
    return render_template("management/withdraw.html", given=given, form=form)


@bp.route("/units/<int:unit_id>/people/<int:person_id>/courses/<slug>/due", methods=["GET", "POST"])
@requires(Permission.ASSIGN_COURSES)
def due(unit_id: int, person_id: int, slug: str) -> ResponseReturnValue:
    given = _given(unit_id, person_id, slug)
    form = DueForm(data={"due": given.enrolment.due_on})
    if form.validate_on_submit():
        learning.change_due(given.enrolment, to=form.due.data, by=me())
        flash(_said(given.enrolment), "success")
        return redirect(given.back)
    page = render_template("management/due.html", given=given, form=form)
    return page, 422 if form.has_errors else 200


def _given(unit_id: int, person_id: int, slug: str) -> Given:
    """What the address means as far as I reach; whoever sends a form holds the row."""
    place = queries.place(unit_id, within=reach())
    person = people.person(person_id, within=Reach(reach().permission, (place.unit.path,)))
    find = enrolments.enrolment if request.method == "POST" else enrolments.enrolment_or_none
    return Given(place, person, find(person, slug) or abort(404))


def _said(enrolment: Enrolment) -> str:
    title, day = enrolment.course.title, enrolment.due_on
    if day is None:
        return _("The course «%(course)s» has no due date.", course=title)
    return _(
        "The due date of the course «%(course)s»: %(date)s.", course=title, date=short_date(day)
    )
