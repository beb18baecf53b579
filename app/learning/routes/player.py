"""What the lesson and the quiz page share: where the reader is, and the contents on the left."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessment.models import Attempt
from app.core.text import Localized
from app.courses.document.course import CourseDocument
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz, Step
from app.learning import progress, queries, service
from app.learning.models import Enrolment
from app.learning.progress import Outline, StepView
from app.scenarios.models import Run
from app.web.access import me

MOST_NAMED = 3
"""So many steps are named where one waits for others; the rest are counted."""


@dataclass(frozen=True, slots=True)
class NavStep:
    """A line of the contents."""

    title: Localized
    address: str
    minutes: int
    state: str
    state_text: str
    reason: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class NavModule:
    """A module of the contents."""

    title: Localized
    steps: list[NavStep]


@dataclass(frozen=True, slots=True)
class Place:
    """An enrolment, its document and the step that is open in it."""

    enrolment: Enrolment
    document: CourseDocument
    results: queries.Results
    outline: Outline
    step: Step
    is_here: bool = True
    """Whether it is a step of what is read now; else it is only looked back upon."""

    @property
    def slug(self) -> str:
        return self.enrolment.course.slug

    def has(self, begun: Attempt | Run) -> bool:
        """Whether something was begun in this round of the course, not in an earlier one."""
        return begun.enrolment_id == self.enrolment.id

    @property
    def address(self) -> str:
        """The page of the step; that of the course where it is no longer read."""
        if self.is_here:
            return url_for("learning.step", slug=self.slug, step_id=self.step.id)
        return url_for("learning.course", slug=self.slug)

    @property
    def view(self) -> StepView:
        return self.outline.view(self.step.id)

    @property
    def following(self) -> StepView | None:
        """What comes next once this step is done: a lesson may open the quiz behind it."""
        done = progress.outline(self.document, self.results | {self.step.id: None})
        return done.next_open(self.step.id)

    @property
    def opens_after(self) -> str:
        """Why the step is closed, in a sentence."""
        return opens_after(self.view.after)

    def contents(self) -> list[NavModule]:
        return contents(self.slug, self.outline, current=self.step.id)


def contents(slug: str, outline: Outline, *, current: str = "") -> list[NavModule]:
    """The contents of a course with states, minutes and the reason where a step is closed."""
    return [
        NavModule(
            module.module.title,
            [_nav_step(slug, view, view.step.id == current) for view in module.steps],
        )
        for module in outline.modules
    ]


def _nav_step(slug: str, view: StepView, is_current: bool) -> NavStep:
    words = {"done": _("Completed"), "open": _("Open"), "closed": _("Closed")}
    badges = {"done": "done", "open": "in-progress" if is_current else "not-started"}
    return NavStep(
        title=view.step.title,
        address=url_for("learning.step", slug=slug, step_id=view.step.id),
        minutes=view.step.minutes,
        state=badges.get(view.state, "closed"),
        state_text=words[view.state],
        reason=opens_after(view.after) if view.after else "",
        is_current=is_current,
    )


def opens_after(steps: Sequence[Step]) -> str:
    """What must be done first, in a sentence that stays short."""
    titles = "; ".join(str(step.title) for step in steps[:MOST_NAMED])
    if len(steps) <= MOST_NAMED:
        return _("Opens after: %(titles)s", titles=titles)
    return ngettext(
        "Opens after: %(titles)s and %(num)d more step",
        "Opens after: %(titles)s and %(num)d more steps",
        len(steps) - MOST_NAMED,
        titles=titles,
    )


def place_or_none(slug: str, step_id: str) -> Place | None:
    """Where I read in a course; None when I have not begun it."""
    enrolment = queries.enrolment_or_none(me(), slug)
    if enrolment is None or enrolment.edition_id is None:
        return None
    return _place(enrolment, step_id)


def place_to_change(slug: str, step_id: str) -> Place:
    """The same place, held for a change; not found when I have not begun the course."""
    return _place(queries.enrolment(me(), slug), step_id)


def _place(enrolment: Enrolment, step_id: str) -> Place:
    document = service.document_of(enrolment)
    if step_id not in document.steps_by_id:
        abort(404)
    results = queries.results(enrolment)
    outline = progress.outline(document, results)
    return Place(enrolment, document, results, outline, document.steps_by_id[step_id])


def lesson_of(place: Place) -> Lesson:
    """The step as a lesson; not found when it is none."""
    return place.step if isinstance(place.step, Lesson) else abort(404)


def quiz_of(place: Place) -> Quiz:
    """The step as a quiz; not found when it is none."""
    return place.step if isinstance(place.step, Quiz) else abort(404)


def scenario_of(place: Place) -> Scenario:
    """The step as a scenario; not found when it is none."""
    return place.step if isinstance(place.step, Scenario) else abort(404)
