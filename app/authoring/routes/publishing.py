"""What learners will see: preview, publishing, discarding the draft."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.assessment import selection
from app.authoring import forms, overview, service
from app.authoring.queries import Desk
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of
from app.authoring.routes.words import change_sentence, problems
from app.core.permissions import Permission
from app.courses.changes import changes
from app.courses.document.steps import Lesson, Quiz, Step
from app.courses.models import Edition
from app.learning.checks import checks
from app.web.access import me, requires


@bp.route("/<slug>/preview/<step_id>")
@requires(Permission.EDIT_COURSES)
def preview(slug: str, step_id: str) -> str:
    desk = desk_of(slug)
    step = desk.step(step_id)
    return render_template(
        f"authoring/preview_{step.kind}.html",
        desk=desk,
        step=step,
        sources={source.id: source for source in desk.document.sources},
        **_questions(desk, step),
        **_neighbours(desk, step_id),
    )


def _questions(desk: Desk, step: Step) -> dict[str, Any]:
    match step:
        case Lesson():
            return {"checks": checks(step, request.args.to_dict(flat=False))}
        case Quiz():
            return {"sheets": [selection.sheet(q) for q in desk.document.askable(step)]}
        case _:
            return {}


@bp.route("/<slug>/publish", methods=["GET", "POST"])
@requires(Permission.PUBLISH_COURSES)
def publish(slug: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    form = forms.DecisionForm()
    if form.validate_on_submit() and form.fingerprint.data == desk.state:
        _say_what_was_published(service.publish(desk, by=me()))
        return redirect(url_for(".outline", slug=slug))
    form.fingerprint.data = desk.state
    page = render_template("authoring/publish.html", desk=desk, form=form, **_to_publish(desk))
    return page, 409 if form.is_submitted() else 200


@bp.route("/<slug>/discard", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def discard(slug: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    form = forms.DecisionForm()
    if form.validate_on_submit() and form.fingerprint.data == desk.state:
        service.discard(desk, by=me())
        flash(_("The draft was discarded."), "success")
        return redirect(url_for(".outline", slug=slug))
    form.fingerprint.data = desk.state
    page = render_template("authoring/discard.html", desk=desk, form=form, **_to_publish(desk))
    return page, 409 if form.is_submitted() else 200


def _say_what_was_published(edition: Edition | None) -> None:
    if edition is None:
        flash(_("The draft said the same as the newest edition; nothing was published."), "info")
    else:
        flash(_("Published as edition %(number)d.", number=edition.number), "success")


def _to_publish(desk: Desk) -> dict[str, Any]:
    old, new = desk.edition.document, desk.document
    return {
        "changes": [
            (
                change_sentence(change.kind, change.what, change.title),
                overview.rewordings(old, new, change),
                overview.has_other_key(old, new, change),
            )
            for change in changes(old, new)
        ],
        "problems": problems(desk, overview.findings(new)),
    }


def _neighbours(desk: Desk, step_id: str) -> dict[str, Any]:
    steps = desk.document.steps
    at = [step.id for step in steps].index(step_id)
    return {
        "earlier": steps[at - 1] if at else None,
        "later": steps[at + 1] if at + 1 < len(steps) else None,
    }
