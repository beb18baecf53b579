"""A question as another system writes it, whichever format it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from app.exchange.report import Remark

Markup = Literal["html", "moodle", "markdown", "plain"]
"""How a text is to be read; "moodle" is HTML in which a line break is a line break."""
Kind = Literal["choice", "true-false", "matching", "ordering", "short-answer", "number", "essay"]
FULL = Decimal(100)
NOTHING = Decimal(0)
CATCH_ALL = "*"
"""The answer that stands for every other one."""


class Words(NamedTuple):
    """A text as it stands in the file, its languages still together."""

    text: str
    markup: Markup


SILENCE = Words("", "plain")


class Answer(NamedTuple):
    """One answer and what it earns, in per cent; a tolerance only where a number is asked for."""

    words: Words
    percent: Decimal
    feedback: Words = SILENCE
    tolerance: str = ""


class Pair(NamedTuple):
    """Two things that belong together; nothing on the left where the right belongs to nothing."""

    left: Words
    right: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """A question with everything that one of our kinds may need; `line` is its first."""

    line: int
    kind: Kind
    prompt: Words
    explanation: Words = SILENCE
    name: str = ""
    """The id that the other system keeps for us."""
    tags: Sequence[str] = ()
    takes_several: bool = False
    answers: Sequence[Answer] = ()
    pairs: Sequence[Pair] = ()
    rubric: Words = SILENCE
    remarks: Sequence[Remark] = ()
