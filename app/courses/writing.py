"""A document written as a course folder, the same bytes for the same course."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import yaml

from app.core.text import LANGUAGES, Localized
from app.courses.document.base import Part
from app.courses.document.blocks import Text
from app.courses.document.course import CourseDocument
from app.courses.document.questions import Asked
from app.courses.layout import COURSE_FILE, REVIEW_NOTES, media_file, text_file, tidy
from app.courses.schema import NOT_IN_THE_FILE

LONGEST_PAIR: Final = 90
"""A pair or a small mapping with more letters than this stands on several lines."""
OTHER_LINE_BREAKS: Final = frozenset("\x85\u2028\u2029")


def files(document: CourseDocument, media: Mapping[str, bytes]) -> dict[str, bytes]:
    """The content of every file of the course by its path; `media` holds the pictures by name.

    Reading these files gives `document` again, provided its texts are tidy (see `layout.tidy`)
    and nothing in it is to be mended.
    """
    written = {COURSE_FILE: course_yaml(document)}
    for module in document.modules:
        for step in module.steps:
            for block in getattr(step, "blocks", ()):
                if isinstance(block, Text):
                    written |= _text_files(block.id, block.text)
    if tidy(document.review_notes.kk) or tidy(document.review_notes.ru):
        written |= _text_files(REVIEW_NOTES, document.review_notes)
    return written | {media_file(name): media[name] for name in sorted(document.media)}


def course_yaml(document: CourseDocument) -> bytes:
    """The structure, the short texts and the questions."""
    text: str = yaml.dump(
        _plain(document),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
    )
    return text.encode()


def _text_files(name: str, text: Localized) -> dict[str, bytes]:
    return {
        text_file(name, language): f"{tidy(getattr(text, language))}\n".encode()
        for language in LANGUAGES
    }


def _plain(value: object) -> Any:
    """What stands in course.yaml for `value`, without computed parts and defaults."""
    if isinstance(value, Part):
        left_out = NOT_IN_THE_FILE | ({"text"} if isinstance(value, Text) else set())
        return {
            name: _plain(getattr(value, name))
            for name in _in_order(type(value))
            if name not in left_out and not value.goes_without_saying(name)
        }
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _in_order(part: type[Part]) -> list[str]:
    """The keys of a part; what it is comes first, whatever class declares it.

    What only this kind of question has stands between the prompt and the explanation.
    """
    names = list(part.model_fields)
    if issubclass(part, Asked):
        shared = list(Asked.model_fields)
        at = shared.index("explanation")
        own = [name for name in names if name not in shared]
        names = [*shared[:at], *own, *shared[at:]]
    return sorted(names, key=lambda name: name != "kind")


def _is_short(value: object) -> bool:
    """Whether a value stands on the line of its key: whole numbers, lists and mappings of such."""
    match value:
        case list():
            return all(isinstance(item, str) for item in value)
        case dict():
            return all(map(_is_short, value.values()))
    return isinstance(value, int)


class _Dumper(yaml.SafeDumper):
    """Writes lists indented, and a text that needs quotation marks between double ones."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, _data: object) -> bool:
        return True

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


def _write_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    # Within a block of lines YAML takes these for line feeds; between quotes they stay themselves.
    is_block = "\n" in text and not OTHER_LINE_BREAKS.intersection(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if is_block else "")


def _write_pair(dumper: _Dumper, pair: Localized) -> yaml.MappingNode:
    is_short = len(pair.kk) + len(pair.ru) <= LONGEST_PAIR and "\n" not in pair.kk + pair.ru
    values = {"kk": pair.kk, "ru": pair.ru}
    return dumper.represent_mapping("tag:yaml.org,2002:map", values, flow_style=is_short)


def _write_list(dumper: _Dumper, items: list[Any]) -> yaml.SequenceNode:
    is_plain = not any(isinstance(item, list | dict | Localized) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_plain)


def _write_map(dumper: _Dumper, entries: dict[str, Any]) -> yaml.MappingNode:
    is_short = all(map(_is_short, entries.values())) and len(str(entries)) <= LONGEST_PAIR
    return dumper.represent_mapping("tag:yaml.org,2002:map", entries, flow_style=is_short)


def _write_number(dumper: _Dumper, number: float) -> yaml.ScalarNode:
    digits = format(Decimal(repr(number)), "f")
    text = digits if "." in digits else f"{digits}.0"
    return dumper.represent_scalar("tag:yaml.org,2002:float", text)


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(Localized, _write_pair)
_Dumper.add_representer(list, _write_list)
_Dumper.add_representer(dict, _write_map)
_Dumper.add_representer(float, _write_number)
