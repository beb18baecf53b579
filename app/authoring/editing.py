"""A document and a change in, a document out; nothing here knows of pages or tables."""

import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, Literal, NamedTuple, TypeVar

from app.core.errors import N_, DomainError
from app.core.text import Localized
from app.courses.document.base import Part, StableId
from app.courses.document.blocks import Check
from app.courses.document.course import CourseDocument, Module, Objective
from app.courses.document.questions import MultipleChoice, Option, Question, SingleChoice
from app.courses.document.steps import Lesson, Quiz

Path = tuple[str | int, ...]
Leaf = Localized | str | int | float
"""A text, a table cell that reads the same in both languages, or a number of a chart."""
P = TypeVar("P", bound=Part)
V = TypeVar("V")
QuestionKind = Literal["single-choice", "multiple-choice"]

CHILDREN: Final = ("modules", "steps", "blocks", "questions", "question")
"""The keys under which a part holds parts that have ids of their own."""
FIRST_OPTIONS: Final = 4
LONGEST_STEM: Final = 50


class Details(Part):
    """What a course says of itself as a whole."""

    title: Localized
    summary: Localized
    objectives: list[Objective]


class OptionWords(NamedTuple):
    """An option as an author leaves it; `id` is empty for one that is new."""

    id: str
    text: Localized
    feedback: Localized
    correct: bool


def details(document: CourseDocument) -> Details:
    """The titles and objectives of the whole course, to be changed and put back."""
    return Details(title=document.title, summary=document.summary, objectives=document.objectives)


def parts(document: CourseDocument) -> Iterator[Any]:
    """Every part with an id of its own, a larger one before those in it."""
    for module in document.modules:
        yield from inside(module)


def part(document: CourseDocument, part_id: str) -> Any:
    """The module, step, block or question with this id; raises `KeyError`."""
    for found in parts(document):
        if found.id == part_id:
            return found
    raise KeyError(part_id)


def step_of(document: CourseDocument, part_id: str) -> Lesson | Quiz:
    """The step with this id, or the one in which the part stands; raises `KeyError`."""
    for step in document.steps:
        if any(found.id == part_id for found in inside(step)):
            return step
    raise KeyError(part_id)


def replace(document: CourseDocument, new: Part) -> CourseDocument:
    """The document with `new` in the place of the part that has its id; raises `KeyError`."""
    if isinstance(new, Details):
        return changed(document, title=new.title, summary=new.summary, objectives=new.objectives)
    part_id: str = new.id  # type: ignore[attr-defined]
    old = part(document, part_id)
    if type(old) is not type(new):
        raise TypeError(f"{part_id} is a {type(old).__name__}, not a {type(new).__name__}")
    return _put(document, part_id, lambda _old: new)


def changed(whole: P, **changes: object) -> P:
    """A copy that is checked against the format and forgets whatever was computed before."""
    values = {name: getattr(whole, name) for name in type(whole).model_fields}
    return type(whole)(**(values | changes))


def fingerprint(one: Part) -> str:
    """What tells whether a part, without the parts in it, is still as an author loaded it."""
    own = one.model_dump(mode="json", exclude=set(CHILDREN))
    canonical = json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def whole_fingerprint(document: CourseDocument) -> str:
    """What tells whether a whole document is still as an author saw it."""
    return sha256(document.model_dump_json().encode()).hexdigest()


def leaves(one: Part) -> dict[Path, Leaf]:
    """Every text and number of a part that an author may change, by its path in the part."""
    return dict(_leaves(one, ()))


def rewrite(one: P, leaves_to_be: Mapping[Path, Leaf]) -> P:
    """The part with other texts and numbers; raises `KeyError` for a path it does not have.

    A cell that was one string for both languages stays one while its two texts are the same.
    """
    before = leaves(one)
    after = {path: _like(before[path], leaf) for path, leaf in leaves_to_be.items()}
    rewritten: P = _rewritten(one, after, ())
    return rewritten


def set_options(
    question: Question, rows: Sequence[OptionWords], *, known: Collection[str]
) -> Question:
    """The question with these options; an id that is not `known` is replaced by a new one."""
    used: set[str] = set()
    options = []
    for row in rows:
        is_kept = row.id in known and row.id not in used
        option_id = row.id if is_kept else new_id("option", {*known, *used})
        used.add(option_id)
        options.append(
            Option(id=option_id, text=row.text, correct=row.correct, feedback=row.feedback)
        )
    return changed(question, options=options)


def add_question(
    document: CourseDocument, quiz_id: str, kind: QuestionKind
) -> tuple[CourseDocument, Question]:
    """The document with an empty question at the end of a quiz, and this question.

    Raises `KeyError` where there is no such quiz, `DomainError` where nothing can be asked yet.
    """
    quiz = _quiz(document, quiz_id)
    module = document.module_of(quiz)
    objectives = (*module.objectives, *document.objectives)
    if not objectives:
        raise DomainError(N_("Neither this module nor the course has an objective to ask about."))
    nothing = Localized("", "")
    taken = {found.id for found in parts(document)}
    options: list[Option] = []
    for _ in range(FIRST_OPTIONS):
        option_id = new_id("option", {option.id for option in options})
        options.append(Option(id=option_id, text=nothing, feedback=nothing))
    values: dict[str, Any] = {
        "kind": kind,
        "id": new_id(quiz_id, taken),
        "objective": objectives[0].id,
        "prompt": nothing,
        "options": options,
        "explanation": nothing,
    }
    question = SingleChoice(**values) if kind == "single-choice" else MultipleChoice(**values)
    return _put_questions(document, quiz, [*quiz.questions, question]), question


def remove_question(document: CourseDocument, question_id: str) -> CourseDocument:
    """The document without a question of a quiz; raises `DomainError` where it is the only one."""
    quiz = quiz_of(document, question_id)
    left = [question for question in quiz.questions if question.id != question_id]
    if not left:
        raise DomainError(N_("A quiz needs at least one question: add another one first."))
    return _put_questions(document, quiz, left)


def move_question(document: CourseDocument, question_id: str, *, by: int) -> CourseDocument:
    """The document with a question `by` places later in its quiz, or earlier if negative."""
    quiz = quiz_of(document, question_id)
    order = [question.id for question in quiz.questions]
    there = min(max(order.index(question_id) + by, 0), len(order) - 1)
    questions = list(quiz.questions)
    questions.insert(there, questions.pop(order.index(question_id)))
    return _put_questions(document, quiz, questions)


def quiz_of(document: CourseDocument, question_id: str) -> Quiz:
    """The quiz that asks this question; raises `KeyError`, also for a knowledge check."""
    for quiz in document.quizzes():
        if any(question.id == question_id for question in quiz.questions):
            return quiz
    raise KeyError(question_id)


def new_id(stem: StableId, taken: Collection[str]) -> StableId:
    """An id that was never used, not even in a draft that nobody remembers: it is random."""
    while True:
        found = f"{stem[:LONGEST_STEM].rstrip('-')}-{secrets.token_hex(4)}"
        if found not in taken:
            return found


def _quiz(document: CourseDocument, quiz_id: str) -> Quiz:
    step = document.steps_by_id[quiz_id]
    if not isinstance(step, Quiz):
        raise KeyError(quiz_id)
    return step


def _put_questions(
    document: CourseDocument, quiz: Quiz, questions: Sequence[Question]
) -> CourseDocument:
    return replace(document, changed(quiz, questions=list(questions)))


def inside(one: Module | Lesson | Quiz) -> Iterator[Any]:
    """A part and every part with an id of its own in it."""
    yield one
    match one:
        case Module():
            for step in one.steps:
                yield from inside(step)
        case Lesson():
            for block in one.blocks:
                yield block
                if isinstance(block, Check):
                    yield block.question
        case Quiz():
            yield from one.questions


def _put(whole: P, part_id: str, change: Callable[[Part], Part]) -> P:
    """`whole` with one part changed; everything that does not hold it stays the same object."""
    if getattr(whole, "id", None) == part_id:
        return change(whole)  # type: ignore[return-value]
    changes: dict[str, object] = {}
    for name in CHILDREN:
        if name not in type(whole).model_fields:
            continue
        before = getattr(whole, name)
        after = (
            [_put(child, part_id, change) for child in before]
            if isinstance(before, list)
            else _put(before, part_id, change)
        )
        if not _is_same(before, after):
            changes[name] = after
    return changed(whole, **changes) if changes else whole


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, Leaf]]:
    match value:
        case Localized():
            yield path, value
        case Part():
            for name in type(value).model_fields:
                if name not in CHILDREN:
                    yield from _leaves(getattr(value, name), (*path, name))
        case list():
            for index, item in enumerate(value):
                yield from _leaves(item, (*path, index))
        case str() if path[:1] == ("rows",) or path[:1] == ("categories",):
            yield path, value
        case int() | float() if "values" in path:
            yield path, value


def _rewritten(value: Any, leaves_to_be: Mapping[Path, Leaf], path: Path) -> Any:
    if path in leaves_to_be:
        return leaves_to_be[path]
    if isinstance(value, list):
        after = [_rewritten(item, leaves_to_be, (*path, i)) for i, item in enumerate(value)]
        return value if _is_same(value, after) else after
    if not isinstance(value, Part):
        return value
    changes: dict[str, object] = {}
    for name in type(value).model_fields:
        old = getattr(value, name)
        new = old if name in CHILDREN else _rewritten(old, leaves_to_be, (*path, name))
        if new is not old:
            changes[name] = new
    return changed(value, **changes) if changes else value


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, list):
        return all(old is new for old, new in zip(before, after, strict=True))
    return before is after


def _like(before: Leaf, after: Leaf) -> Leaf:
    if before == after:
        return before
    if isinstance(before, str) and isinstance(after, Localized) and after.kk == after.ru:
        return after.kk
    return after
