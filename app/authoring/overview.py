"""What an author sees of a course at a glance: states by language, problems in their places."""

from collections.abc import Iterable, Mapping, Sequence
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
from app.courses.document.questions import Number, OpenAnswer, Question, ShortAnswer
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz, Step

PlaceKind = Literal["details", "notes", "files", "module", "step", "block", "question", "node"]
KEPT_FINDINGS: Final = 100
DETAILS: Final = ("title", "summary", "objectives")
WITH_PAGES: Final = {"module", "step", "block", "question", "node"}
Texts = Mapping[tuple[str, editing.Path], editing.Leaf]

_kept: dict[str, list[Finding]] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a course something stands; `id` is empty where the course itself is meant.

    `number` counts the blocks, questions or situations of a step, or the questions of the bank;
    `title` is that of the step or module.
    """

    kind: PlaceKind
    id: str
    title: Localized | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a step or of the bank."""

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
class BankOverview:
    """The bank of a course with the state of each of its languages."""

    questions: int
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
                StepOverview(step, _sides_of(step, published), troubled.count(step.id))
                for step in module.steps
            ),
        )
        for module in document.modules
    ]


def bank(
    document: CourseDocument, published: CourseDocument, found: Sequence[Finding]
) -> BankOverview:
    """The bank of a draft, as `overview` shows the steps."""
    return BankOverview(
        len(document.bank),
        _sides(_all_texts(document.bank), _all_texts(published.bank)),
        sum(finding.path[:1] == ("bank",) for finding in found),
    )


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
        case ("bank", int(i), *_):
            return Place("question", document.bank[i].id, number=i + 1)
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
    kinds = WITH_PAGES if part_id else {"details"}
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
    return bool(_key(_part(old, change)) != _key(_part(new, change)))


def _key(question: Question) -> Any:
    """What makes an answer right or wrong; the words play no part in it."""
    match question:
        case ShortAnswer():
            return question.accepted
        case Number():
            return question.answer, question.tolerance
        case OpenAnswer():
            return {criterion.id: criterion.points for criterion in question.rubric}
        case _:
            return question.right_answer


def _part(document: CourseDocument, change: Change) -> Any:
    is_course = change.what == "course"
    return editing.details(document) if is_course else editing.part(document, change.id)


def _texts(part: Any) -> dict[editing.Path, editing.Leaf]:
    """The texts of a part, by the ids on the way to them, because answers change their places."""
    return {_by_id(part, path): leaf for path, leaf in editing.leaves(part).items()}


def _by_id(part: Any, path: editing.Path) -> editing.Path:
    value, named = part, []
    for step in path:
        value = getattr(value, step) if isinstance(step, str) else value[step]
        named.append(getattr(value, "id", step))
    return tuple(named)


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
        case Scenario(), ("nodes", int(k), *_):
            return Place("node", step.address_of(step.nodes[k]), step.title, k + 1)
    return Place("step", step.id, step.title)


def _sides_of(step: Step, published: CourseDocument) -> tuple[Side, ...]:
    before = published.steps_by_id.get(step.id)
    then = _all_texts(editing.inside(before)) if before else {}
    return _sides(_all_texts(editing.inside(step)), then)


def _sides(now: Texts, then: Texts) -> tuple[Side, ...]:
    return tuple(
        Side(
            language,
            missing=sum(not _said(leaf, language).strip() for leaf in now.values()),
            is_changed={key: _said(leaf, language) for key, leaf in now.items()}
            != {key: _said(leaf, language) for key, leaf in then.items()},
        )
        for language in LANGUAGES
    )


def _all_texts(parts: Iterable[Any]) -> Texts:
    """Every text of the parts, by part and path."""
    return {(part.id, path): leaf for part in parts for path, leaf in editing.leaves(part).items()}
