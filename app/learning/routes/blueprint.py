"""The blueprint to which the learner's pages belong."""

from flask import Blueprint
from flask_babel import lazy_gettext

from app.web import navigation

bp = Blueprint(
    "learning", __name__, url_prefix="/<any(kk,ru):lang>", template_folder="../templates"
)
navigation.entry(lazy_gettext("My training"), "learning.home", order=10)
navigation.entry(
    lazy_gettext("Courses"),
    "learning.catalogue",
    order=20,
    leads_to=(
        *("learning.course", "learning.step", "learning.result", "learning.attempt"),
        *("learning.run", "learning.decision", "learning.decide", "learning.begin_run"),
    ),
)
