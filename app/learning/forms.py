"""What a learner sends."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.assessment.responses import print_of
from app.courses.document.scenarios import Decision
from app.scenarios.service import LARGEST_GROUP, LONGEST_REASON, SHORTEST_REASON, SMALLEST_GROUP
from app.web.formkit import BaseForm

PRINT = re.compile(r"([a-z0-9-]+):([0-9a-f]{12})(?: |$)")
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
    def prints(self) -> dict[str, str]:
        """The print of each answer with which the page was drawn, by question id."""
        return dict(PRINT.findall(self.seen.data or ""))

    @staticmethod
    def written(chosen: Mapping[str, Sequence[str]]) -> str:
        """The prints of these answers, as the page carries them."""
        return " ".join(f"{key}:{print_of(kept)}" for key, kept in chosen.items() if kept)


class GroupForm(BaseForm):
    """How many decide together before one screen."""

    participants = StringField(
        lazy_gettext("How many people decide together"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    @property
    def size(self) -> int:
        """The number of people; 0, which no group has, where it is not a number."""
        return _whole((self.participants.data or "").strip())

    def validate_participants(self, _field: Field) -> None:
        if not SMALLEST_GROUP <= self.size <= LARGEST_GROUP:
            raise ValidationError(
                lazy_gettext(
                    "Write a number from %(least)s to %(most)s.",
                    least=SMALLEST_GROUP,
                    most=LARGEST_GROUP,
                )
            )


class DecisionForm(BaseForm):
    """A decision in a scenario; a group says why it decides so."""

    number = HiddenField()
    choice = StringField(
        lazy_gettext("Your decision"),
        validators=[InputRequired(lazy_gettext("Choose one decision."))],
    )
    reason = TextAreaField(
        lazy_gettext("Why the group decided so"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(
                min=SHORTEST_REASON,
                max=LONGEST_REASON,
                message=lazy_gettext("Write down the reason in %(min)d to %(max)d characters."),
            )
        ],
    )

    def __init__(self, *, is_group: bool, **values: Any) -> None:
        super().__init__(**values)
        if not is_group:
            del self.reason

    def offer(self, choices: Sequence[Decision]) -> None:
        """Let what is said about a missing decision lead to the first of these."""
        self.choice.id = f"choice-{choices[0].id}"

    @property
    def move_number(self) -> int:
        """Which decision of the run this is; 0, which none is, where it is not a number."""
        return _whole(self.number.data)

    @property
    def why(self) -> str:
        """The reason of the group; empty for a run alone."""
        return (self.reason.data or "") if "reason" in self else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0
