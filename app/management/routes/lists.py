"""The people of a unit and one course: on the screen and for the roll-call."""

from math import ceil

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.core import clock
from app.core.permissions import Permission
from app.courses import queries as courses
from app.management import queries
from app.management.filters import Filters
from app.management.routes.blueprint import (
    STATES,
    bp,
    filters,
    list_of,
    may_assign,
    may_export,
    position_choices,
    way_to,
)
from app.people import queries as people
from app.web.access import me, reach, requires

ROLL_LIMIT = 1000
"""Forty sheets of paper: whoever needs more takes the file."""


@bp.route("/units/<int:unit_id>/courses/<slug>")
@requires(Permission.SEE_TEAM)
def course(unit_id: int, slug: str) -> ResponseReturnValue:
    place, wanted = queries.place(unit_id, within=reach()), filters()
    course = courses.course(slug)
    lines, total = queries.lines(place.unit, course, wanted, limit=queries.PAGE)
    if wanted.page > 1 and not lines:
        return redirect(list_of(place.unit, course, wanted.but()))
    return render_template(
        "management/course.html",
        place=place,
        way=way_to(place),
        course=course,
        filters=wanted,
        positions=position_choices(),
        states=STATES,
        lines=lines,
        total=total,
        pages=ceil(total / queries.PAGE),
        everybody=list_of(place.unit, course, Filters(course=wanted.course)),
        may_assign=may_assign(place.unit),
        may_export=may_export(place.unit),
    )


@bp.route("/units/<int:unit_id>/courses/<slug>/list")
@requires(Permission.SEE_TEAM)
def roll(unit_id: int, slug: str) -> str:
    place, wanted = queries.place(unit_id, within=reach()), filters().but()
    course = courses.course(slug)
    lines, total = queries.lines(place.unit, course, wanted, limit=ROLL_LIMIT)
    return render_template(
        "management/roll.html",
        place=place,
        way=way_to(place),
        course=course,
        filters=wanted,
        position=next((row for row in people.positions() if row.id == wanted.position), None),
        states=STATES,
        lines=lines,
        total=total,
        today=clock.today(),
        back=list_of(place.unit, course, filters()),
        me=me(),
    )
