"""A list as a file."""

from collections.abc import Sequence

from flask import Response, abort, request
from flask_babel import gettext as _

from app.core import clock
from app.core.exports import Cell, Column, Format, Sheet
from app.core.permissions import Permission
from app.courses import queries as courses
from app.management import queries, service
from app.management.queries import Line
from app.management.routes.blueprint import STATES, bp, filters
from app.web.access import me, reach, requires


@bp.post("/units/<int:unit_id>/courses/<slug>/export")
@requires(Permission.EXPORT_TEAM)
def export(unit_id: int, slug: str) -> Response:
    unit = queries.place(unit_id, within=reach()).unit
    course = courses.course(slug)
    kind = _format()
    lines, _total = queries.lines(unit, course, filters())
    made = service.export(_sheet(course.code, lines), kind=kind, unit=unit, course=course, by=me())
    response = Response(made, mimetype=kind.mimetype)
    name = f"{course.slug}-{unit.id}-{clock.today().isoformat()}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _format() -> Format:
    asked = request.form.get("format", "")
    return Format(asked) if asked in list(Format) else abort(400)


def _sheet(name: str, lines: Sequence[Line]) -> Sheet:
    columns = (
        Column(_("Full name"), 36),
        Column(_("Position"), 28),
        Column(_("Unit"), 32),
        Column(_("Status"), 16),
        Column(_("Due date"), 14),
        Column(_("Steps done"), 12),
        Column(_("Steps in the course"), 12),
        Column(_("Completed on"), 14),
        Column(_("Certificate valid until"), 16),
    )
    return Sheet(name, columns, [_row(line) for line in lines])


def _row(line: Line) -> tuple[Cell, ...]:
    return (
        line.name,
        str(line.position),
        str(line.unit),
        str(STATES[line.state]),
        line.due_on,
        line.steps_done,
        line.steps,
        line.finished_on,
        line.valid_until,
    )
