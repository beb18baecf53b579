"""Steps, titles and blocks of a course."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.authoring import forms, overview
from app.authoring.labels import has_markdown
from app.authoring.routes.blueprint import bp
from app.authoring.routes.desk import desk_of, edit
from app.authoring.routes.words import BLOCK_NAMES, QUESTION_NAMES, problems
from app.core.permissions import Permission
from app.courses.document.blocks import Check
from app.courses.document.course import CourseDocument, Module
from app.courses.document.steps import Lesson
from app.web.access import requires


@bp.route("/<slug>/steps/<step_id>")
@requires(Permission.EDIT_COURSES)
def step(slug: str, step_id: str) -> str:
    desk = desk_of(slug)
    step = desk.step(step_id)
    findings = [
        finding
        for finding in overview.findings(desk.document)
        if overview.step_at(desk.document, finding.path) == step_id
    ]
    return render_template(
        f"authoring/{step.kind}.html",
        desk=desk,
        step=step,
        problems=problems(desk, findings),
        changed=overview.changed_ids(desk.document, desk.edition.document),
        block_names=BLOCK_NAMES,
        question_names=QUESTION_NAMES,
        at=request.args.get("at", ""),
        sources={source.id: source for source in desk.document.sources},
    )


@bp.route("/<slug>/titles/<part_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def title(slug: str, part_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    part = desk.module_or_step(part_id)
    back = url_for(".outline", slug=slug)
    if not isinstance(part, Module):
        back = url_for(".step", slug=slug, step_id=part_id)
    form = forms.part_form(part)
    return edit(desk, part, form, template="authoring/title.html", back=back)


@bp.route("/<slug>/steps/<step_id>/situations/<node_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def situation(slug: str, step_id: str, node_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    part = desk.situation(step_id, node_id)
    scenario = desk.step(step_id)
    return edit(
        desk,
        part,
        forms.part_form(part, desk.document.sources),
        template="authoring/situation.html",
        back=url_for(".step", slug=slug, step_id=step_id, at=node_id),
        step=scenario,
    )


@bp.route("/<slug>/blocks/<block_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_COURSES)
def block(slug: str, block_id: str) -> ResponseReturnValue:
    desk = desk_of(slug)
    block = desk.block(block_id)
    if isinstance(block, Check):
        return redirect(url_for(".question", slug=slug, question_id=block.question.id))
    lesson = _lesson(desk.document, block_id)
    return edit(
        desk,
        block,
        forms.part_form(block, desk.document.sources),
        template="authoring/block.html",
        back=url_for(".step", slug=slug, step_id=lesson.id, at=block_id),
        following=_following(slug, lesson, block_id),
        step=lesson,
        block_name=BLOCK_NAMES[block.kind],
        has_preview=has_markdown(block),
    )


def _lesson(document: CourseDocument, block_id: str) -> Lesson:
    return next(
        step
        for step in document.steps
        if isinstance(step, Lesson) and any(block.id == block_id for block in step.blocks)
    )


def _following(slug: str, lesson: Lesson, block_id: str) -> str:
    ids = [block.id for block in lesson.blocks]
    later = lesson.blocks[ids.index(block_id) + 1 :]
    return url_for(".block", slug=slug, block_id=later[0].id) if later else ""
