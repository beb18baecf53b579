"""The knowledge checks of a lesson: they give no mark and nothing of them is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from app.assessment import responses, scoring, selection
from app.assessment.selection import Sheet
from app.courses.document.blocks import Check
from app.courses.document.questions import Question
from app.courses.document.steps import Lesson

ASKED_FOR: Final = "asked_for"
"""No block can be called so."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A knowledge check as it is shown, with what its reader has answered."""

    sheet: Sheet
    given: Sequence[str]
    is_asked: bool
    """Whether the reader wants to know how right the answer is."""

    @property
    def earned(self) -> Fraction | None:
        return scoring.points(self.sheet.question, self.given)


def checks(lesson: Lesson, query: Mapping[str, Sequence[str]]) -> dict[str, Checked]:
    """Every knowledge check of `lesson` by the id of its block.

    `query` is what the form of a check sends: the answer under the id of the block, and that id
    under `ASKED_FOR`. What a question does not offer is no answer.
    """
    return {
        block.id: Checked(
            sheet=selection.sheet(block.question),
            given=_possible(block.question, query.get(block.id, ())),
            is_asked=block.id in query.get(ASKED_FOR, ()),
        )
        for block in lesson.blocks
        if isinstance(block, Check)
    }


def _possible(question: Question, given: Sequence[str]) -> Sequence[str]:
    try:
        return responses.as_kept(question, given)
    except responses.ImpossibleAnswer:
        return ()
