"""Questions from other systems and to them; nothing is stored before the trainer has seen it."""

from collections.abc import Iterable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.authoring import adopting, queries, service
from app.authoring.adopting import Adoption
from app.authoring.editing import parts
from app.authoring.exchange_forms import FORMAT_NAMES, ExportForm, ImportForm, TakeForm
from app.authoring.queries import Desk
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of
from app.authoring.routes.words import QUESTION_NAMES, Problem
from app.core.permissions import Permission
from app.core.text import LANGUAGES, Language
from app.courses.document.questions import Question
from app.exchange import carrying, files
from app.exchange.report import Refused, Remark, Taken
from app.web.access import me, requires
from app.web.language import language

LARGEST_FORM = 2 * files.LARGEST + 64 * 1024
"""A browser sends each line end as two characters."""
WITH_FILES = {"authoring.import_questions", "authoring.take_questions"}


@bp.url_value_preprocessor
def _let_a_file_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    # Said this early because the token against forgery is read before any view runs.
    if endpoint in WITH_FILES:
        request.max_content_length = request.max_form_memory_size = LARGEST_FORM


@bp.route("/<slug>/exchange/import", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def import_questions(slug: str) -> ResponseReturnValue:
    desk = queries.desk(slug, of=me())
    form = ImportForm(desk, data={"place": request.args.get("at", ""), "unmarked": language()})
    if form.validate_on_submit():
        return _report(desk, form, _adoption(desk, form))
    page = render_template("authoring/import.html", desk=desk, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.post("/<slug>/exchange/import/take")
@requires(Permission.EDIT_COURSES)
def take_questions(slug: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    form = TakeForm(desk)
    if not form.validate_on_submit():
        flash(_("The course has changed in the meantime: choose the file once more."), "warning")
        return redirect(url_for(".import_questions", slug=slug))
    adoption = _adoption(desk, form)
    if form.fingerprint.data != adoption.fingerprint:
        return _report(desk, form, adoption), 409
    service.adopt(desk, adoption, by=me())
    flash(_added(len(adoption.added)), "success")
    return redirect(_page_of(slug, adoption.place))


@bp.route("/<slug>/exchange/export", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def export_questions(slug: str) -> ResponseReturnValue:
    desk = queries.desk(slug, of=me())
    form = ExportForm(desk, data={"place": request.args.get("at", ""), "kind": "moodle-xml"})
    parcel = form.parcel() if form.validate_on_submit() else carrying.Parcel([], [])
    if parcel.carried and (not parcel.left_out or request.form.get("then") == "anyway"):
        return _download(desk, form, parcel)
    page = render_template(
        "authoring/export.html",
        desk=desk,
        form=form,
        parcel=parcel,
        problems=[Problem(str(one.prompt), _(reason), "") for one, reason in parcel.left_out],
        losses=[(name, carrying.LOSSES[kind]) for kind, name in FORMAT_NAMES.items()],
    )
    return page, 422 if form.errors else 200


def _adoption(desk: Desk, form: TakeForm) -> Adoption:
    used = {part.id for part in parts(desk.edition.document)}
    return adopting.adoption(desk.document, form.place.data, form.reading, used=used)


def _report(desk: Desk, form: TakeForm, adoption: Adoption) -> str:
    return render_template(
        "authoring/import_report.html",
        desk=desk,
        form=form.keep(adoption.fingerprint),
        adoption=adoption,
        problems=list(_problems(adoption.refused)),
        added=[_shown(one) for one in adoption.added],
        question_names=QUESTION_NAMES,
    )


def _shown(one: Taken) -> tuple[int, Question, Language, list[str]]:
    """A question with the language in which the reader sees it, and what there is to know of it."""
    missing = one.question.prompt.missing()
    spoken = next(code for code in sorted(LANGUAGES, key=language().__ne__) if code not in missing)
    return one.line, one.question, spoken, [_sentence(remark) for remark in one.remarks]


def _problems(refused: Iterable[Refused]) -> Iterable[Problem]:
    for one in refused:
        yield Problem(_("Line %(number)d", number=one.line), _sentence(one.reason), "")


def _sentence(remark: Remark) -> str:
    return str(_(remark.message, **remark.values))


def _added(count: int) -> str:
    return str(
        ngettext(
            "%(num)d question was added to the draft",
            "%(num)d questions were added to the draft",
            count,
        )
    )


def _page_of(slug: str, place: str) -> str:
    if place == adopting.BANK:
        return url_for(".bank", slug=slug)
    return url_for(".step", slug=slug, step_id=place)


def _download(desk: Desk, form: ExportForm, parcel: carrying.Parcel) -> Response:
    response = Response(files.written(parcel.carried, form.format), mimetype=form.format.mimetype)
    name = f"{desk.course.slug}-{form.place.data or 'bank'}.{form.format.suffix}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
