"""What a learner sends."""

from wtforms import HiddenField

from app.web.formkit import BaseForm


class QuizForm(BaseForm):
    """A page of answers; the options themselves are read question by question."""

    attempt = HiddenField()

    @property
    def attempt_id(self) -> int:
        """The attempt the answers belong to; 0, which nobody has, where it is not a number."""
        text = self.attempt.data or ""
        return int(text) if text.isdigit() else 0
