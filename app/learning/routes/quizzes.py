"""The quiz: start, answer, hand in."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.assessment import policy, responses
from app.assessment import queries as assessment
from app.assessment import service as assessment_service
from app.assessment.models import Attempt
from app.core import clock
from app.core.permissions import Permission
from app.core.text import LANGUAGES
from app.learning import service
from app.learning.forms import QuizForm
from app.learning.routes.blueprint import bp
from app.learning.routes.player import Place, place_to_change, quiz_of
from app.learning.routes.rules import Rules
from app.learning.routes.timing import at, how_it_ended, is_over
from app.web.access import me, requires
from app.web.filters import clock_time
from app.web.language import language


def quiz_page(place: Place) -> ResponseReturnValue:
    """The questions of an open attempt, or the page from which one starts."""
    quiz = quiz_of(place)
    attempts = assessment.attempts(place.enrolment.id, quiz.id)
    newest = attempts[-1] if attempts else None
    if newest and not is_over(newest):
        return _questions_page(place, newest, is_checked="unanswered" in request.args)
    return render_template(
        "learning/quiz.html",
        place=place,
        quiz=quiz,
        attempts=[attempt for attempt in attempts if not attempt.is_open],
        rules=Rules(quiz, place.document, attempts, place.enrolment.finished_at is not None),
        ended=how_it_ended(newest) if newest and newest.is_open else "",
    )


def _questions_page(place: Place, attempt: Attempt, *, is_checked: bool) -> ResponseReturnValue:
    answers = assessment.answers(attempt)
    chosen = {key: answer.chosen for key, answer in answers.items()}
    questions = assessment.sheets(attempt)
    unanswered = [
        (number, sheet.question.id)
        for number, sheet in enumerate(questions, start=1)
        if not chosen.get(sheet.question.id)
    ]
    return render_template(
        "learning/questions.html",
        place=place,
        quiz=assessment.quiz(attempt),
        attempt=attempt,
        form=QuizForm(formdata=None, attempt=attempt.id, seen=QuizForm.written(chosen)),
        questions=questions,
        chosen=chosen,
        sequence=max((answer.sequence for answer in answers.values()), default=0),
        saved_at=max((answer.saved_at for answer in answers.values()), default=None),
        unanswered=unanswered if is_checked else [],
        left=policy.seconds_left(attempt.deadline_at, now=clock.now()),
        ends=at(attempt) if attempt.deadline_at else "",
    )


@bp.post("/courses/<slug>/<step_id>/start")
@requires(Permission.LEARN)
def start(slug: str, step_id: str) -> ResponseReturnValue:
    place = place_to_change(slug, step_id)
    attempt = service.start_quiz(place.enrolment, quiz_of(place), by=me(), language=language())
    return _onwards(place, attempt)


@bp.post("/courses/<slug>/<step_id>/answer")
@requires(Permission.LEARN)
def answer(slug: str, step_id: str) -> ResponseReturnValue:
    """One answer, sent by the page as it is given; the reply acknowledges what is stored."""
    attempt = assessment.attempt(request.form.get("attempt", 0, type=int), of=me())
    if is_over(attempt):
        return _refused(slug, step_id, attempt)
    kept = assessment_service.save(
        attempt,
        request.form.get("question", ""),
        request.form.getlist("option"),
        sequence=request.form.get("sequence", 0, type=int),
        language=language(),
    )
    return _heard(attempt) | {
        "saved": _("Saved, %(time)s", time=clock_time(clock.now())),
        "print": responses.print_of(kept),
    }


@bp.post("/courses/<slug>/<step_id>/heartbeat")
@requires(Permission.LEARN)
def heartbeat(slug: str, step_id: str) -> ResponseReturnValue:
    """The page says that it is open and hears how much time is left by the only clock."""
    attempt = assessment.attempt(request.form.get("attempt", 0, type=int), of=me())
    if is_over(attempt):
        return _refused(slug, step_id, attempt)
    assessment_service.hear(attempt)
    return _heard(attempt)


def _heard(attempt: Attempt) -> dict[str, object]:
    return {"left": policy.seconds_left(attempt.deadline_at, now=clock.now())}


def _refused(slug: str, step_id: str, attempt: Attempt) -> ResponseReturnValue:
    address = url_for(".result", slug=slug, step_id=step_id, number=attempt.number)
    reply = {"error": _("This cannot be done now"), "advice": how_it_ended(attempt)}
    return reply | {"result": address}, 409


@bp.post("/courses/<slug>/<step_id>/answers")
@requires(Permission.LEARN)
def answers(slug: str, step_id: str) -> ResponseReturnValue:
    """The whole page of answers: kept, and then handed in or shown in the other language."""
    form, then, place = QuizForm(), request.form.get("then", ""), place_to_change(slug, step_id)
    attempt = _mine(place, form.attempt_id)
    if is_over(attempt):
        return _close(place, attempt)
    chosen = {key: request.form.getlist(f"q-{key}") for key in attempt.question_ids}
    assessment_service.save_all(attempt, chosen, language=language(), seen=form.prints)
    if then.startswith("hand-in"):
        return _hand_in(place, attempt, is_sure=then == "hand-in-anyway")
    if then not in LANGUAGES:
        flash(_("Your answers are saved."), "success")
    lang = then if then in LANGUAGES else language()
    return redirect(url_for(".step", slug=slug, step_id=step_id, lang=lang))


def _mine(place: Place, attempt_id: int) -> Attempt:
    """My attempt at the quiz of this place; not found where it belongs elsewhere."""
    attempt = assessment.attempt(attempt_id, of=me())
    if (attempt.enrolment_id, attempt.quiz_id) != (place.enrolment.id, place.step.id):
        abort(404)
    return attempt


def _hand_in(place: Place, attempt: Attempt, *, is_sure: bool) -> ResponseReturnValue:
    answered = (key for key, answer in assessment.answers(attempt).items() if answer.chosen)
    missing = len(attempt.question_ids.difference(answered))
    if missing and not is_sure:
        address = url_for(".step", slug=place.slug, step_id=attempt.quiz_id, unanswered=missing)
        return redirect(address)
    was_finished = place.enrolment.finished_at
    service.hand_in(place.enrolment, attempt, by=me())
    if place.enrolment.finished_at != was_finished:
        flash(_("The course is completed. The certificate is ready"), "success")
    return _onwards(place, attempt)


@bp.post("/courses/<slug>/<step_id>/result")
@requires(Permission.LEARN)
def see_result(slug: str, step_id: str) -> ResponseReturnValue:
    """The time of an attempt has run out: what there is is marked, and the result is shown."""
    place = place_to_change(slug, step_id)
    attempts = assessment.attempts(place.enrolment.id, quiz_of(place).id)
    return _close(place, attempts[-1]) if attempts else abort(404)


def _close(place: Place, attempt: Attempt) -> ResponseReturnValue:
    service.close_run_out(place.enrolment, attempt.quiz_id)
    return _onwards(place, attempt)


def _onwards(place: Place, attempt: Attempt) -> ResponseReturnValue:
    """To the questions of an open attempt, else to its result."""
    slug, step_id = place.slug, attempt.quiz_id
    if attempt.is_open:
        return redirect(url_for(".step", slug=slug, step_id=step_id))
    return redirect(url_for(".result", slug=slug, step_id=step_id, number=attempt.number))
