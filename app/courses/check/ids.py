"""Whether every id names one thing only."""

from collections.abc import Iterator
from typing import Any, Final

from app.core.errors import N_
from app.courses.check.findings import Finding, Path, ids, items, twice
from app.courses.document.blocks import Check
from app.courses.document.course import CourseDocument, Module
from app.courses.document.steps import Lesson, Quiz

TWICE_IN_COURSE: Final = N_(
    "The id “%(id)s” stands twice; modules, steps, blocks and questions need ids of their own"
)


def problems(document: CourseDocument) -> Iterator[Finding]:
    """Ids that stand twice in the course; those within one part are checked with the part."""
    named = list(ids(document.modules, ("modules",)))
    objectives = list(ids(document.objectives, ("objectives",)))
    for path, module in items(document.modules, ("modules",)):
        named += [((*at, "id"), part.id) for at, part in inside(module, path)]
        objectives += ids(module.objectives, (*path, "objectives"))
    named += ids(document.bank, ("bank",))
    yield from twice(named, TWICE_IN_COURSE)
    yield from twice(objectives)
    yield from twice(ids(document.sources, ("sources",)))


def inside(module: Module, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every step, block and question of a module, each with its path."""
    for at, step in items(module.steps, (*path, "steps")):
        yield at, step
        if isinstance(step, Lesson):
            for place, block in items(step.blocks, (*at, "blocks")):
                yield place, block
                if isinstance(block, Check):
                    yield (*place, "question"), block.question
        elif isinstance(step, Quiz):
            yield from items(step.questions, (*at, "questions"))
