"""The administrator's list of people."""

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext

from app.core.permissions import GRANTS, ROLE_NAMES, Permission
from app.people import queries
from app.web import navigation
from app.web.access import reach, requires

bp = Blueprint("people", __name__, url_prefix="/<any(kk,ru):lang>", template_folder="templates")
navigation.entry(lazy_gettext("People"), "people.directory", order=80, leads_to=("people.",))
LONGEST_SEARCH = 60


@bp.route("/admin/people")
@requires(Permission.SEE_PEOPLE)
def directory() -> str:
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    page = max(1, request.args.get("page", 1, type=int))
    found = queries.directory(within=reach(), search=search, page=page)
    return render_template(
        "people/directory.html",
        found=found,
        search=search,
        page=page,
        role_names=ROLE_NAMES,
        page_size=queries.DIRECTORY_PAGE,
    )


@bp.route("/admin/roles")
@requires(Permission.SEE_PEOPLE)
def roles() -> str:
    return render_template(
        "people/roles.html", grants=GRANTS, names=ROLE_NAMES, permissions=PERMISSION_NAMES
    )


PERMISSION_NAMES = {
    Permission.ASSIGN_COURSES: lazy_gettext("Assign courses to a unit or a person"),
    Permission.EDIT_COURSES: lazy_gettext("Edit the courses one owns"),
    Permission.END_SESSIONS: lazy_gettext("End the sessions of another person"),
    Permission.EXPORT_TEAM: lazy_gettext("Export lists of a unit"),
    Permission.GIVE_TIME: lazy_gettext("Give time back after an outage"),
    Permission.LEARN: lazy_gettext("Take courses and receive certificates"),
    Permission.MARK_ANSWERS: lazy_gettext("Mark open answers in the courses one owns"),
    Permission.PUBLISH_COURSES: lazy_gettext("Publish the courses one owns"),
    Permission.READ_JOURNAL: lazy_gettext("Read the journal"),
    Permission.REGRADE: lazy_gettext("Apply a corrected answer key to results already given"),
    Permission.SEE_PEOPLE: lazy_gettext("See people and their accounts"),
    Permission.SEE_TEAM: lazy_gettext("See the progress of a unit"),
}
"""What each permission is called; a test finds one that has no name."""
