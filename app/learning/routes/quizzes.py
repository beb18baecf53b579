"""The quiz: start, answer, hand in, result."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.assessment import policy, scoring
from app.assessment import queries as assessment
from app.assessment import service as assessment_service
from app.assessment.models import Attempt
from app.core import clock
from app.core.permissions import Permission
from app.core.text import LANGUAGES
from app.learning import service
from app.learning.forms import QuizForm
from app.learning.routes.blueprint import bp
from app.learning.routes.player import Place, place_or_none, place_to_change, quiz_of
from app.web.access import me, requires
from app.web.filters import clock_time
from app.web.language import language


def quiz_page(place: Place) -> ResponseReturnValue:
    """The questions of an open attempt, or the page from which one starts."""
    quiz = quiz_of(place)
    attempts = assessment.attempts(place.enrolment.id, quiz.id)
    if attempts and attempts[-1].is_open:
        return _questions_page(place, attempts[-1], is_checked="unanswered" in request.args)
    return render_template(
        "learning/quiz.html",
        place=place,
        quiz=quiz,
        attempts=attempts,
        allowance=policy.allowance(quiz, attempts, now=clock.now()),
    )


def _questions_page(place: Place, attempt: Attempt, *, is_checked: bool) -> ResponseReturnValue:
    answers = assessment.answers(attempt)
    questions = assessment.sheets(attempt)
    unanswered = [
        (number, question.id)
        for number, (question, _options) in enumerate(questions, start=1)
        if question.id not in answers
    ]
    newest = max((answer.sequence for answer in answers.values()), default=0)
    return render_template(
        "learning/questions.html",
        place=place,
        quiz=assessment.quiz(attempt),
        attempt=attempt,
        form=QuizForm(formdata=None, attempt=attempt.id, seen=newest),
        questions=questions,
        chosen={key: answer.chosen for key, answer in answers.items()},
        sequence=newest,
        saved_at=max((answer.saved_at for answer in answers.values()), default=None),
        unanswered=unanswered if is_checked else [],
    )


@bp.post("/courses/<slug>/<step_id>/start")
@requires(Permission.LEARN)
def start(slug: str, step_id: str) -> ResponseReturnValue:
    place = place_to_change(slug, step_id)
    service.start_quiz(place.enrolment, quiz_of(place), by=me(), language=language())
    return redirect(url_for(".step", slug=slug, step_id=step_id))


@bp.post("/courses/<slug>/<step_id>/answer")
@requires(Permission.LEARN)
def answer(slug: str, step_id: str) -> ResponseReturnValue:
    """One answer, sent by the page as it is given; the reply acknowledges what is stored."""
    attempt = assessment.attempt(request.form.get("attempt", 0, type=int), of=me())
    assessment_service.save(
        attempt,
        request.form.get("question", ""),
        request.form.getlist("option"),
        sequence=request.form.get("sequence", 0, type=int),
        language=language(),
    )
    return {"saved": _("Saved, %(time)s", time=clock_time(clock.now()))}


@bp.post("/courses/<slug>/<step_id>/answers")
@requires(Permission.LEARN)
def answers(slug: str, step_id: str) -> ResponseReturnValue:
    """The whole page of answers: kept, and then handed in or shown in the other language."""
    form = QuizForm()
    attempt = assessment.attempt(form.attempt_id, of=me())
    then = request.form.get("then", "save")
    if attempt.is_open:
        chosen = {key: request.form.getlist(f"q-{key}") for key in attempt.question_ids}
        assessment_service.save_all(attempt, chosen, language=language(), seen=form.seen_sequence)
    if then in LANGUAGES:
        return redirect(url_for(".step", slug=slug, step_id=step_id, lang=then))
    if then == "save":
        flash(_("Your answers are saved."), "success")
        return redirect(url_for(".step", slug=slug, step_id=step_id))
    return _hand_in(slug, step_id, attempt, is_sure=then == "hand-in-anyway")


def _hand_in(slug: str, step_id: str, attempt: Attempt, *, is_sure: bool) -> ResponseReturnValue:
    place = place_to_change(slug, step_id)
    if (attempt.enrolment_id, attempt.quiz_id) != (place.enrolment.id, step_id):
        abort(404)
    missing = len(attempt.question_ids - assessment.answers(attempt).keys())
    if attempt.is_open and missing and not is_sure:
        return redirect(url_for(".step", slug=slug, step_id=step_id, unanswered=missing))
    service.hand_in(place.enrolment, attempt, by=me())
    if place.enrolment.finished_at:
        flash(_("The course is completed. The certificate is ready"), "success")
    return redirect(url_for(".result", slug=slug, step_id=step_id, number=attempt.number))


@bp.route("/courses/<slug>/<step_id>/attempts/<int:number>")
@requires(Permission.LEARN)
def result(slug: str, step_id: str, number: int) -> ResponseReturnValue:
    place = place_or_none(slug, step_id)
    if place is None:
        return redirect(url_for(".course", slug=slug))
    attempt = assessment.attempt_number(place.enrolment.id, step_id, number)
    if attempt.is_open:
        return redirect(url_for(".step", slug=slug, step_id=step_id))
    answers = {key: answer.chosen for key, answer in assessment.answers(attempt).items()}
    asked = assessment.sheets(attempt)
    return render_template(
        "learning/result.html",
        place=place,
        quiz=assessment.quiz(attempt),
        attempt=attempt,
        questions=asked,
        chosen=answers,
        points=scoring.points_by_question([question for question, _options in asked], answers),
        sources={source.id: source for source in place.document.sources},
    )
