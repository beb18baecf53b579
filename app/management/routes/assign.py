"""Giving a course: choose, see how many get it, confirm."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.permissions import Permission
from app.learning import service as learning
from app.management import queries
from app.management.forms import AssignForm, wishes
from app.management.queries import Place
from app.management.routes.blueprint import bp, filters, way_to
from app.web.access import me, reach, requires


@bp.route("/units/<int:unit_id>/assign", methods=["GET", "POST"])
@requires(Permission.ASSIGN_COURSES)
def assign(unit_id: int) -> ResponseReturnValue:
    place = queries.place(unit_id, within=reach())
    form = AssignForm(data=wishes(filters(), request.args.getlist("person")))
    form.offer(place.unit)
    if form.is_asked and form.validate():
        return _give(place, form) if form.is_confirmed else _ask(place, form)
    page = render_template("management/assign.html", place=place, way=way_to(place), form=form)
    return page, 422 if form.has_errors else 200


def _ask(place: Place, form: AssignForm) -> str:
    course = form.chosen_course()
    return render_template(
        "management/confirm.html",
        place=place,
        way=way_to(place),
        form=form,
        course=course,
        prospect=queries.prospect(course, form.chosen_people(place.unit)),
    )


def _give(place: Place, form: AssignForm) -> ResponseReturnValue:
    course = form.chosen_course()
    count = learning.assign(
        course,
        to=form.chosen_people(place.unit),
        due=form.due.data,
        by=me(),
        through=None if form.whom.data == "people" else place.unit,
    )
    if count:
        words = ngettext(
            "The course «%(course)s» is assigned to %(num)d person.",
            "The course «%(course)s» is assigned to %(num)d people.",
            count,
            course=course.title,
        )
    else:
        words = _("Nobody new got the course: they take it already or hold a certificate.")
    flash(words, "success" if count else "info")
    return redirect(url_for(".course", unit_id=place.unit.id, slug=course.slug))
