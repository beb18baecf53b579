"""What each answer earns elsewhere, so that the whole adds up as it does here."""

from typing import Final

from app.courses.document.questions import MultipleChoice

DIGITS: Final = 5
"""Moodle knows a third as 33.33333."""


def shares(question: MultipleChoice) -> list[str]:
    """Per cent for each option: the right ones share 100, a wrong one takes as much away."""
    each = f"{100 / len(question.correct_ids):.{DIGITS}f}".rstrip("0").rstrip(".")
    return [each if option.correct else f"-{each}" for option in question.options]
