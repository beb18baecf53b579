"""The pictures of courses."""

from flask import Blueprint, Response
from markupsafe import Markup

from app.core.permissions import Permission
from app.core.text import Localized
from app.courses import queries, render
from app.web.access import requires

bp = Blueprint("courses", __name__)

A_YEAR = "private, max-age=31536000, immutable"
NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.app_template_filter()
def markdown(text: Localized | str) -> Markup:
    """The Markdown subset as HTML, in the reader's language."""
    return render.html(str(text))


@bp.route("/media/<name>")
@requires(Permission.LEARN)
def media_file(name: str) -> Response:
    stored = queries.media_file(name.partition(".")[0])
    response = Response(stored.data, mimetype=stored.content_type)
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Content-Security-Policy"] = NO_SCRIPTS
    return response
