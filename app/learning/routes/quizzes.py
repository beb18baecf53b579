"""The quiz: start, answer, hand in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.assessment import policy, responses
from app.assessment import queries as assessment
from app.assessment import service as assessment_service
from app.assessment.models import Attempt
from app.core import clock
from app.core.errors import DomainError
from app.core.permissions import Permission
from app.core.text import LANGUAGES, written
from app.learning import history, queries, service
from app.learning.forms import QuizForm
from app.learning.models import Enrolment
from app.learning.routes.blueprint import bp
from app.learning.routes.looking_back import attempt_address, place_of
from app.learning.routes.player import Place, place_to_change, quiz_of
from app.learning.routes.rules import Rules
from app.learning.routes.timing import at, how_it_ended, is_over
from app.web.access import me, requires
from app.web.filters import clock_time
from app.web.language import language

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""From which the browsers count their milliseconds."""


def quiz_page(place: Place) -> ResponseReturnValue:
    """The questions of an open attempt, or the page from which one starts."""
    quiz = quiz_of(place)
    begun = history.attempts(me(), place.enrolment.course)
    attempts = [attempt for attempt in begun if attempt.quiz_id == quiz.id]
    now = [attempt for attempt in attempts if place.has(attempt)]
    newest = now[-1] if now else None
    if newest and not is_over(newest):
        return questions_page(place, newest)
    return render_template(
        "learning/quiz.html",
        place=place,
        quiz=quiz,
        attempts=[attempt for attempt in attempts if not attempt.is_open],
        rules=Rules(
            quiz,
            place.document,
            [attempt for attempt in now if attempt.purpose == quiz.purpose],
            place.enrolment.finished_at is not None,
        ),
        quiz_of=assessment.quiz,
        ended=how_it_ended(newest) if newest and newest.is_open else "",
    )


def questions_page(
    place: Place,
    attempt: Attempt,
    *,
    refused: Mapping[str, DomainError] | None = None,
    sent: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """What is stored; of the answers that were `refused`, what was `sent`, with the reasons."""
    answers, refused, sent = assessment.answers(attempt), refused or {}, sent or {}
    chosen = {key: answer.chosen for key, answer in answers.items()}
    questions = assessment.sheets(attempt)
    numbers = {sheet.question.id: number for number, sheet in enumerate(questions, start=1)}
    unanswered = [(number, key) for key, number in numbers.items() if not chosen.get(key)]
    return render_template(
        "learning/questions.html",
        place=place,
        quiz=assessment.quiz(attempt),
        attempt=attempt,
        form=QuizForm(formdata=None, attempt=attempt.id, seen=QuizForm.written(chosen)),
        questions=questions,
        chosen=chosen | {key: [*map(written, sent[key])] for key in refused},
        refused=[
            (numbers[key], key, _(error.message, **error.values)) for key, error in refused.items()
        ],
        now=_milliseconds(clock.now() - EPOCH),
        sequence=max((answer.sequence for answer in answers.values()), default=0),
        saved_at=max((answer.saved_at for answer in answers.values()), default=None),
        unanswered=unanswered if "unanswered" in request.args else [],
        left=policy.seconds_left(attempt.deadline_at, now=clock.now()),
        ends=at(attempt) if attempt.deadline_at else "",
    )


@bp.post("/courses/<slug>/<step_id>/start")
@requires(Permission.LEARN)
def start(slug: str, step_id: str) -> ResponseReturnValue:
    place = place_to_change(slug, step_id)
    attempt = service.start_quiz(place.enrolment, quiz_of(place), by=me(), language=language())
    return redirect(attempt_address(attempt))


@bp.post("/courses/<slug>/<step_id>/answer")
@requires(Permission.LEARN)
def answer(slug: str, step_id: str) -> ResponseReturnValue:
    """One answer, sent by the page as it is given; the reply acknowledges what is stored."""
    attempt = assessment.attempt(request.form.get("attempt", 0, type=int), of=me())
    if is_over(attempt):
        return _refused(attempt)
    stored = assessment_service.save(
        attempt,
        request.form.get("question", ""),
        request.form.getlist("option"),
        sequence=request.form.get("sequence", 0, type=int),
        language=language(),
    )
    return _heard(attempt) | _acknowledged(stored)


@bp.post("/courses/<slug>/<step_id>/heartbeat")
@requires(Permission.LEARN)
def heartbeat(slug: str, step_id: str) -> ResponseReturnValue:
    """The page says that it is open and hears how much time is left by the only clock."""
    attempt = assessment.attempt(request.form.get("attempt", 0, type=int), of=me())
    if is_over(attempt):
        return _refused(attempt)
    assessment_service.hear(attempt)
    return _heard(attempt)


def _heard(attempt: Attempt) -> dict[str, object]:
    return {"left": policy.seconds_left(attempt.deadline_at, now=clock.now())}


def _acknowledged(stored: assessment_service.Stored) -> dict[str, object]:
    """What is stored and for how long; the answer of the packet is `saved` only if it is that."""
    time = clock_time(stored.saved_at)
    return {
        "saved": None if stored.is_newer else _("Saved, %(time)s", time=time),
        "superseded": stored.is_newer,
        "sequence": stored.sequence,
        "print": responses.print_of(stored.chosen),
        "age": _milliseconds(clock.now() - stored.saved_at),
    }


def _milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)


def _refused(attempt: Attempt) -> ResponseReturnValue:
    slug = queries.slug(attempt)
    address = url_for(".result", slug=slug, step_id=attempt.quiz_id, number=attempt.number)
    reply = {"error": _("This cannot be done now"), "advice": how_it_ended(attempt)}
    return reply | {"result": address}, 409


@bp.post("/courses/<slug>/<step_id>/answers")
@requires(Permission.LEARN)
def answers(slug: str, step_id: str) -> ResponseReturnValue:
    """The whole page of answers: kept, and then handed in or shown in the other language."""
    form, then = QuizForm(), request.form.get("then", "")
    enrolment, attempt = _mine(slug, step_id, form.attempt_id)
    if is_over(attempt):
        return _close(enrolment, attempt)
    chosen = {key: request.form.getlist(f"q-{key}") for key in attempt.question_ids}
    refused = assessment_service.save_all(attempt, chosen, language=language(), seen=form.prints)
    if refused and not _is_up(attempt):
        return questions_page(place_of(attempt), attempt, refused=refused, sent=chosen), 422
    if then.startswith("hand-in"):
        return _hand_in(enrolment, attempt, is_sure=then == "hand-in-anyway")
    return _stay(attempt, then)


def _is_up(attempt: Attempt) -> bool:
    """Whether the page has no second left, and hands in what there is."""
    return policy.seconds_left(attempt.deadline_at, now=clock.now()) == 0


def _stay(attempt: Attempt, then: str) -> ResponseReturnValue:
    """The questions again, in the other language if that was asked for."""
    if then not in LANGUAGES:
        flash(_("Your answers are saved."), "success")
    lang = then if then in LANGUAGES else language()
    here = request.form.get("at", "")
    anchor = here if here in attempt.question_ids else None
    return redirect(attempt_address(attempt, lang=lang, _anchor=anchor))


def _mine(slug: str, step_id: str, attempt_id: int) -> tuple[Enrolment, Attempt]:
    """My attempt at this quiz and its enrolment, both held; not found where it belongs elsewhere.

    Neither a new round nor a new edition takes away what is open.
    """
    enrolment = queries.enrolment_of_attempt(attempt_id, of=me())
    attempt = assessment.attempt(attempt_id, of=me())
    if (enrolment.course.slug, attempt.quiz_id) != (slug, step_id):
        abort(404)
    return enrolment, attempt


def _hand_in(enrolment: Enrolment, attempt: Attempt, *, is_sure: bool) -> ResponseReturnValue:
    answered = (key for key, answer in assessment.answers(attempt).items() if answer.chosen)
    missing = len(attempt.question_ids.difference(answered))
    if missing and not is_sure:
        return redirect(attempt_address(attempt, unanswered=missing))
    was_finished = enrolment.finished_at
    service.hand_in(enrolment, attempt, by=me())
    if enrolment.finished_at != was_finished:
        flash(_("The course is completed. The certificate is ready"), "success")
    return redirect(attempt_address(attempt))


@bp.post("/courses/<slug>/<step_id>/result")
@requires(Permission.LEARN)
def see_result(slug: str, step_id: str) -> ResponseReturnValue:
    """The time of an attempt has run out: what there is is marked, and the result is shown."""
    place = place_to_change(slug, step_id)
    attempts = assessment.attempts(place.enrolment.id, quiz_of(place).id)
    return _close(place.enrolment, attempts[-1]) if attempts else abort(404)


def _close(enrolment: Enrolment, attempt: Attempt) -> ResponseReturnValue:
    service.close_run_out(enrolment, attempt.quiz_id)
    return redirect(attempt_address(attempt))
