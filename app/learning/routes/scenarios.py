"""The scenario: begin, decide, look back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.permissions import Permission
from app.core.text import LANGUAGES
from app.courses import queries as courses
from app.learning import history, queries, service
from app.learning.forms import DecisionForm, GroupForm
from app.learning.routes.blueprint import bp
from app.learning.routes.player import Place, place_to_change, scenario_of
from app.learning.routes.playing import Playing, RunLine, my_run, playing, playing_to_change
from app.scenarios import queries as scenarios
from app.scenarios import service as scenario_service
from app.web.access import me, requires
from app.web.language import language

RUN = "/courses/<slug>/<step_id>/runs/<int:number>"


def scenario_page(place: Place, form: GroupForm | None = None) -> str:
    """The page from which one begins a run, goes on with it and looks back upon earlier ones."""
    scenario = scenario_of(place)
    played = history.runs(me(), place.enrolment.course)
    runs = [RunLine(run) for run in played if run.scenario_id == scenario.id]
    return render_template(
        "learning/scenario.html",
        place=place,
        scenario=scenario,
        form=form or GroupForm(formdata=None),
        open_runs=[line for line in runs if line.run.is_open and place.has(line.run)],
        earlier=[line for line in runs if not line.run.is_open],
    )


@bp.post("/courses/<slug>/<step_id>/begin")
@requires(Permission.LEARN)
def begin_run(slug: str, step_id: str) -> ResponseReturnValue:
    place = place_to_change(slug, step_id)
    scenario = scenario_of(place)
    form = GroupForm() if "participants" in request.form else None
    if form and not form.validate():
        return scenario_page(place, form)
    run = service.begin_run(
        place.enrolment,
        scenario,
        by=me(),
        language=language(),
        is_group=form is not None,
        participants=form.size if form else None,
    )
    return redirect(url_for(".run", slug=slug, step_id=step_id, number=run.number))


@bp.get(RUN)
@requires(Permission.LEARN)
def run(slug: str, step_id: str, number: int) -> ResponseReturnValue:
    """What the run shows next: a situation, what came of the last decision, or the debrief."""
    if queries.enrolment_or_none(me(), slug) is None:
        return redirect(url_for(".course", slug=slug))
    now = playing(my_run(slug, step_id, number))
    if not now.run.is_open:
        return _debrief(now)
    if request.args.get("after", 0, type=int) != len(now.moves):
        return redirect(now.address_of_decision(len(now.moves)))
    return _situation(now, DecisionForm(formdata=None, is_group=now.run.is_group))


@bp.get(f"{RUN}/<int:move>")
@requires(Permission.LEARN)
def decision(slug: str, step_id: str, number: int, move: int) -> ResponseReturnValue:
    """What came of one decision."""
    if queries.enrolment_or_none(me(), slug) is None:
        return redirect(url_for(".course", slug=slug))
    now = playing(my_run(slug, step_id, number))
    if not 0 < move <= len(now.moves):
        abort(404)
    return render_template("learning/scenario_decision.html", now=now, number=move)


@bp.post(RUN)
@requires(Permission.LEARN)
def decide(slug: str, step_id: str, number: int) -> ResponseReturnValue:
    """Make a move; or show the half-filled page again, in the other language or with its errors."""
    now, enrolment = playing_to_change(my_run(slug, step_id, number))
    form = DecisionForm(is_group=now.run.is_group)
    then = request.form.get("then", "")
    if now.asks_for(form.move_number):
        if then in LANGUAGES and then != language():
            # The same request once more, to the other address: nothing half-written is lost.
            return redirect(url_for(".decide", **now.names, lang=then), code=307)
        if then in LANGUAGES or not form.validate():
            return _situation(now, form)
    kept = service.decide(
        enrolment,
        now.run,
        form.move_number,
        form.choice.data or "",
        by=me(),
        language=language(),
        reason=form.why,
    )
    if kept.choice_id != form.choice.data:
        flash(_("This decision was made before. What was decided stays."), "info")
    return redirect(now.address_of_decision(max(kept.number, len(now.moves))))


@bp.post(f"{RUN}/anew")
@requires(Permission.LEARN)
def start_over(slug: str, step_id: str, number: int) -> ResponseReturnValue:
    """Give an open run up and begin a new one of the same kind."""
    place = place_to_change(slug, step_id)
    old = scenarios.run(place.enrolment.id, step_id, number)
    scenario_service.abandon(old, by=me())
    new = service.begin_run(
        place.enrolment,
        scenario_of(place),
        by=me(),
        language=language(),
        is_group=old.is_group,
        participants=old.participants,
    )
    return redirect(url_for(".run", slug=slug, step_id=step_id, number=new.number))


def _situation(now: Playing, form: DecisionForm) -> str:
    form.number.data = str(len(now.moves) + 1)
    form.offer(now.choices)
    return render_template(
        "learning/scenario_situation.html",
        now=now,
        form=form,
        media=courses.document(now.run.edition_id).media,
    )


def _debrief(now: Playing) -> str:
    return render_template("learning/scenario_debrief.html", now=now)
