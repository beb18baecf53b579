"""What an author sees of a course at a glance: states by language, problems in their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from app.authoring import editing
from app.authoring.difference import Run, runs
from app.core.text import LANGUAGES, Language, Localized
from app.courses import check
from app.courses.changes import Change
from app.courses.check import Finding, Path
from app.courses.document.blocks import Check
from app.courses.document.course import CourseDocument, Module
from app.courses.document.steps import Lesson, Quiz, Step

PlaceKind = Literal["details", "notes", "files", "module", "step", "block", "question"]
KEPT_FINDINGS: Final = 100
DETAILS: Final = ("title", "summary", "objectives")

_kept: dict[str, list[Finding]] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a course something stands; `id` is empty where the course itself is meant.

    `number` counts the blocks or questions of a step, `title` is that of the step or module.
    """

    kind: PlaceKind
    id: str
    title: Localized | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a step."""

    language: Language
    missing: int
    is_changed: bool

    @property
    def is_ready(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class StepOverview:
    """A step with the state of each of its languages."""

    step: Step
    sides: tuple[Side, ...]
    problems: int


@dataclass(frozen=True, slots=True)
class ModuleOverview:
    """A module with the states of its steps."""

    module: Module
    steps: tuple[StepOverview, ...]


@dataclass(frozen=True, slots=True)
class Rewording:
    """One text of a changed part, as it was and as it is, in one row."""

    language: Language
    runs: list[Run]


def findings(document: CourseDocument) -> list[Finding]:
    """Everything to be mended; kept, because each page of the editor asks and few words change."""
    state = editing.whole_fingerprint(document)
    # Read once: another thread may clear what is kept at any moment.
    found = _kept.get(state)
    if found is None:
        found = check.problems(document)
        if len(_kept) >= KEPT_FINDINGS:
            _kept.clear()
        _kept[state] = found
    return found


def overview(
    document: CourseDocument, published: CourseDocument, found: Sequence[Finding]
) -> list[ModuleOverview]:
    """The modules of a draft; what differs from `published` is marked as changed."""
    troubled = [step_at(document, finding.path) for finding in found]
    return [
        ModuleOverview(
            module,
            tuple(
                StepOverview(step, _sides(step, published), troubled.count(step.id))
                for step in module.steps
            ),
        )
        for module in document.modules
    ]


def changed_ids(document: CourseDocument, published: CourseDocument) -> frozenset[str]:
    """The parts of a draft that are new or say something else than the published ones."""
    before = {part.id: editing.fingerprint(part) for part in editing.parts(published)}
    return frozenset(
        part.id
        for part in editing.parts(document)
        if before.get(part.id) != editing.fingerprint(part)
    )


def place(document: CourseDocument, path: Path) -> Place:
    """The part with a page of its own that holds `path`."""
    match path:
        case ("modules", int(i)) | ("modules", int(i), "title" | "objectives" | "id", *_):
            module = document.modules[i]
            return Place("module", module.id, module.title)
        case ("modules", int(i), "steps", int(j), *rest):
            return _place_in_step(document.modules[i].steps[j], tuple(rest))
        case ("review_notes", *_):
            return Place("notes", "")
        case (str(name), *_) if name in DETAILS:
            return Place("details", "")
    return Place("files", "")


def step_at(document: CourseDocument, path: Path) -> str:
    """The id of the step that holds `path`, empty where none does."""
    match path:
        case ("modules", int(i), "steps", int(j), *_):
            return document.modules[i].steps[j].id
    return ""


def findings_at(document: CourseDocument, found: Iterable[Finding], part_id: str) -> list[Finding]:
    """Those of the findings that belong to the page of one part; "" for the course's own."""
    kinds = ("details",) if not part_id else ("module", "step", "block", "question")
    return [
        finding
        for finding in found
        if (at := place(document, finding.path)).kind in kinds and at.id == part_id
    ]


def rewordings(old: CourseDocument, new: CourseDocument, change: Change) -> list[Rewording]:
    """The texts that differ in a changed part, word by word; removed ones come last."""
    if change.kind != "changed":
        return []
    before, after = _texts(_part(old, change)), _texts(_part(new, change))
    return [
        Rewording(language, runs(was, is_now))
        for key in dict.fromkeys([*after, *before])
        for language in LANGUAGES
        if (was := _said(before.get(key, ""), language))
        != (is_now := _said(after.get(key, ""), language))
    ]


def has_other_key(old: CourseDocument, new: CourseDocument, change: Change) -> bool:
    """Whether other answers of a changed question are correct now."""
    if change.kind != "changed" or change.what != "question":
        return False
    return bool(_part(old, change).correct_ids != _part(new, change).correct_ids)


def _part(document: CourseDocument, change: Change) -> Any:
    is_course = change.what == "course"
    return editing.details(document) if is_course else editing.part(document, change.id)


def _texts(part: Any) -> dict[editing.Path, editing.Leaf]:
    """The texts of a part; those of an answer by its id, because answers change their places."""
    return {_by_id(part, path): leaf for path, leaf in editing.leaves(part).items()}


def _by_id(part: Any, path: editing.Path) -> editing.Path:
    match path:
        case ("options", int(i), *rest):
            return ("options", part.options[i].id, *rest)
    return path


def _said(leaf: editing.Leaf, language: Language) -> str:
    return str(getattr(leaf, language) if isinstance(leaf, Localized) else leaf)


def _place_in_step(step: Step, rest: Path) -> Place:
    match step, rest:
        case Lesson(), ("blocks", int(k), *_):
            block = step.blocks[k]
            if isinstance(block, Check) and len(rest) > len(("blocks", k)):
                return Place("question", block.question.id, step.title, k + 1)
            return Place("block", block.id, step.title, k + 1)
        case Quiz(), ("questions", int(k), *_):
            return Place("question", step.questions[k].id, step.title, k + 1)
    return Place("step", step.id, step.title)


def _sides(step: Step, published: CourseDocument) -> tuple[Side, ...]:
    now = _all_texts(step)
    before = published.steps_by_id.get(step.id)
    then = _all_texts(before) if before else {}
    return tuple(
        Side(
            language,
            missing=sum(not _said(leaf, language).strip() for leaf in now.values()),
            is_changed={key: _said(leaf, language) for key, leaf in now.items()}
            != {key: _said(leaf, language) for key, leaf in then.items()},
        )
        for language in LANGUAGES
    )


def _all_texts(step: Step) -> dict[tuple[str, editing.Path], editing.Leaf]:
    """Every text of a step and of the parts in it, by part and path."""
    return {
        (part.id, path): leaf
        for part in editing.inside(step)
        for path, leaf in editing.leaves(part).items()
    }
