"""The blueprint to which the author's pages belong."""

from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext

from app.authoring import sides
from app.web import navigation
from app.web.language import OWN_NAMES

bp = Blueprint(
    "authoring",
    __name__,
    url_prefix="/<any(kk,ru):lang>/author",
    template_folder="../templates",
)
navigation.entry(
    lazy_gettext("Courses I write"), "authoring.mine", order=40, leads_to=("authoring.",)
)


@bp.context_processor
def _both_languages() -> dict[str, Any]:
    return {"in_order": sides.in_order, "own_names": OWN_NAMES}
