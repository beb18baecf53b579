"""The catalogue and the page of a course."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.certificates import queries as certificates
from app.core.permissions import Permission
from app.courses import queries as courses
from app.learning import progress, queries, service
from app.learning.routes.blueprint import bp
from app.learning.routes.player import contents
from app.web.access import me, requires


@bp.route("/courses/")
@requires(Permission.LEARN)
def catalogue() -> str:
    mine = {row.course_id: row for row in queries.enrolments(me())}
    shelf = [(course, courses.document(course.edition_id)) for course in courses.published()]
    return render_template("learning/catalogue.html", shelf=shelf, mine=mine)


@bp.route("/courses/<slug>")
@requires(Permission.LEARN)
def course(slug: str) -> str:
    course = courses.course(slug)
    enrolment = queries.enrolment_or_none(me(), slug)
    is_begun = enrolment is not None and enrolment.edition_id is not None
    document = service.document_of(enrolment) if is_begun else courses.document(course.edition_id)
    results = queries.results(enrolment) if is_begun else {}
    outline = progress.outline(document, results)
    return render_template(
        "learning/course.html",
        course=course,
        document=document,
        edition=courses.edition(enrolment.edition_id if is_begun else course.edition_id),
        enrolment=enrolment,
        is_begun=is_begun,
        outline=outline,
        contents=contents(slug, outline),
        certificate=certificates.newest_or_none(course, of=me()),
    )


@bp.post("/courses/<slug>/begin")
@requires(Permission.LEARN)
def begin(slug: str) -> ResponseReturnValue:
    enrolment = service.begin(courses.course(slug), by=me())
    outline = progress.outline(service.document_of(enrolment), queries.results(enrolment))
    following = outline.next_open()
    if following is None:
        return redirect(url_for(".course", slug=slug))
    return redirect(url_for(".step", slug=slug, step_id=following.step.id))


@bp.post("/courses/<slug>/newest-edition")
@requires(Permission.LEARN)
def take_newest_edition(slug: str) -> ResponseReturnValue:
    service.take_newest_edition(queries.enrolment(me(), slug), by=me())
    flash(_("You now read the newest edition. What you had done stays done."), "success")
    return redirect(url_for(".course", slug=slug))
