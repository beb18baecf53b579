"""A document and a change in, a document out; nothing here knows of pages or tables."""

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final, TypeVar

from app.core.text import Localized
from app.courses.document.base import Part, StableId
from app.courses.document.blocks import Check
from app.courses.document.course import CourseDocument, Module, Objective
from app.courses.document.scenarios import Scenario, Scene
from app.courses.document.steps import Lesson, Quiz, Step

Path = tuple[str | int, ...]
Leaf = Localized | str | int | float
"""A text, a table cell that reads the same in both languages, or a number of a chart."""
P = TypeVar("P", bound=Part)

CHILDREN: Final = ("modules", "steps", "blocks", "questions", "question", "bank")
"""The keys under which a part holds parts that have ids of their own."""
HELD: Final = (*CHILDREN, "nodes")
"""The same with the situations of a scenario, whose ids are their own in the scenario only."""
CELLS: Final = {("rows", 3), ("categories", 2)}
"""Where a bare string is a text: the name of its list, and how long its path is."""


class Details(Part):
    """What a course says of itself as a whole."""

    title: Localized
    summary: Localized
    objectives: list[Objective]


class Situation(Part):
    """A node of a scenario, and in which scenario it stands."""

    scenario: StableId
    node: Scene

    @property
    def id(self) -> str:
        return f"{self.scenario}/{self.node.id}"


def details(document: CourseDocument) -> Details:
    """The titles and objectives of the whole course, to be changed and put back."""
    return Details(title=document.title, summary=document.summary, objectives=document.objectives)


def parts(document: CourseDocument) -> Iterator[Any]:
    """Every part with an id of its own, a larger one before those in it."""
    for module in document.modules:
        yield from inside(module)
    yield from document.bank


def part(document: CourseDocument, part_id: str) -> Any:
    """The module, step, block, question or situation with this id; raises `KeyError`."""
    for found in parts(document):
        if found.id == part_id:
            return found
    raise KeyError(part_id)


def step_of(document: CourseDocument, part_id: str) -> Step:
    """The step with this id, or the one in which the part stands.

    Raises `KeyError`, also for a question of the bank.
    """
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
    if isinstance(new, Situation):
        return _put(document, new.scenario, lambda scenario: _with_node(scenario, new.node))
    return _put(document, part_id, lambda _old: new)


def changed(whole: P, **changes: object) -> P:
    """A copy that is checked against the format and forgets whatever was computed before."""
    values = {name: getattr(whole, name) for name in type(whole).model_fields}
    return type(whole)(**(values | changes))


def fingerprint(one: Part) -> str:
    """What tells whether a part, without the parts in it, is still as an author loaded it."""
    own = one.model_dump(mode="json", exclude=set(HELD))
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


def inside(one: Module | Step) -> Iterator[Any]:
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
        case Scenario():
            yield from (Situation(scenario=one.id, node=node) for node in one.nodes)


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


def _with_node(scenario: Part, new: Scene) -> Part:
    assert isinstance(scenario, Scenario)
    nodes = [new if node.id == new.id else node for node in scenario.nodes]
    return scenario if _is_same(scenario.nodes, nodes) else changed(scenario, nodes=nodes)


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, Leaf]]:
    match value:
        case Localized():
            yield path, value
        case Part():
            for name in type(value).model_fields:
                if name not in HELD and not value.goes_without_saying(name):
                    yield from _leaves(getattr(value, name), (*path, name))
        case list():
            for index, item in enumerate(value):
                yield from _leaves(item, (*path, index))
        case str() if (path[0], len(path)) in CELLS:
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
        new = old if name in HELD else _rewritten(old, leaves_to_be, (*path, name))
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
