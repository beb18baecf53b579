"""What is filled in to give time back after an outage."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext
from wtforms import (
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import NumberRange

from app.core import clock
from app.core.permissions import Reach
from app.learning import queries as learning
from app.learning.outages import MOST_MINUTES, Outage
from app.people import queries as people
from app.people.models import Unit
from app.web.formkit import AtMost, BaseForm, Offered, Required

WRITTEN = "%Y-%m-%dT%H:%M"
LONGEST_REASON = 500
LONGEST_KEY = 36
DEEPER = "\u2003"


class MomentField(DateTimeLocalField):
    """A date with a time on the wall clock of the service; its `instant` is aware."""

    def __init__(self, label: Any, **values: Any) -> None:
        super().__init__(label, [Required()], format=[WRITTEN, f"{WRITTEN}:%S"], **values)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(list(valuelist))
        except ValueError as error:
            raise ValueError(lazy_gettext("Write the date and the time.")) from error

    @property
    def instant(self) -> datetime:
        assert self.data
        return self.data.replace(tzinfo=clock.ZONE)


class MinutesField(IntegerField):
    """A number whose complaint is in the reader's language."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(list(valuelist))
        except ValueError as error:
            raise ValueError(lazy_gettext("Write a whole number.")) from error


class TimeForm(BaseForm):
    """How many minutes, to whom, and why."""

    minutes = MinutesField(
        lazy_gettext("Minutes"),
        [
            Required(),
            NumberRange(
                1,
                MOST_MINUTES,
                lazy_gettext("From %(least)d to %(most)d.", least=1, most=MOST_MINUTES),
            ),
        ],
    )
    whom = RadioField(
        lazy_gettext("To whom"),
        [Required(), Offered()],
        validate_choice=False,
        choices=[
            ("all", lazy_gettext("Everybody within my reach")),
            ("unit", lazy_gettext("One unit with all units below")),
            ("attempt", lazy_gettext("One attempt, by its number")),
        ],
    )
    unit = SelectField(lazy_gettext("Unit"), [Offered()], validate_choice=False)
    receipt = StringField(lazy_gettext("Receipt number"), [AtMost(20)])
    from_at = MomentField(lazy_gettext("The outage began"))
    until_at = MomentField(lazy_gettext("The outage ended"))
    reason = TextAreaField(lazy_gettext("Reason"), [Required(), AtMost(LONGEST_REASON)])
    key = HiddenField()
    then = HiddenField(default="check")

    def __init__(self, *, within: Reach, **values: Any) -> None:
        now = clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
        usual = {
            "from_at": datetime.combine(now, time()),
            "until_at": now,
            "whom": "all",
            "unit": "",
        }
        super().__init__(data=usual | values)
        self.within = within
        self.key.data = (self.key.data or str(uuid4()))[:LONGEST_KEY]
        self.units = {str(unit.id): unit for unit in people.units(within)}
        self.unit.choices = [("", lazy_gettext("Choose"))] + [
            (key, _indented(unit)) for key, unit in self.units.items()
        ]

    def validate_unit(self, _field: Field) -> None:
        if self.whom.data == "unit" and not self.unit.data:
            raise ValidationError(lazy_gettext("Choose the unit."))

    def validate_receipt(self, _field: Field) -> None:
        if self.whom.data == "attempt" and self._attempt() is None:
            raise ValidationError(
                lazy_gettext("There is no attempt with a time limit under this number.")
            )

    def validate_reason(self, field: Field) -> None:
        if field.raw_data and not field.data.strip():
            raise ValidationError(lazy_gettext("Fill in this field."))

    def validate_until_at(self, _field: Field) -> None:
        if self.from_at.data and self.until_at.data and self.until_at.data < self.from_at.data:
            raise ValidationError(lazy_gettext("The end cannot be before the beginning."))

    def _attempt(self) -> Any:
        receipt = (self.receipt.data or "").strip().upper()
        return learning.attempt_by_receipt_or_none(receipt, within=self.within)

    @property
    def is_asked(self) -> bool:
        """Whether the form is sent to be looked over or to be carried out."""
        return bool(self.is_submitted() and self.then.data in {"check", "give"})

    @property
    def is_confirmed(self) -> bool:
        return self.then.data == "give"

    @property
    def outage(self) -> Outage:
        """Whose attempts are meant; one attempt is meant whenever it ran."""
        if self.whom.data == "attempt" and (attempt := self._attempt()):
            return Outage(self.within, attempt.started_at, clock.now(), attempt=attempt)
        unit: Unit | None = self.units.get(self.unit.data) if self.whom.data == "unit" else None
        to_the_end_of_the_minute = self.until_at.instant + timedelta(minutes=1)
        return Outage(self.within, self.from_at.instant, to_the_end_of_the_minute, unit=unit)

    @property
    def answers(self) -> list[tuple[str, Any]]:
        """The filled-in fields again, for the page that asks whether they are right."""
        names = ("minutes", "whom", "unit", "receipt", "reason", "key")
        single = [(name, self[name].data) for name in names if self[name].data]
        moments = [(name, self[name].data.strftime(WRITTEN)) for name in ("from_at", "until_at")]
        return single + moments


def _indented(unit: Unit) -> str:
    return DEEPER * (unit.path.count("/") - 2) + str(unit.name)
