"""What a question says of itself beside its words, as the tags of another system carry it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from app.core.errors import N_
from app.courses.document.questions import Difficulty, Question, ShortAnswer
from app.exchange.report import Remark, Surroundings

BRIGHT_LINE: Final = "bright-line"
STABLE: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_ID: Final = 60
IN_KAZAKH: Final = "accepted-kk"
"""How many of the accepted answers, from the first, are Kazakh; the others are Russian."""


@dataclass(slots=True)
class Labels:
    """The fields of a question that its tags tell; `remarks` say which tags were left out."""

    fields: dict[str, Any] = field(default_factory=dict)
    in_kazakh: int = 0
    remarks: list[Remark] = field(default_factory=list)


def tags(question: Question) -> list[str]:
    """Everything that tags can carry; `read` gives the same back."""
    return list(_tags(question))


def read(names: Sequence[str], around: Surroundings) -> Labels:
    """What the tags say, as far as the course knows it."""
    labels = Labels({"objective": around.objective, "sources": [], "tags": []})
    left_out = [name for name in dict.fromkeys(names) if not _understood(name, labels, around)]
    if "objective" in {name.partition(":")[0] for name in left_out}:
        labels.remarks.append(
            Remark(N_("The objective it names is not in this course: it gets the chosen one"))
        )
    if left_out:
        listed = ", ".join(left_out)
        labels.remarks.append(Remark(N_("Tags left out: %(tags)s"), {"tags": listed}))
    return labels


def is_stable(name: str) -> bool:
    """Whether the name can be an id or a tag here."""
    return len(name) <= LONGEST_ID and bool(STABLE.fullmatch(name))


def _tags(question: Question) -> Iterator[str]:
    yield f"objective:{question.objective}"
    yield f"difficulty:{question.difficulty}"
    yield from (f"topic:{tag}" for tag in question.tags)
    yield from (f"source:{source}" for source in question.sources)
    if question.lesson:
        yield f"lesson:{question.lesson}"
    if question.must_pass:
        yield BRIGHT_LINE
    if isinstance(question, ShortAnswer):
        yield f"{IN_KAZAKH}:{len(question.accepted.kk)}"


def _understood(name: str, labels: Labels, around: Surroundings) -> bool:
    kind, colon, value = name.partition(":")
    fields = labels.fields
    match kind, bool(colon):
        case "objective", True if value in around.objectives:
            fields["objective"] = value
        case "difficulty", True if value in get_args(Difficulty):
            fields["difficulty"] = value
        case "source", True if value in around.sources:
            fields["sources"].append(value)
        case "lesson", True if value in around.lessons:
            fields["lesson"] = value
        case ("topic", True) if is_stable(value):
            fields["tags"].append(value)
        case ("accepted-kk", True) if value.isascii() and value.isdecimal():
            labels.in_kazakh = int(value[:3])
        case ("bright-line", False):
            fields["must_pass"] = True
        case (_, False) if is_stable(name):
            fields["tags"].append(name)
        case _:
            return False
    return True
