"""What a learner sends."""

from wtforms import HiddenField

from app.web.formkit import BaseForm

LONGEST_NUMBER = 18
"""More digits than that no row and no sequence has."""


class QuizForm(BaseForm):
    """A page of answers; the options themselves are read question by question."""

    attempt = HiddenField()
    seen = HiddenField()

    @property
    def attempt_id(self) -> int:
        """The attempt the answers belong to; 0, which nobody has, where it is not a number."""
        return _whole(self.attempt.data)

    @property
    def seen_sequence(self) -> int:
        """The newest answer that was there when the page was drawn."""
        return _whole(self.seen.data)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0
