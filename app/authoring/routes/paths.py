"""The trainer's view of a scenario: the drawn graph with what runs made of it."""

from dataclasses import dataclass

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from app.authoring import paths
from app.authoring.queries import Desk
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of
from app.core import clock
from app.core.exports import Cell, Column, Format, Sheet, file_of
from app.core.permissions import Permission
from app.core.text import LANGUAGES
from app.courses.document.scenarios import Scenario
from app.people import queries as people
from app.people.models import Unit
from app.scenarios import drawing, tallies
from app.scenarios.tallies import Scope, Tally
from app.web.access import reach, requires
from app.web.language import OWN_NAMES

FEWEST_RUNS = 5
"""In one unit or position: with fewer the way of one person could be told."""


@dataclass(frozen=True, slots=True)
class View:
    """A scenario of my course with its runs, as the filters of the address narrow them."""

    desk: Desk
    scenario: Scenario
    scope: Scope
    tally: Tally
    is_hidden: bool
    """So few runs are left that one could tell who decided how."""

    @property
    def rows(self) -> list[paths.Row]:
        return paths.rows(self.scenario, self.tally)


@bp.route("/<slug>/paths/<step_id>")
@requires(Permission.EDIT_COURSES)
def scenario_paths(slug: str, step_id: str) -> str:
    view = _view(slug, step_id)
    rows = view.rows
    shares = {(row.node.id, row.choice.id): row.branch.share for row in rows}
    return render_template(
        "authoring/paths.html",
        view=view,
        rows=rows,
        drawing=drawing.drawing(view.scenario),
        shares=shares,
        levels=dict(zip(shares, drawing.levels(list(shares.values())), strict=True)),
        units=[(unit.id, unit.name) for unit in people.units(within=reach())],
        positions=[(position.id, position.name) for position in people.positions()],
    )


@bp.post("/<slug>/paths/<step_id>/export")
@requires(Permission.EDIT_COURSES)
def export_paths(slug: str, step_id: str) -> Response:
    view = _view(slug, step_id)
    response = Response(file_of(_sheet(view), Format.CSV), mimetype=Format.CSV.mimetype)
    name = f"{slug}-{step_id}-{clock.today().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _view(slug: str, step_id: str) -> View:
    desk = desk_of(slug)
    scenario = desk.edition.document.steps_by_id.get(step_id)
    if not isinstance(scenario, Scenario):
        abort(404)
    mode = request.values.get("mode", "")
    language = request.values.get("language", "")
    scope = Scope(
        scenario_id=scenario.id,
        edition_ids=paths.comparable_editions(desk.course, scenario),
        unit=_unit(),
        position_id=request.values.get("position", type=int),
        language=language if language in LANGUAGES else None,
        mode="alone" if mode == "alone" else "group" if mode == "group" else None,
    )
    tally = tallies.tally(scope)
    is_hidden = scope.names_people and 0 < tally.begun < FEWEST_RUNS
    return View(desk, scenario, scope, Tally() if is_hidden else tally, is_hidden)


def _unit() -> Unit | None:
    wanted = request.values.get("unit", type=int)
    return people.unit(wanted, within=reach()) if wanted else None


def _sheet(view: View) -> Sheet:
    columns = (
        Column(_("Situation"), 10),
        Column(_("Title"), 32),
        Column(_("Choice"), 10),
        Column(OWN_NAMES["kk"], 60),
        Column(OWN_NAMES["ru"], 60),
        Column(_("Points"), 10),
        Column(_("Red line"), 12),
        Column(_("Runs"), 10),
        Column(_("Of"), 10),
        Column(_("Median time, seconds"), 14),
    )
    return Sheet(view.scenario.id, columns, [_row(row) for row in view.rows])


def _row(row: paths.Row) -> tuple[Cell, ...]:
    return (
        row.number,
        str(row.node.title),
        row.place,
        row.choice.text.kk,
        row.choice.text.ru,
        row.choice.points,
        _("yes") if row.choice.red_line else _("no"),
        row.branch.runs,
        row.branch.of,
        None if row.seconds is None else round(row.seconds),
    )
