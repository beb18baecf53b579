"""What a trainer sends who marks an open answer or applies a corrected key."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf

from app.authoring.marking import OpenMark
from app.courses.document.questions import OpenAnswer
from app.web.formkit import AtMost, BaseForm, Filled, Required

LONGEST_COMMENT = 2000
POINTS = "points-"


class MarkForm(BaseForm):
    """The points by each criterion, and what the learner is told; made for one question."""

    state = HiddenField()
    question: OpenAnswer

    def criteria(self) -> list[tuple[Any, Any]]:
        """Each criterion of the rubric with its field."""
        return [(one, self[POINTS + one.id]) for one in self.question.rubric]

    @property
    def points(self) -> dict[str, int]:
        return {one.id: int(field.data) for one, field in self.criteria()}


def mark_form(found: OpenMark) -> MarkForm:
    """The form of one open answer, filled with the mark that it has."""
    question = found.question
    members: dict[str, Any] = {"question": question}
    for number, criterion in enumerate(question.rubric, start=1):
        scale = [(str(points), str(points)) for points in range(criterion.points + 1)]
        members[POINTS + criterion.id] = SelectField(
            _("Points by criterion %(number)s", number=number),
            [Required(), AnyOf([value for value, _label in scale], _("Choose from the list."))],
            choices=[("", _("Choose")), *scale],
            validate_choice=False,
        )
    members["comment"] = TextAreaField(
        _("Comment for the learner"), [AtMost(LONGEST_COMMENT)], render_kw={"rows": 4}
    )
    given = {POINTS + key: str(value) for key, value in (found.mark.criteria or {}).items()}
    data = given | {"comment": found.mark.comment or "", "state": found.state}
    form: MarkForm = type("MadeMarkForm", (MarkForm,), members)(data=data)
    return form


class RegradeForm(BaseForm):
    """Why the key is corrected, and whether anybody may lose by it; `seen` tells what is shown."""

    fingerprint = HiddenField()
    whom = RadioField(
        lazy_gettext("To whom the corrected key is applied"),
        [Required()],
        choices=[
            ("raise", lazy_gettext("Only to those who gain: nobody loses anything")),
            ("all", lazy_gettext("To everybody: passes and certificates may be taken back")),
        ],
        default="raise",
    )
    reason = StringField(lazy_gettext("Reason"), [Filled(), AtMost(500)])

    def __init__(self, *, seen: str) -> None:
        super().__init__()
        self.is_stale = self.is_submitted() and self.fingerprint.data != seen
        self.fingerprint.data = seen

    @property
    def takes_away(self) -> bool:
        return self.whom.data == "all"

    @property
    def why(self) -> str:
        return (self.reason.data or "").strip()
