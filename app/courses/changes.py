"""What a new edition changes, told by the stable ids of its parts."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final, Literal, NamedTuple

from app.core.text import Localized
from app.courses.document.base import Part
from app.courses.document.blocks import Block, Chart, Check, Note, Picture, Table
from app.courses.document.course import CourseDocument
from app.courses.document.questions import Question
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz, Step

What = Literal["course", "module", "step", "block", "question", "node"]
"""A node is a situation of a scenario; its choices belong to it."""
Key = tuple[What, str]
CHILDREN: Final = {"modules", "steps", "blocks", "questions", "question", "bank", "nodes"}
"""The keys under which a part holds parts that have ids of their own."""


class Change(Part):
    """One part of a course that is no longer as it was; both `moved` and `changed` may be said."""

    kind: Literal["added", "removed", "changed", "moved"]
    what: What
    id: str
    title: Localized

    def as_json(self) -> dict[str, Any]:
        """The change as plain data, as an edition keeps it."""
        return self.model_dump(mode="json")


class _Entry(NamedTuple):
    """A part in its place."""

    key: Key
    title: Localized
    parent: Key | None
    own: dict[str, Any]
    """What the part says itself, without the parts in it."""


def changes(old: CourseDocument | None, new: CourseDocument) -> list[Change]:
    """What was added, moved and changed in the order of `new`, then what was removed.

    A part that comes or goes with a larger one is not named.
    """
    before = {entry.key: entry for entry in _entries(old)} if old else {}
    after = {entry.key: entry for entry in _entries(new)}
    moved = _moved(before, after)
    found: list[Change] = []
    for key, entry in after.items():
        if key not in before:
            if entry.parent is None or entry.parent in before:
                found.append(_change("added", entry))
            continue
        if key in moved:
            found.append(_change("moved", entry))
        if entry.own != before[key].own:
            found.append(_change("changed", entry))
    found += [
        _change("removed", entry)
        for key, entry in before.items()
        if key not in after and (entry.parent is None or entry.parent in after)
    ]
    return found


def _change(kind: Literal["added", "removed", "changed", "moved"], entry: _Entry) -> Change:
    what, part_id = entry.key
    return Change(kind=kind, what=what, id=part_id, title=entry.title)


def _moved(before: Mapping[Key, _Entry], after: Mapping[Key, _Entry]) -> set[Key]:
    """The parts that stand in another part, or elsewhere among those that stayed in it."""
    common = [key for key in after if key in before]
    elsewhere = {key for key in common if before[key].parent != after[key].parent}
    moved = set(elsewhere)
    for parent in {after[key].parent for key in common}:
        now = [key for key in common if after[key].parent == parent and key not in elsewhere]
        then = [key for key in before if key in set(now)]
        moved |= set(now)
        matcher = SequenceMatcher(None, then, now, autojunk=False)
        for start, _, size in matcher.get_matching_blocks():
            moved -= set(then[start : start + size])
    return moved


def _entries(document: CourseDocument) -> Iterator[_Entry]:
    """Every part with an id, a larger one before those in it."""
    # A course has one document however its code changes, so its own id is the same in all of them.
    course: Key = ("course", "course")
    own = _own(document)
    del own["media"]
    yield _Entry(course, document.title, None, own)
    for module in document.modules:
        place: Key = ("module", module.id)
        yield _Entry(place, module.title, course, _own(module))
        for step in module.steps:
            yield _Entry(("step", step.id), step.title, place, _own(step))
            yield from _inside(step, document.media)
    for question in document.bank:
        yield _question(question, course)


def _inside(step: Step, media: Mapping[str, str]) -> Iterator[_Entry]:
    place: Key = ("step", step.id)
    match step:
        case Lesson():
            for block in step.blocks:
                yield from _block(block, step, media)
        case Quiz():
            for question in step.questions:
                yield _question(question, place)
        case Scenario():
            for node in step.nodes:
                own = _own(node) | {"sha256": media.get(node.picture)}
                yield _Entry(("node", step.address_of(node)), node.title, place, own)


def _block(block: Block, lesson: Lesson, media: Mapping[str, str]) -> Iterator[_Entry]:
    own = _own(block)
    if isinstance(block, Picture):
        own["sha256"] = media.get(block.file)
    yield _Entry(("block", block.id), _title(block, lesson), ("step", lesson.id), own)
    if isinstance(block, Check):
        yield _question(block.question, ("block", block.id))


def _question(question: Question, place: Key) -> _Entry:
    return _Entry(("question", question.id), question.prompt, place, _own(question))


def _own(part: Part) -> dict[str, Any]:
    return part.model_dump(exclude=CHILDREN)


def _title(block: Block, lesson: Lesson) -> Localized:
    """What a reader knows the block by; prose, sources and checks by their lesson."""
    if isinstance(block, Note):
        return block.title
    return block.caption if isinstance(block, Picture | Table | Chart) else lesson.title
