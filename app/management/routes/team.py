"""My team: a unit with all below, what needs me, and how far it is."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.core.permissions import Permission
from app.management import queries
from app.management.routes.blueprint import bp, filters, may_assign, position_choices, way_to
from app.web.access import reach, requires


@bp.route("/")
@requires(Permission.SEE_TEAM)
def home() -> ResponseReturnValue:
    roots = queries.roots(reach())
    if len(roots) == 1:
        return redirect(url_for(".unit", unit_id=roots[0].id))
    return render_template("management/home.html", roots=roots)


@bp.route("/units/<int:unit_id>")
@requires(Permission.SEE_TEAM)
def unit(unit_id: int) -> str:
    place = queries.place(unit_id, within=reach())
    wanted = filters()
    courses = queries.by_course(place.unit, position=wanted.position)
    chosen = next((row.course for row in courses if row.course.slug == wanted.course), None)
    only = courses[0].course if len(courses) == 1 else None
    return render_template(
        "management/unit.html",
        place=place,
        way=way_to(place, and_unit=False),
        filters=wanted,
        positions=position_choices(),
        courses=courses,
        course_choices=[(row.course.slug, row.course.title) for row in courses],
        chosen=chosen or only,
        shown=[row for row in courses if chosen in {None, row.course}],
        parts=queries.by_part(place, course=chosen or only, position=wanted.position),
        people=queries.head_count(place.unit, position=wanted.position),
        may_assign=may_assign(place.unit),
    )
