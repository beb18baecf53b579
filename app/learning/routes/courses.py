"""The catalogue and the page of a course."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.assessment import queries as assessment
from app.assessment.models import Attempt
from app.certificates import queries as certificates
from app.core.permissions import Permission
from app.courses import queries as courses
from app.learning import history, progress, queries, service
from app.learning.models import Enrolment
from app.learning.routes import timing
from app.learning.routes.blueprint import bp
from app.learning.routes.player import contents
from app.learning.routes.playing import RunLine
from app.learning.routes.results import gain_of
from app.web.access import me, requires


@bp.route("/courses/")
@requires(Permission.LEARN)
def catalogue() -> str:
    mine = {row.course_id: row for row in queries.enrolments(me())}
    shelf = [(c, courses.document(c.newest_edition_id)) for c in courses.published()]
    return render_template("learning/catalogue.html", shelf=shelf, mine=mine)


@bp.route("/courses/<slug>")
@requires(Permission.LEARN)
def course(slug: str) -> str:
    enrolment = queries.enrolment_or_none(me(), slug)
    course = enrolment.course if enrolment else courses.course(slug)
    begun = enrolment if enrolment and enrolment.edition_id else None
    edition = courses.edition((begun and begun.edition_id) or course.newest_edition_id)
    outline = progress.outline(edition.document, queries.results(begun) if begun else {})
    attempts = history.attempts(me(), course) if enrolment else []
    runs = history.runs(me(), course) if enrolment else []
    return render_template(
        "learning/course.html",
        course=course,
        document=edition.document,
        edition=edition,
        enrolment=enrolment,
        is_begun=begun is not None,
        outline=outline,
        contents=contents(slug, outline),
        certificate=certificates.newest_or_none(course, of=me()),
        notes=timing.notes(_unsettled(attempts, begun)),
        attempts=[attempt for attempt in attempts if not attempt.is_open],
        runs=[RunLine(run) for run in runs if not run.is_open],
        quiz_of=assessment.quiz,
        gain=gain_of(begun.id, edition.document) if begun else None,
    )


def _unsettled(attempts: Sequence[Attempt], begun: Enrolment | None) -> list[Attempt]:
    mine = [one for one in attempts if begun and one.enrolment_id == begun.id]
    return [one for one in mine if one.is_open or one.awaits_marking]


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
