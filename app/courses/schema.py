"""What the document's types refuse, said in sentences that name the place and the remedy."""

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.core.errors import N_
from app.courses.document.course import CourseDocument
from app.courses.layout import COURSE_FILE
from app.courses.nodes import Node, Path, Problem

NOT_IN_THE_FILE: Final = {"media", "review_notes"}
"""Parts of a course document that come from other files than course.yaml."""

STABLE_ID = N_(
    "“%(value)s” cannot be an id: use a-z, 0-9 and single hyphens, and begin with a letter"
)
PICTURE_NAME = N_(
    "“%(value)s” cannot be a picture: a name of a-z, 0-9 and hyphens that ends in"
    " .png, .jpg, .webp or .svg"
)
PATTERNS: Final = {
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": STABLE_ID,
    r"^[a-z0-9][a-z0-9-]*\.(png|jpg|webp|svg)$": PICTURE_NAME,
    r"^([a-z0-9][a-z0-9-]*\.(png|jpg|webp|svg))?$": PICTURE_NAME,
    r"^[A-Z]{2,4}[0-9]{1,3}$": N_(
        "“%(value)s” cannot be a course code: two to four capital letters and a number, like VE1"
    ),
    r"^\d{4}(-\d{2}(-\d{2})?)?$": N_(
        "“%(value)s” cannot be a date: write 2017, 2017-05 or 2017-05-30 between double quotes"
    ),
}
SENTENCES: Final = {
    "empty": N_("“%(key)s” has no value: write one"),
    "string_type": N_("“%(key)s” must be a text: put it between double quotes"),
    "string_type of an entry": N_(
        "An entry of “%(key)s” must be a text: put it between double quotes"
    ),
    "int_type": N_("“%(key)s” must be a whole number without quotation marks"),
    "int_from_float": N_("“%(key)s” must be a whole number without quotation marks"),
    "number_type": N_("“%(key)s” must be a number without quotation marks, with a decimal point"),
    "number_type of an entry": N_(
        "“%(key)s” must be numbers without quotation marks, with a decimal point"
    ),
    "bool_type": N_("“%(key)s” must be true or false"),
    "list_type": N_("“%(key)s” must be a list: [] if it is empty"),
    "dict_type": N_("“%(key)s” must hold keys and values, not a text or a list"),
    "dict_type of an entry": N_("An entry of “%(key)s” must hold keys and values: - kind: …"),
    "model_type of an entry": N_("An entry of “%(key)s” must hold these keys: %(keys)s"),
    "dataclass_type of an entry": N_("An entry of “%(key)s” must be a pair: {kk: …, ru: …}"),
    "model_type": N_("“%(key)s” must hold these keys and their values: %(keys)s"),
    "dataclass_type": N_("“%(key)s” must be a pair: {kk: …, ru: …}"),
    "cell_type": N_("A cell of “%(key)s” must be a pair {kk: …, ru: …} or a text in double quotes"),
    "missing": N_("“%(key)s” is missing here: add it"),
    "too_short": N_("“%(key)s” has too few entries: the least is %(limit)s"),
    "too_long": N_("“%(key)s” has too many entries: the most is %(limit)s"),
    "string_too_long": N_("“%(value)s” is too long: the most is %(limit)s characters"),
    "greater_than_equal": N_("“%(key)s” is %(value)s: the least is %(limit)s"),
    "less_than_equal": N_("“%(key)s” is %(value)s: the most is %(limit)s"),
    "literal_error": N_("“%(key)s” cannot be “%(value)s”: choose one of %(choices)s"),
    "union_tag_not_found": N_("“kind” is missing here: choose one of %(choices)s"),
    "union_tag_invalid": N_("There is no kind “%(value)s”: choose one of %(choices)s"),
    "unknown": N_("There is no key “%(key)s” here; the keys are %(keys)s"),
    "misspelt": N_("There is no key “%(key)s” here: did you mean “%(guess)s”?"),
    "other": N_("“%(key)s” cannot be read: %(detail)s"),
}
SHOWN: Final = 60
LIMITS: Final = ("min_length", "max_length", "ge", "le")
KEY_OF_A_MAPPING: Final = "[key]"
"""What pydantic says behind a key of a mapping that is itself refused."""
UNKNOWN_KEY: Final = {"extra_forbidden", "unexpected_keyword_argument"}


class Complaint(NamedTuple):
    """One refusal: where in course.yaml, whether the key itself is refused, and the problem."""

    path: Path
    is_unknown_key: bool
    problem: Problem


def complaints(error: ValidationError, root: Node) -> Iterator[Complaint]:
    """Every refusal in `error` about the tree `root`, each place named once."""
    seen: set[Path] = set()
    for detail in error.errors(include_url=False):
        path, owner, found = _walk(detail["loc"])
        kind = _kind(detail["type"], detail["loc"], root.nearest(path))
        if kind and (path not in seen or kind == "missing"):
            seen.add(path)
            yield _complaint(kind, path, detail, root, owner if kind in UNKNOWN_KEY else found)


def unknown_key(root: Node, key: str) -> Problem:
    """The same refusal for a key that the types know but course.yaml must not have."""
    values: dict[str, object] = {"key": key, "keys": ", ".join(keys(CourseDocument))}
    return Problem(root.file, root.key_lines[key], SENTENCES["unknown"], values)


def keys(model: Any) -> list[str]:
    """The keys that may stand in course.yaml where `model` is wanted."""
    return [name for name in _fields(model) if name not in NOT_IN_THE_FILE]


def kinds(union: Any) -> dict[str, Any]:
    """The members of a union of kinds, by their kind."""
    return {
        kind: member
        for member in _members(union)
        for kind in get_args(_fields(member).get("kind", Literal[()]))
    }


def _walk(loc: tuple[str | int, ...]) -> tuple[Path, Any, Any]:
    """The path in `loc` without names of union members, the type around it and its own."""
    path: list[str | int] = []
    owner: Any = None
    here: Any = CourseDocument
    for step in loc:
        if step == KEY_OF_A_MAPPING:
            break
        if members := _members(here):
            named = {getattr(member, "__name__", ""): member for member in members}
            here = (kinds(here) or named).get(str(step))
            continue
        path.append(step)
        owner = here
        if get_origin(here) in (list, dict):
            here = _plain(get_args(here)[-1])
        else:
            here = _plain(_fields(here).get(str(step)))
    return tuple(path), owner, here


def _plain(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _members(annotation: Any) -> tuple[Any, ...]:
    is_union = get_origin(annotation) in (types.UnionType, Union)
    return tuple(map(_plain, get_args(annotation))) if is_union else ()


def _fields(model: Any) -> dict[str, Any]:
    if isinstance(model, type) and issubclass(model, BaseModel):
        return {name: field.annotation for name, field in model.model_fields.items()}
    if isinstance(model, type) and is_dataclass(model):
        return {field.name: field.type for field in fields(model)}
    return {}


def _kind(kind: str, loc: tuple[str | int, ...], node: Node) -> str:
    """The sort of sentence for pydantic's error `kind`; empty where another one says it all."""
    if not loc:
        return kind
    if loc[-1] in ("int", "float"):
        return "number_type of an entry" if isinstance(loc[-2], int) else "number_type"
    if loc[-1] in ("Localized", "str"):
        return "" if node.mapping else "cell_type"
    if kind in ("missing", "union_tag_not_found", "list_type") or kind in UNKNOWN_KEY:
        return kind
    is_entry = isinstance(loc[-1], int)
    if node.value is None and not is_entry and not kind.startswith("union"):
        return "empty"
    return f"{kind} of an entry" if is_entry and f"{kind} of an entry" in SENTENCES else kind


def _complaint(kind: str, path: Path, detail: ErrorDetails, root: Node, model: Any) -> Complaint:
    node = root.nearest(path)
    context = detail.get("ctx", {})
    key = next((step for step in reversed(path) if isinstance(step, str)), COURSE_FILE)
    is_unknown_key = kind in UNKNOWN_KEY
    line = root.nearest(path[:-1]).key_lines.get(key, node.line) if is_unknown_key else node.line
    values: dict[str, object] = {
        "key": key,
        "value": _shown(detail["input"]),
        "limit": next((context[name] for name in LIMITS if name in context), ""),
        "keys": ", ".join(keys(model)),
        "choices": ", ".join(kinds(model) or map(str, get_args(model))),
        "detail": detail["msg"],
    }
    if kind == "union_tag_invalid":
        values["value"] = context["tag"]
        line = root.nearest((*path, "kind")).line
    if is_unknown_key:
        guesses = get_close_matches(key, keys(model), n=1)
        values["guess"] = "".join(guesses)
        kind = "misspelt" if guesses else "unknown"
    message = SENTENCES.get(kind, SENTENCES["other"])
    if kind == "string_pattern_mismatch":
        message = PATTERNS[context["pattern"]]
    used = {name: value for name, value in values.items() if f"%({name})s" in message}
    return Complaint(path, is_unknown_key, Problem(node.file, line, message, used))


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
