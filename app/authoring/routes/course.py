"""My courses, the outline of one, its editions and the notes of its reviewers."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.authoring import editing, forms, overview, queries
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of, edit
from app.authoring.routes.words import STEP_NAMES, problems, told
from app.core.permissions import Permission
from app.courses import queries as courses
from app.web.access import me, requires


@bp.route("/")
@requires(Permission.EDIT_COURSES)
def mine() -> str:
    return render_template("authoring/mine.html", rows=queries.own_courses(me()))


@bp.route("/<slug>")
@requires(Permission.EDIT_COURSES)
def outline(slug: str) -> str:
    desk = desk_of(slug)
    findings = overview.findings(desk.document)
    return render_template(
        "authoring/outline.html",
        desk=desk,
        modules=overview.overview(desk.document, desk.edition.document, findings),
        step_names=STEP_NAMES,
        bank=overview.bank(desk.document, desk.edition.document, findings),
        problems=problems(desk, findings),
    )


@bp.route("/<slug>/details", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def details(slug: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    part = editing.details(desk.document)
    return edit(
        desk,
        part,
        forms.part_form(part),
        template="authoring/details.html",
        back=url_for(".outline", slug=slug),
    )


@bp.route("/<slug>/editions")
@requires(Permission.EDIT_COURSES)
def editions(slug: str) -> str:
    course = courses.own_course(slug, of=me())
    return render_template(
        "authoring/editions.html",
        course=course,
        editions=[
            (edition, [told(change) for change in edition.changes])
            for edition in courses.editions(course)
        ],
    )


@bp.route("/<slug>/review-notes")
@requires(Permission.EDIT_COURSES)
def review_notes(slug: str) -> str:
    return render_template("authoring/review_notes.html", desk=desk_of(slug))
