"""The lesson page, and the one address at which every step opens."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.core import clock
from app.core.permissions import Permission
from app.courses import queries as courses
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz
from app.courses.queries import EditionFacts
from app.learning import service
from app.learning.checks import checks
from app.learning.routes import quizzes, scenarios
from app.learning.routes.blueprint import bp
from app.learning.routes.player import Place, lesson_of, place_or_none, place_to_change
from app.web.access import me, requires
from app.web.filters import clock_time
from app.web.language import language


@bp.route("/courses/<slug>/<step_id>")
@requires(Permission.LEARN)
def step(slug: str, step_id: str) -> ResponseReturnValue:
    place = place_or_none(slug, step_id)
    if place is None:
        return redirect(url_for(".course", slug=slug))
    match place.step:
        case Lesson():
            return _lesson_page(place)
        case Quiz():
            return quizzes.quiz_page(place)
        case Scenario():
            return scenarios.scenario_page(place)


def _lesson_page(place: Place) -> str:
    lesson = lesson_of(place)
    enrolment = place.enrolment
    edition = courses.edition(service.edition_of(enrolment))
    stopped_at = enrolment.at_block if enrolment.at_step == lesson.id else None
    here = stopped_at if stopped_at != lesson.blocks[0].id else None
    return render_template(
        "learning/lesson.html",
        place=place,
        lesson=lesson,
        following=place.following,
        edition=edition,
        stopped_at=stopped_at,
        here=here,
        blocks=Markup(_blocks(place, edition, lesson, here)),  # noqa: S704 - drawn by a template
    )


def _blocks(place: Place, edition: EditionFacts, lesson: Lesson, here: str | None) -> str:
    """The words of the lesson as HTML.

    They are the same for everybody who stopped at the same block and checks nothing, so they are
    drawn once for an edition: half the cost of the page.
    """
    shown = checks(lesson, request.args.to_dict(flat=False))
    is_checking = any(check.given or check.is_asked for check in shown.values())
    key = (lesson.id, language(), here)
    if is_checking or key not in edition.fragments:
        drawn = render_template(
            "learning/_blocks.html",
            blocks=lesson.blocks,
            sources={source.id: source for source in edition.document.sources},
            checks=shown,
            address=url_for(".step", slug=place.slug, step_id=lesson.id),
            media=edition.document.media,
            here=here,
        )
        if is_checking:
            return drawn
        edition.fragments[key] = drawn
    return edition.fragments[key]


@bp.post("/courses/<slug>/<step_id>/read")
@requires(Permission.LEARN)
def read(slug: str, step_id: str) -> ResponseReturnValue:
    place = place_to_change(slug, step_id)
    was_finished = place.enrolment.finished_at is not None
    service.finish_lesson(place.enrolment, lesson_of(place), by=me())
    if place.enrolment.finished_at and not was_finished:
        flash(_("The course is completed. The certificate is ready"), "success")
    following = place.following
    if following is None or place.enrolment.finished_at:
        return redirect(url_for(".course", slug=slug))
    return redirect(url_for(".step", slug=slug, step_id=following.step.id))


@bp.post("/courses/<slug>/<step_id>/place")
@requires(Permission.LEARN)
def keep_place(slug: str, step_id: str) -> ResponseReturnValue:
    place = place_to_change(slug, step_id)
    service.keep_place(place.enrolment, place.step, request.form.get("block"))
    return {"saved": _("Your place is kept, %(time)s", time=clock_time(clock.now()))}
