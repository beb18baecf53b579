"""Whether every quiz can be put together, marked and compared."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from app.core.errors import N_
from app.courses.check.findings import Finding, Path, items
from app.courses.check.questions import unknown_objective
from app.courses.document.course import CourseDocument
from app.courses.document.questions import OpenAnswer
from app.courses.document.steps import Quiz

QUESTIONS: Final = frozenset({"bank", "questions", "draws"})
ONCE: Final = ("before", "after", "final")
"""Purposes of which a course has one quiz at most."""


def problems(document: CourseDocument) -> Iterator[Finding]:
    """What must be mended in the quizzes of a course, apart from their own questions."""
    quizzes = [
        (at, step)
        for path, module in items(document.modules, ("modules",))
        for at, step in items(module.steps, (*path, "steps"))
        if isinstance(step, Quiz)
    ]
    for path, quiz in quizzes:
        yield from _rules(quiz, path)
        yield from _draws(quiz, path, document)
    for purpose in ONCE:
        for path, _quiz in [place for place in quizzes if place[1].purpose == purpose][1:]:
            message = N_("There is another quiz of the purpose “%(purpose)s”: keep one of them")
            yield Finding((*path, "purpose"), message, {"purpose": purpose})
    before = next((place for place in quizzes if place[1].purpose == "before"), None)
    after = next((place for place in quizzes if place[1].purpose == "after"), None)
    if before and after:
        yield from _comparison(before, after, document)


def _rules(quiz: Quiz, path: Path) -> Iterator[Finding]:
    if not quiz.questions and not quiz.draws:
        message = N_("This quiz asks nothing: write questions, or draw some from the bank")
        yield Finding(path, message, rests_on=QUESTIONS)
    if quiz.is_marked:
        for key in ("pass_mark", "attempts"):
            if not getattr(quiz, key):
                message = N_("A quiz that must be passed needs “%(key)s”: write at least 1")
                yield Finding((*path, key), message, {"key": key})
    elif quiz.pass_mark:
        message = N_("A quiz of the purpose “%(purpose)s” is not marked: take “pass_mark” away")
        yield Finding((*path, "pass_mark"), message, {"purpose": quiz.purpose})


def _draws(quiz: Quiz, path: Path, document: CourseDocument) -> Iterator[Finding]:
    objectives = objectives_of(document)
    pools: list[set[str]] = []
    for at, draw in items(quiz.draws, (*path, "draws")):
        for place, name in items(draw.objectives, (*at, "objectives")):
            yield from unknown_objective(name, place, objectives)
        found = [question for question in document.bank if draw.takes(question)]
        pool = {question.id for question in found}
        # The earlier draws may take as many of these as both could take.
        earlier = zip(quiz.draws, pools, strict=False)
        left = len(pool) - sum(min(one.count, len(pool & taken)) for one, taken in earlier)
        if left < draw.count:
            message = N_(
                "%(count)d questions are to be drawn, but the bank is sure to have only %(left)d"
                " for it: add questions, or draw fewer"
            )
            values = {"count": draw.count, "left": max(left, 0)}
            yield Finding((*at, "count"), message, values, rests_on=QUESTIONS)
        pools.append(pool)
        open_answer = next((one for one in found if isinstance(one, OpenAnswer)), None)
        if open_answer and not quiz.is_marked:
            message = N_(
                "The open answer “%(id)s” may be drawn, and here nobody would mark it: draw by"
                " tags that it does not have"
            )
            yield Finding(at, message, {"id": open_answer.id})


def objectives_of(document: CourseDocument) -> frozenset[str]:
    """Every objective of the course and its modules."""
    of_modules = (one for module in document.modules for one in module.objectives)
    return frozenset(one.id for one in (*document.objectives, *of_modules))


def _comparison(
    before: tuple[Path, Quiz], after: tuple[Path, Quiz], document: CourseDocument
) -> Iterator[Finding]:
    """Whether the checks before and after the course measure the same with other questions."""
    path, earlier = before
    if earlier.explanations != "never":
        message = N_(
            "The check before the course must not give the answers away: write “explanations:"
            " never”"
        )
        yield Finding((*path, "explanations"), message)
    is_countable = True
    for place, quiz in (before, after):
        for at, draw in items(quiz.draws, (*place, "draws")):
            if len(draw.objectives) != 1:
                is_countable = False
                message = N_(
                    "A draw for the check before or after the course names one objective, so that"
                    " both ask equally often about it"
                )
                yield Finding((*at, "objectives"), message)
    path, later = after
    if is_countable:
        yield from _parity(earlier, later, path)
    shared = {one.id for one in document.askable(earlier)} & {
        one.id for one in document.askable(later)
    }
    if shared:
        message = N_(
            "“%(id)s” may be asked both before and after the course: ask other questions about the"
            " same objective"
        )
        yield Finding(path, message, {"id": min(shared)}, rests_on=QUESTIONS)


def _parity(earlier: Quiz, later: Quiz, path: Path) -> Iterator[Finding]:
    before, after = _by_objective(earlier), _by_objective(later)
    for objective in sorted(before.keys() | after.keys()):
        if before[objective] != after[objective]:
            message = N_(
                "About the objective “%(id)s” %(before)d questions are asked before the course and"
                " %(after)d after it: ask equally many, or nothing can be compared"
            )
            values = {
                "id": objective,
                "before": before[objective],
                "after": after[objective],
            }
            yield Finding(path, message, values, rests_on=QUESTIONS)


def _by_objective(quiz: Quiz) -> Counter[str]:
    asked = Counter(question.objective for question in quiz.questions)
    for draw in quiz.draws:
        asked[draw.objectives[0]] += draw.count
    return asked
