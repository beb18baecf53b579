"""A document and results in; what is done, open and closed out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from app.courses.document.course import CourseDocument, Module
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz, Step

State = Literal["done", "open", "closed"]
DUE_SOON = timedelta(days=14)
"""How long before its last day a course is called urgent."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its state; `after` are the steps that must be done before it opens."""

    step: Step
    state: State
    after: tuple[Step, ...] = ()
    score: int | None = None

    @property
    def is_optional(self) -> bool:
        """Whether the course can be finished without it: the check before, and practice."""
        return isinstance(self.step, Quiz) and self.step.purpose in {"before", "practice"}


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
    def required(self) -> tuple[StepView, ...]:
        """The steps without which the course is not finished."""
        return tuple(view for view in self.steps if not view.is_optional)

    @property
    def done(self) -> int:
        return sum(view.state == "done" for view in self.required)

    @property
    def total(self) -> int:
        return len(self.required)

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
        """The first open step behind `after`, else the first open one of the course.

        What may be left out is offered where it stands and not asked for again.
        """
        views = self.steps
        ids = [view.step.id for view in views]
        start = ids.index(after) + 1 if after in ids else 0
        skipped = (view for view in views[:start] if not view.is_optional)
        return next((v for v in (*views[start:], *skipped) if v.state == "open"), None)


def outline(document: CourseDocument, done: Mapping[str, int | None]) -> Outline:
    """The course with states; `done` maps the ids of finished steps to their scores.

    A lesson and the check before the course are always open. A quiz or a scenario opens when the
    lessons before it in its module are read, the final test and the check after the course when
    everything before them is done. Ids that the document does not have (they belong to another
    edition) count for nothing.
    """
    modules = []
    undone: list[Step] = []
    for module in document.modules:
        views = tuple(_views(module, done, undone))
        undone += [view.step for view in views if view.state != "done" and not view.is_optional]
        modules.append(ModuleView(module, views))
    return Outline(tuple(modules))


def _views(
    module: Module, done: Mapping[str, int | None], earlier: Sequence[Step]
) -> Iterator[StepView]:
    undone: list[Step] = []
    for step in module.steps:
        waits_for = _before(step, undone, earlier)
        if step.id in done:
            view = StepView(step, "done", score=done[step.id])
        elif waits_for:
            view = StepView(step, "closed", after=waits_for)
        else:
            view = StepView(step, "open")
        yield view
        if view.state != "done" and not view.is_optional:
            undone.append(step)


def _before(step: Step, undone: Sequence[Step], earlier: Sequence[Step]) -> tuple[Step, ...]:
    """What must be done before `step` opens, of what is undone in its module and before that."""
    match step:
        case Lesson() | Quiz(purpose="before"):
            return ()
        case Quiz(purpose="final" | "after"):
            return (*earlier, *undone)
        case Quiz() | Scenario():
            return tuple(one for one in undone if isinstance(one, Lesson))


def stays(old: Step, new: Step | None) -> bool:
    """Whether what was done in a step of an older edition holds for the one with its id now.

    A test that was read as a lesson, or only measured before, has not been passed.
    """
    if isinstance(old, Quiz) and isinstance(new, Quiz):
        return old.purpose == new.purpose or (old.is_marked and new.is_marked)
    return type(old) is type(new)


def average_score(document: CourseDocument, done: Mapping[str, int | None]) -> int | None:
    """The mean of the scores of the marked quizzes in whole per cent, None where there is none."""
    scores = [done.get(quiz.id) for quiz in document.quizzes() if quiz.is_marked]
    known = [score for score in scores if score is not None]
    return round(sum(known) / len(known)) if known else None
