"""A document and results in; what is done, open and closed out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from app.courses.document.course import CourseDocument, Module
from app.courses.document.steps import Lesson, Quiz, Step

State = Literal["done", "open", "closed"]
DUE_SOON = timedelta(days=14)
"""How long before its last day a course is called urgent."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its state; `after` are the lessons that must be read before it opens."""

    step: Step
    state: State
    after: tuple[Lesson, ...] = ()
    score: int | None = None


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module with the states of its steps."""

    module: Module
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A course as one learner sees it."""

    modules: tuple[ModuleView, ...]

    @property
    def steps(self) -> tuple[StepView, ...]:
        return tuple(view for module in self.modules for view in module.steps)

    @property
    def done(self) -> int:
        return sum(view.state == "done" for view in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_finished(self) -> bool:
        return self.done == self.total

    def view(self, step_id: str) -> StepView:
        """The step with this id; raises `KeyError`."""
        for view in self.steps:
            if view.step.id == step_id:
                return view
        raise KeyError(step_id)

    def at_or_after(self, step_id: str | None) -> StepView | None:
        """The step at which the reader stopped if it is still open, else what comes next."""
        here = next((view for view in self.steps if view.step.id == step_id), None)
        return here if here and here.state == "open" else self.next_open(step_id)

    def next_open(self, after: str | None = None) -> StepView | None:
        """The first open step behind `after`, else the first open one of the course."""
        views = self.steps
        ids = [view.step.id for view in views]
        start = ids.index(after) + 1 if after in ids else 0
        return next((v for v in views[start:] + views[:start] if v.state == "open"), None)


def outline(document: CourseDocument, done: Mapping[str, int | None]) -> Outline:
    """The course with states; `done` maps the ids of finished steps to their scores.

    A lesson is always open. A quiz opens when the lessons before it in its module are read.
    Ids that the document does not have (they belong to another edition) count for nothing.
    """
    return Outline(tuple(ModuleView(module, _steps(module, done)) for module in document.modules))


def _steps(module: Module, done: Mapping[str, int | None]) -> tuple[StepView, ...]:
    views = []
    unread: list[Lesson] = []
    for step in module.steps:
        if step.id in done:
            views.append(StepView(step, "done", score=done[step.id]))
        elif isinstance(step, Quiz) and unread:
            views.append(StepView(step, "closed", after=tuple(unread)))
        else:
            views.append(StepView(step, "open"))
        if isinstance(step, Lesson) and step.id not in done:
            unread.append(step)
    return tuple(views)


def average_score(document: CourseDocument, done: Mapping[str, int | None]) -> int | None:
    """The mean of the quiz scores in whole per cent, None for a course without a quiz."""
    scores = [done[quiz.id] for quiz in document.quizzes() if done.get(quiz.id) is not None]
    known = [score for score in scores if score is not None]
    return round(sum(known) / len(known)) if known else None
