"""What every page of the editor begins and ends with: the desk, the saving, the way back."""

from textwrap import shorten

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.authoring import editing, overview, queries, service, sides
from app.authoring.forms import PartForm
from app.authoring.queries import Desk, PartIsGone
from app.authoring.routes.blueprint import bp
from app.authoring.routes.words import Problem, sentence
from app.core.text import LANGUAGES, printable
from app.courses.document.base import Part
from app.courses.document.course import CourseDocument
from app.courses.document.steps import Quiz
from app.web.access import me

KEEPING = {"save", "next"}
MOST_WARNINGS = 1
LONGEST_WARNING = 200
"""Messages travel in the cookie, which has room for few words."""
NO_WORDS = {"csrf_token", "fingerprint", "then", "objective", "correct"}


def desk_of(slug: str) -> Desk:
    """My course: to be looked at, or held for the change that this request brings."""
    if request.method == "POST":
        return queries.desk_to_change(slug, of=me())
    return queries.desk(slug, of=me())


def quiz_on(desk: Desk, step_id: str) -> Quiz:
    """The step as a quiz; not found when it is none."""
    step = desk.step(step_id)
    return step if isinstance(step, Quiz) else abort(404)


def edit(
    desk: Desk,
    part: Part,
    form: PartForm,
    *,
    template: str,
    back: str,
    following: str = "",
    **values: object,
) -> ResponseReturnValue:
    """Show a part, its words as sent, the two versions of a conflict, or keep and go on."""
    if form.then == "swap":
        sides.swap()
    is_fit = form.is_submitted() and form.validate()
    new = form.applied_to(part) if is_fit else part
    if is_fit and form.then in KEEPING:
        document = service.save(desk, part, new, loaded=form.fingerprint.data or "", by=me())
        if document is not None:
            _announce(document, part)
            return redirect(following if form.then == "next" and following else back)
        form = form.confronted(part)
    page = render_template(
        template,
        desk=desk,
        part=part,
        form=form,
        back=back,
        following=following,
        problems=_problems(editing.replace(desk.document, new), new),
        **values,
    )
    return page, 409 if form.is_conflict else 422 if form.errors else 200


def _problems(document: CourseDocument, part: Part) -> list[Problem]:
    findings = overview.findings(document)
    here = overview.findings_at(document, findings, getattr(part, "id", ""))
    return [Problem("", sentence(finding), "") for finding in here]


def _announce(document: CourseDocument, part: Part) -> None:
    flash(_("Saved in the draft."), "success")
    found = _problems(document, part)
    for problem in found[:MOST_WARNINGS]:
        flash(shorten(problem.text, LONGEST_WARNING, placeholder="…"), "warning")
    more = len(found) - MOST_WARNINGS
    if more > 0:
        flash(ngettext("%(num)d more problem here", "%(num)d more problems here", more), "warning")


@bp.errorhandler(PartIsGone)
def gone(error: PartIsGone) -> ResponseReturnValue:
    """The part is no longer there; whatever was written for it is shown, so that it can be kept."""
    slug = (request.view_args or {}).get("slug", "")
    words = [
        (name.rpartition("-")[2], printable(text))
        for name, text in request.form.items(multi=True)
        if name not in NO_WORDS and name.endswith(LANGUAGES) and text.strip()
    ]
    page = render_template(
        "authoring/gone.html",
        advice=_(error.message),
        words=words,
        outline=url_for(".outline", slug=slug),
    )
    return page, 409 if words else 404
