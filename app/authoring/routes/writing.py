"""What helps while writing: the Markdown as readers will see it, and the order of the languages."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.authoring import sides
from app.authoring.fields import tidy
from app.authoring.labels import LONGEST_TEXT
from app.authoring.routes.blueprint import bp
from app.authoring.routes.words import sentence
from app.core.permissions import Permission
from app.core.text import LANGUAGES, Localized, printable
from app.courses import check, render
from app.web.access import requires
from app.web.preferences import local_address


@bp.post("/markdown")
@requires(Permission.EDIT_COURSES)
def markdown() -> ResponseReturnValue:
    """The two sides of a text as HTML, and what is to be mended in them."""
    sent = (request.form.get(code, "")[:LONGEST_TEXT] for code in LANGUAGES)
    text = Localized(*(tidy(printable(words)) for words in sent))
    is_note = request.form.get("kind") == "note"
    findings = [*check.pair(text, ()), *check.texts(text, (), is_note=is_note)]
    html = {code: render.html(getattr(text, code)) for code in LANGUAGES}
    return {"html": html, "problems": [sentence(finding) for finding in findings]}


@bp.post("/left-language")
@requires(Permission.EDIT_COURSES)
def swap_languages() -> ResponseReturnValue:
    """The other language on the left, on this machine from now on."""
    sides.swap()
    return redirect(local_address(request.form.get("next", "")) or url_for(".mine"))
