"""The questions of a quiz and of the knowledge checks."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.authoring import editing, forms, service
from app.authoring.queries import Desk
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of, edit, quiz_on
from app.authoring.routes.words import QUESTION_NAMES
from app.core.permissions import Permission
from app.courses.document.questions import Question
from app.courses.document.steps import Quiz
from app.web.access import me, requires

PLACES = {"earlier": -1, "later": 1}


@bp.route("/<slug>/questions/<question_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def question(slug: str, question_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    question = desk.question(question_id)
    step = editing.step_of(desk.document, question_id)
    objectives = [*desk.document.module_of(step).objectives, *desk.document.objectives]
    return edit(
        desk,
        question,
        forms.question_form(question, objectives, published=_published(desk, question_id)),
        template="authoring/question.html",
        back=url_for(".step", slug=slug, step_id=step.id, at=question_id),
        step=step,
        question_name=QUESTION_NAMES[question.kind],
    )


@bp.post("/<slug>/steps/<step_id>/questions")
@requires(Permission.EDIT_COURSES)
def add_question(slug: str, step_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    kind: editing.QuestionKind = (
        "multiple-choice" if request.form.get("kind") == "multiple-choice" else "single-choice"
    )
    added = service.add_question(desk, quiz_on(desk, step_id), kind, by=me())
    flash(_("An empty question was added to the end of the quiz."), "success")
    return redirect(url_for(".question", slug=slug, question_id=added.id))


@bp.post("/<slug>/questions/<question_id>/move")
@requires(Permission.EDIT_COURSES)
def move_question(slug: str, question_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    quiz = _quiz_of(desk, question_id)
    places = PLACES.get(request.form.get("to", ""), 0)
    service.move_question(desk, desk.question(question_id), places=places, by=me())
    return redirect(url_for(".step", slug=slug, step_id=quiz.id, _anchor=question_id))


@bp.route("/<slug>/questions/<question_id>/remove", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def remove_question(slug: str, question_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    question = desk.question(question_id)
    quiz = _quiz_of(desk, question_id)
    form = forms.DecisionForm()
    loaded = form.fingerprint.data or ""
    if form.validate_on_submit() and service.remove_question(
        desk, question, loaded=loaded, by=me()
    ):
        flash(_("The question was removed from the draft."), "success")
        return redirect(url_for(".step", slug=slug, step_id=quiz.id))
    form.fingerprint.data = editing.fingerprint(question)
    page = render_template(
        "authoring/remove_question.html", desk=desk, step=quiz, question=question, form=form
    )
    return page, 409 if form.is_submitted() else 200


def _published(desk: Desk, question_id: str) -> Question | None:
    found = [part for part in editing.parts(desk.edition.document) if part.id == question_id]
    return next((part for part in found if hasattr(part, "options")), None)


def _quiz_of(desk: Desk, question_id: str) -> Quiz:
    desk.question(question_id)
    return quiz_on(desk, editing.step_of(desk.document, question_id).id)
