"""The journal's page."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.audit import queries
from app.core.permissions import Permission
from app.web import navigation
from app.web.access import requires

bp = Blueprint("audit", __name__, url_prefix="/<any(kk,ru):lang>", template_folder="templates")
navigation.entry(lazy_gettext("Journal"), "audit.journal", order=90)

ACTS = {
    "answer.marked": lazy_gettext("Open answer marked"),
    "certificate.issued": lazy_gettext("Certificate issued"),
    "certificate.revoked": lazy_gettext("Certificate revoked"),
    "course.assigned": lazy_gettext("Course assigned"),
    "course.begun": lazy_gettext("Course begun"),
    "course.completed": lazy_gettext("Course completed"),
    "course.edition-taken": lazy_gettext("New edition taken"),
    "course.published": lazy_gettext("Edition published"),
    "course.withdrawn": lazy_gettext("Assignment removed"),
    "draft.changed": lazy_gettext("Draft changed"),
    "draft.discarded": lazy_gettext("Draft discarded"),
    "due.changed": lazy_gettext("Due date changed"),
    "password.changed": lazy_gettext("Password changed"),
    "person.added": lazy_gettext("Person added"),
    "person.signed-in": lazy_gettext("Signed in"),
    "person.signed-out": lazy_gettext("Signed out"),
    "quiz.handed-in": lazy_gettext("Quiz handed in"),
    "quiz.started": lazy_gettext("Quiz started"),
    "quiz.regraded": lazy_gettext("Corrected key applied to results"),
    "report.exported": lazy_gettext("Report exported"),
    "role.granted": lazy_gettext("Role granted"),
    "scenario.abandoned": lazy_gettext("Scenario given up"),
    "scenario.begun": lazy_gettext("Scenario begun"),
    "scenario.finished": lazy_gettext("Scenario finished"),
    "sessions.ended": lazy_gettext("Sessions ended"),
    "sign-in.refused": lazy_gettext("Sign-in refused"),
    "time.given": lazy_gettext("Time given back"),
}
"""What each act is called on the page; a test finds an act that has no name."""

SUBJECTS = {
    "attempt": lazy_gettext("Attempt"),
    "certificate": lazy_gettext("Certificate"),
    "course": lazy_gettext("Course"),
    "enrolment": lazy_gettext("Enrolment"),
    "person": lazy_gettext("Employee"),
    "timecredit": lazy_gettext("Time given back"),
    "run": lazy_gettext("Run of a scenario"),
    "unit": lazy_gettext("Unit"),
    "username": lazy_gettext("User name"),
}
"""What each kind of subject is called; a test finds one that has no name."""

DETAILS = {
    "address": lazy_gettext("Network address"),
    "before": lazy_gettext("Before"),
    "count": lazy_gettext("Number"),
    "course": lazy_gettext("Course"),
    "due": lazy_gettext("Due date"),
    "edition": lazy_gettext("Edition"),
    "ending": lazy_gettext("Ending"),
    "extended": lazy_gettext("Attempts that end later"),
    "format": lazy_gettext("Format"),
    "minutes": lazy_gettext("Minutes"),
    "now": lazy_gettext("Now"),
    "number": lazy_gettext("Number"),
    "lost": lazy_gettext("Pass taken back from"),
    "passed": lazy_gettext("Passed"),
    "people": lazy_gettext("Employees"),
    "quiz": lazy_gettext("Quiz"),
    "reason": lazy_gettext("Reason"),
    "question": lazy_gettext("Question"),
    "receipt": lazy_gettext("Receipt number"),
    "reopened": lazy_gettext("Attempts open again"),
    "revoked": lazy_gettext("Certificates revoked"),
    "role": lazy_gettext("Role"),
    "rows": lazy_gettext("Rows"),
    "scenario": lazy_gettext("Scenario"),
    "score": lazy_gettext("Score"),
    "since": lazy_gettext("From"),
    "to": lazy_gettext("To whom"),
    "unit": lazy_gettext("Unit"),
    "until": lazy_gettext("Until"),
    "what": lazy_gettext("Part"),
}
"""What each detail is called; a test finds one that has no name."""


@bp.app_template_filter()
def detail(value: object) -> str:
    """A detail of the journal in the reader's words."""
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


@bp.route("/admin/journal")
@requires(Permission.READ_JOURNAL)
def journal() -> str:
    act = request.args.get("act", "")
    entries = queries.entries(act=act, before=request.args.get("before", type=int))
    return render_template(
        "audit/journal.html",
        entries=entries[: queries.PAGE],
        has_more=len(entries) > queries.PAGE,
        act=act,
        acts=queries.acts(),
        names=ACTS,
        subjects=SUBJECTS,
        details=DETAILS,
    )
