"""The questions of a quiz, of the bank and of the knowledge checks."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.authoring import asking, editing, forms, overview, service
from app.authoring.asking import ChoiceQuestion
from app.authoring.queries import Desk
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of, edit, quiz_on
from app.authoring.routes.words import QUESTION_NAMES, problems
from app.core.permissions import Permission
from app.courses.document.course import Objective
from app.courses.document.questions import Question
from app.courses.document.steps import Quiz
from app.web.access import me, requires

PLACES = {"earlier": -1, "later": 1}


@bp.route("/<slug>/bank")
@requires(Permission.EDIT_COURSES)
def bank(slug: str) -> str:
    desk = desk_of(slug)
    found = [one for one in overview.findings(desk.document) if one.path[:1] == ("bank",)]
    return render_template(
        "authoring/bank.html",
        desk=desk,
        problems=problems(desk, found),
        changed=overview.changed_ids(desk.document, desk.edition.document),
        question_names=QUESTION_NAMES,
        at=request.args.get("at", ""),
    )


@bp.route("/<slug>/questions/<question_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def question(slug: str, question_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    question = desk.question(question_id)
    is_choice = isinstance(question, ChoiceQuestion)
    return edit(
        desk,
        question,
        _form(desk, question),
        template="authoring/question.html" if is_choice else "authoring/question_words.html",
        question_name=QUESTION_NAMES[question.kind],
        **_around(desk, question),
    )


def _form(desk: Desk, question: Question) -> forms.PartForm:
    if not isinstance(question, ChoiceQuestion):
        return forms.part_form(question)
    published = _published(desk, question.id)
    return forms.question_form(question, _objectives(desk, question), published=published)


def _objectives(desk: Desk, question: Question) -> list[Objective]:
    """What the question may ask about: in the bank, anything that the course teaches."""
    document = desk.document
    modules = document.modules
    if question not in document.bank:
        modules = [document.module_of(editing.step_of(document, question.id))]
    return [*(one for module in modules for one in module.objectives), *document.objectives]


def _around(desk: Desk, question: Question) -> dict[str, Any]:
    """The page above that of the question: its step, or the bank."""
    slug = desk.course.slug
    if question in desk.document.bank:
        above = url_for(".bank", slug=slug)
        return {
            "step": None,
            "crumb": (_("Question bank"), above),
            "back": url_for(".bank", slug=slug, at=question.id),
        }
    step = editing.step_of(desk.document, question.id)
    above = url_for(".step", slug=slug, step_id=step.id)
    return {
        "step": step,
        "crumb": (step.title, above),
        "back": url_for(".step", slug=slug, step_id=step.id, at=question.id),
    }


@bp.post("/<slug>/steps/<step_id>/questions")
@requires(Permission.EDIT_COURSES)
def add_question(slug: str, step_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    kind: asking.QuestionKind = (
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
    back = _place_of(desk, question)
    form = forms.DecisionForm()
    loaded = form.fingerprint.data or ""
    if form.validate_on_submit() and service.remove_question(
        desk, question, loaded=loaded, by=me()
    ):
        flash(_("The question was removed from the draft."), "success")
        return redirect(back)
    form.fingerprint.data = editing.fingerprint(question)
    page = render_template(
        "authoring/remove_question.html", desk=desk, back=back, question=question, form=form
    )
    return page, 409 if form.is_submitted() else 200


def _place_of(desk: Desk, question: Question) -> str:
    """The page on which the question is listed: that of the bank or of its quiz."""
    if question in desk.document.bank:
        return url_for(".bank", slug=desk.course.slug)
    return url_for(".step", slug=desk.course.slug, step_id=_quiz_of(desk, question.id).id)


def _published(desk: Desk, question_id: str) -> ChoiceQuestion | None:
    found = desk.edition.document.questions_by_id.get(question_id)
    return found if isinstance(found, ChoiceQuestion) else None


def _quiz_of(desk: Desk, question_id: str) -> Quiz:
    question = desk.question(question_id)
    found = (quiz for quiz in desk.document.quizzes() if question in quiz.questions)
    return next(found, None) or abort(404)
