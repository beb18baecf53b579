"""Whether every question can be answered, is answered rightly and leads somewhere."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from app.core.errors import N_
from app.core.text import LANGUAGES, Localized
from app.courses.check.blocks import GREATEST_VALUE, unknown_source
from app.courses.check.findings import Finding, Path, ids, items, repeated, twice
from app.courses.check.words import MISSING
from app.courses.document.questions import (
    Matching,
    MultipleChoice,
    Number,
    OpenAnswer,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    Sorting,
)
from app.courses.wording import folded

UNKNOWN_OBJECTIVE: Final = N_(
    "There is no objective “%(id)s” in this module or the course: name one, or add it"
)
SAME_WORDS: Final = N_("“%(id)s” is offered twice: make the two different")


@dataclass(frozen=True)
class Surroundings:
    """What a question may name where it stands, and whether a trainer marks what is written."""

    objectives: frozenset[str]
    sources: set[str]
    lessons: frozenset[str]
    is_marked: bool


def problems(question: Question, path: Path, around: Surroundings) -> Iterator[Finding]:
    """What must be mended in a question."""
    yield from unknown_objective(question.objective, (*path, "objective"), around.objectives)
    yield from repeated(question.sources, (*path, "sources"))
    yield from repeated(question.tags, (*path, "tags"))
    for at, source in items(question.sources, (*path, "sources")):
        yield from unknown_source(source, at, around.sources)
    yield from _lesson(question, path, around)
    match question:
        case SingleChoice() | MultipleChoice():
            yield from _choice(question, path)
        case Matching():
            yield from _matching(question, path)
        case Ordering():
            yield from _things(question.items, (*path, "items"))
        case Sorting():
            yield from _sorting(question, path)
        case ShortAnswer():
            yield from _short_answer(question, (*path, "accepted"))
        case Number():
            yield from _number(question, path)
        case OpenAnswer():
            yield from _open(question, path, around)
        case _:
            pass  # nothing else in the other kinds can be at odds with itself


def unknown_objective(name: str, path: Path, objectives: Iterable[str]) -> Iterator[Finding]:
    """An objective that is named but not there."""
    if name not in objectives:
        rests_on = frozenset({"objectives"})
        yield Finding(path, UNKNOWN_OBJECTIVE, {"id": name}, rests_on=rests_on)


def _lesson(question: Question, path: Path, around: Surroundings) -> Iterator[Finding]:
    if question.lesson and question.lesson not in around.lessons:
        message = N_("There is no lesson “%(id)s” in the course: name one, or leave “lesson” out")
        rests_on = frozenset({"modules", "steps"})
        yield Finding((*path, "lesson"), message, {"id": question.lesson}, rests_on=rests_on)
    if question.must_pass and not question.lesson:
        message = N_("A bright line leads back to a lesson: name it under “lesson”")
        yield Finding((*path, "must_pass"), message)


def _choice(question: SingleChoice | MultipleChoice, path: Path) -> Iterator[Finding]:
    yield from _things(question.options, (*path, "options"))
    right = len([option for option in question.options if option.correct])
    if isinstance(question, SingleChoice) and right != 1:
        message = N_("Exactly one option must have “correct: true”; here are %(count)d")
        yield Finding((*path, "options"), message, {"count": right})
    elif not right:
        message = N_("At least one option must have “correct: true”")
        yield Finding((*path, "options"), message)


def _matching(question: Matching, path: Path) -> Iterator[Finding]:
    pairs = list(items(question.pairs, (*path, "pairs")))
    there = (*path, "distractors")
    yield from twice([*ids(question.pairs, (*path, "pairs")), *ids(question.distractors, there)])
    yield from _same_words([((*at, "left"), pair.left) for at, pair in pairs])
    yield from _same_words(
        [
            *(((*at, "right"), pair.right) for at, pair in pairs),
            *(((*at, "text"), extra.text) for at, extra in items(question.distractors, there)),
        ]
    )


def _sorting(question: Sorting, path: Path) -> Iterator[Finding]:
    yield from _things(question.categories, (*path, "categories"))
    yield from _things(question.items, (*path, "items"))
    known = {category.id for category in question.categories}
    for at, item in items(question.items, (*path, "items")):
        if item.category not in known:
            message = N_("There is no category “%(id)s” in this question: name one, or add it")
            yield Finding((*at, "category"), message, {"id": item.category})
    used = {item.category for item in question.items}
    for at, category in items(question.categories, (*path, "categories")):
        if category.id not in used:
            yield Finding(
                at, N_("Nothing belongs in this category: add something, or leave it out")
            )


def _short_answer(question: ShortAnswer, path: Path) -> Iterator[Finding]:
    for language in LANGUAGES:
        variants = list(items(getattr(question.accepted, language), (*path, language)))
        for at, variant in variants:
            if not variant.strip():
                yield Finding(at, MISSING[language])
        message = N_("“%(id)s” is accepted already: capitals, ё or е and spaces do not count")
        yield from twice([(at, folded(variant)) for at, variant in variants], message)


def _number(question: Number, path: Path) -> Iterator[Finding]:
    answer, tolerance = question.answer, question.tolerance
    if not math.isfinite(answer) or abs(answer) > GREATEST_VALUE:
        message = N_("The number is too great: use another unit")
        yield Finding((*path, "answer"), message)
    if not math.isfinite(tolerance) or (answer and tolerance >= abs(answer)):
        message = N_("With this tolerance 0 would be right, too: make it smaller")
        yield Finding((*path, "tolerance"), message)


def _open(question: OpenAnswer, path: Path, around: Surroundings) -> Iterator[Finding]:
    yield from _things(question.rubric, (*path, "rubric"))
    if question.must_pass:
        message = N_("Nobody marks an open answer at once: it cannot be a bright line")
        yield Finding((*path, "must_pass"), message)
    if not around.is_marked:
        message = N_(
            "An open answer waits for a trainer, and here nobody would mark it: ask it in the quiz"
            " of a module or in the final test"
        )
        yield Finding(path, message)


def _things(parts: Iterable[Any], path: Path) -> Iterator[Finding]:
    """What is offered: each thing with an id and words of its own."""
    listed = list(parts)
    yield from twice(ids(listed, path))
    yield from _same_words([((*at, "text"), part.text) for at, part in items(listed, path)])


def _same_words(offered: Iterable[tuple[Path, Localized]]) -> Iterator[Finding]:
    for language in LANGUAGES:
        words = [((*path, language), getattr(text, language).strip()) for path, text in offered]
        yield from twice([(path, said) for path, said in words if said], SAME_WORDS)
