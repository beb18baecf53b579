"""Marking open answers: what waits, and one answer with its rubric."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.authoring import marking as answers
from app.authoring.mark_forms import mark_form
from app.authoring.routes.blueprint import bp
from app.core.permissions import Permission
from app.learning import service as learning
from app.web.access import me, requires


@bp.route("/marking/")
@requires(Permission.MARK_ANSWERS)
def marking() -> str:
    return render_template(
        "authoring/marking.html",
        waiting=answers.waiting(of=me()),
        count=answers.waiting_count(of=me()),
        marked=answers.marked(of=me()),
    )


@bp.route("/marking/<int:attempt_id>/<question_id>", methods=["GET", "POST"])
@requires(Permission.MARK_ANSWERS)
def mark(attempt_id: int, question_id: str) -> ResponseReturnValue:
    found = answers.open_mark(attempt_id, question_id, of=me(), to_change=request.method == "POST")
    form = mark_form(found)
    is_fresh = (form.state.data or "") == found.state
    is_kept = True
    if form.validate_on_submit() and is_fresh:
        is_kept = learning.mark(
            found.attempt, found.question, points=form.points, comment=form.comment.data, by=me()
        )
        if is_kept:
            flash(_("The mark is saved."), "success")
            return redirect(_onwards())
    form.state.data = found.state
    page = render_template(
        "authoring/mark.html", found=found, form=form, is_fresh=is_fresh, is_kept=is_kept
    )
    return page, 422 if form.has_errors else 200 if is_fresh and is_kept else 409


def _onwards() -> str:
    """The next answer that waits, if that is wanted and there is one."""
    following = answers.waiting(of=me()) if request.form.get("then") == "next" else []
    if not following:
        return url_for(".marking")
    first = following[0]
    return url_for(".mark", attempt_id=first.attempt.id, question_id=first.mark.question_id)
