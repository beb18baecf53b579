"""What a manager fills in to give a course."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import (
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
    widgets,
)
from wtforms.validators import Optional

from app.core import clock
from app.courses import queries as courses
from app.courses.models import Course
from app.management import queries
from app.management.filters import LONGEST_SEARCH, Filters, number
from app.people import queries as staff
from app.people.models import Person, Unit
from app.web.formkit import AtMost, BaseForm, Offered, Required


class NotPast:
    """The day must be today or later."""

    def __call__(self, _form: object, field: Any) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(lazy_gettext("The due date cannot be in the past."))


class DayField(DateField):
    """A date whose complaint is in the reader's language."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(list(valuelist))
        except ValueError as error:
            raise ValueError(lazy_gettext("Write the date as year-month-day.")) from error


class TicksField(SelectMultipleField):
    """Several choices as a list of boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class AssignForm(BaseForm):
    """Which course, to whom, by when."""

    course = SelectField(lazy_gettext("Course"), [Required(), Offered()], validate_choice=False)
    whom = RadioField(
        lazy_gettext("To whom"),
        [Required(), Offered()],
        validate_choice=False,
        choices=[
            ("unit", lazy_gettext("The whole unit with all units below")),
            ("position", lazy_gettext("Only one position in the unit")),
            ("people", lazy_gettext("Selected people")),
        ],
    )
    position = SelectField(lazy_gettext("Position"), [Offered()], validate_choice=False)
    search = StringField(lazy_gettext("Surname"), [AtMost(LONGEST_SEARCH)])
    people = TicksField(lazy_gettext("People"), validate_choice=False)
    due = DayField(
        lazy_gettext("Due date"),
        [Optional(), NotPast()],
        description=lazy_gettext("The last day on which the course can be finished in time."),
    )
    then = HiddenField(default="check")

    def offer(self, unit: Unit) -> None:
        """Fill the choices: the courses, the positions, and the people of the unit."""
        if self.then.data == "search" and self.search.data:
            self.whom.data = "people"
        none: list[tuple[str, Any]] = [("", lazy_gettext("Choose"))]
        self.course.choices = none + [
            (course.slug, f"{course.code} · {course.title}") for course in courses.published()
        ]
        self.position.choices = none + [
            (str(position.id), str(position.name)) for position in staff.positions()
        ]
        self.people.choices = [
            (str(candidate.person_id), f"{candidate.name}, {candidate.position}")
            for candidate in queries.candidates(
                unit, search=self.search.data or "", chosen=_numbers(self.people.data)
            )
        ]

    def validate_position(self, field: Field) -> None:
        if self.whom.data == "position" and not field.data:
            raise ValidationError(lazy_gettext("Choose the position."))

    def validate_people(self, field: Field) -> None:
        if self.whom.data == "people":
            if not field.data:
                raise ValidationError(lazy_gettext("Tick at least one person."))
            Offered()(self, field)

    @property
    def is_asked(self) -> bool:
        """Whether the form is sent to give the course, not only to look for people."""
        return bool(self.is_submitted() and self.then.data in {"check", "assign"})

    @property
    def is_confirmed(self) -> bool:
        return self.then.data == "assign"

    def chosen_course(self) -> Course:
        return courses.course(self.course.data or "")

    def chosen_people(self, unit: Unit) -> Sequence[Person]:
        """Whoever is meant, out of the unit and all below."""
        match self.whom.data:
            case "people":
                return queries.people(unit, among=_numbers(self.people.data))
            case "position":
                return queries.people(unit, position=int(self.position.data or 0))
            case _:
                return queries.people(unit)

    @property
    def meant(self) -> str:
        """To whom, in words."""
        field = self.position if self.whom.data == "position" else self.whom
        return next(str(label) for _, label, selected, _ in field.iter_choices() if selected)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The filled-in fields again, for the page that asks whether they are right."""
        names = ("course", "whom", "position", "search")
        single = [(name, self[name].data) for name in names] + [
            ("due", self.due.data.isoformat() if self.due.data else "")
        ]
        ticked = [("people", value) for value in self.people.data or []]
        return [(name, value) for name, value in single + ticked if value]


class WithdrawForm(BaseForm):
    """Nothing to fill in: it is enough to be sent."""


class DueForm(BaseForm):
    """By when; empty for no due date."""

    due = DayField(
        lazy_gettext("Due date"),
        [Optional(), NotPast()],
        description=lazy_gettext(
            "The last day on which the course can be finished in time. Leave it empty if there is"
            " no due date."
        ),
    )


def wishes(filters: Filters, people: Sequence[str]) -> dict[str, Any]:
    """What the form starts with when a list leads to it."""
    return {
        "course": filters.course,
        "whom": "people" if people else "position" if filters.position else "unit",
        "position": str(filters.position or ""),
        "search": filters.search,
        "people": list(people),
    }


def _numbers(texts: Sequence[str] | None) -> list[int]:
    return [found for text in texts or [] if (found := number(text)) is not None]
