"""Applying a corrected answer key to results that were given by the wrong one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.authoring.mark_forms import RegradeForm
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of
from app.core.permissions import Permission
from app.courses.document.course import CourseDocument
from app.learning import regrading as results
from app.learning import service as learning
from app.web.access import me, requires


@bp.route("/<slug>/regrade")
@requires(Permission.REGRADE)
def corrected_keys(slug: str) -> str:
    desk = desk_of(slug)
    return render_template(
        "authoring/corrected_keys.html",
        desk=desk,
        corrected=results.corrected(desk.course),
        history=results.history(desk.course),
        questions=desk.edition.document.questions_by_id,
    )


@bp.route("/<slug>/regrade/<question_id>", methods=["GET", "POST"])
@requires(Permission.REGRADE)
def regrade(slug: str, question_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    question = results.question(desk.course, question_id)
    changes = results.changes(desk.course, question, to_change=request.method == "POST")
    form = RegradeForm(seen=results.fingerprint(changes))
    if form.validate_on_submit() and not form.is_stale:
        done = learning.regrade(
            desk.course,
            question,
            changes,
            takes_away=form.takes_away,
            reason=form.why,
            by=me(),
        )
        flash(_said(len(done.changes)), "success")
        return redirect(url_for(".corrected_keys", slug=slug))
    page = render_template(
        "authoring/regrade.html",
        desk=desk,
        question=question,
        form=form,
        changes=changes,
        titles=_titles(desk.edition.document),
    )
    return page, 409 if form.is_stale else 422 if form.has_errors else 200


def _said(count: int) -> str:
    if not count:
        return _("No result was changed.")
    return ngettext("%(num)d result was changed.", "%(num)d results were changed.", count)


def _titles(document: CourseDocument) -> dict[str, object]:
    return {quiz.id: quiz.title for quiz in document.quizzes()}
