"""Whether a course is complete in both languages, consistent and playable."""

from collections.abc import Iterator, Mapping

from app.courses.check import blocks, course, ids, questions, quizzes, scenarios
from app.courses.check.findings import Finding, Path, items
from app.courses.check.questions import Surroundings
from app.courses.check.words import MISSING, in_part, pair, texts
from app.courses.document.blocks import Check
from app.courses.document.course import CourseDocument
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz

__all__ = ["MISSING", "Finding", "Path", "in_part", "pair", "problems", "texts"]


def problems(document: CourseDocument) -> list[Finding]:
    """Everything that must be mended before this course can be published."""
    return [
        *in_part(document, ()),
        *course.problems(document),
        *ids.problems(document),
        *_parts(document),
        *quizzes.problems(document),
    ]


def _parts(document: CourseDocument) -> Iterator[Finding]:
    sources = {source.id for source in document.sources}
    everything = quizzes.objectives_of(document)
    lessons = frozenset(step.id for step in document.steps if isinstance(step, Lesson))
    for path, module in items(document.modules, ("modules",)):
        own = frozenset(one.id for one in (*document.objectives, *module.objectives))
        for at, step in items(module.steps, (*path, "steps")):
            match step:
                case Lesson():
                    around = Surroundings(own, sources, lessons, is_marked=False)
                    yield from _lesson(step, at, document.media, around)
                case Quiz():
                    objectives = own if step.purpose == "module" else everything
                    around = Surroundings(objectives, sources, lessons, is_marked=step.is_marked)
                    for place, question in items(step.questions, (*at, "questions")):
                        yield from questions.problems(question, place, around)
                case Scenario():
                    yield from scenarios.problems(step, at, document.media, sources)
    around = Surroundings(everything, sources, lessons, is_marked=True)
    for at, question in items(document.bank, ("bank",)):
        yield from questions.problems(question, at, around)


def _lesson(
    lesson: Lesson, path: Path, media: Mapping[str, str], around: Surroundings
) -> Iterator[Finding]:
    for at, block in items(lesson.blocks, (*path, "blocks")):
        yield from blocks.problems(block, at, media, around.sources)
        if isinstance(block, Check):
            yield from questions.problems(block.question, (*at, "question"), around)
