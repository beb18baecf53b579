"""Which file comes from another system and where it goes, and which questions go out."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from app.authoring import adopting
from app.authoring.queries import Desk
from app.core.text import LANGUAGES
from app.exchange import carrying, files
from app.exchange.carrying import Format
from app.exchange.report import Reading, Unreadable
from app.web.formkit import BaseForm
from app.web.language import OWN_NAMES

FORMAT_NAMES = {Format.GIFT: "GIFT", Format.MOODLE_XML: "Moodle XML"}


class PlaceForm(BaseForm):
    """One place of a course in which questions stand."""

    place = SelectField(lazy_gettext("Where the questions stand"))

    def __init__(self, desk: Desk, **values: Any) -> None:
        super().__init__(**values)
        self.document = desk.document
        quizzes = {quiz.id: str(quiz.title) for quiz in self.document.quizzes()}
        self.places = {adopting.BANK: _("Question bank")} | quizzes
        self.place.choices = list(self.places.items())


class TakeForm(PlaceForm):
    """The text of a file, what it does not say itself, and what the trainer saw of it."""

    place = SelectField(lazy_gettext("Where the questions go"))
    objective = SelectField(
        lazy_gettext("Objective"),
        description=lazy_gettext("For questions that name none."),
        validate_choice=False,
    )
    unmarked = RadioField(
        lazy_gettext("Language of the file"),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        description=lazy_gettext("For texts that do not say their language."),
    )
    text = HiddenField()
    fingerprint = HiddenField()

    def __init__(self, desk: Desk, **values: Any) -> None:
        super().__init__(desk, **values)
        objectives = adopting.objectives_at(self.document, adopting.BANK)
        named = {objective.id: str(objective.text) for objective in objectives}
        self.objective.choices = list(named.items())
        self.reading = Reading([], [])

    def source(self) -> str:
        """The text of the file; raises `Unreadable`."""
        return self.text.data or ""

    def validate_objective(self, field: SelectField) -> None:
        """Only what the chosen quiz teaches can be asked in it."""
        place = self.place.data
        if place not in self.places:
            return
        if field.data not in {one.id for one in adopting.objectives_at(self.document, place)}:
            raise ValidationError(_("Questions that stand there cannot ask about this objective."))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        return is_valid and self._has_been_read()

    def keep(self, fingerprint: str) -> "TakeForm":
        """The form with what was read and seen, to be sent once more."""
        self.text.data, self.fingerprint.data = self.source_text, fingerprint
        return self

    def _has_been_read(self) -> bool:
        around = adopting.surroundings(
            self.document, self.place.data, self.objective.data, self.unmarked.data
        )
        try:
            self.source_text = self.source()
            self.reading = files.read(self.source_text, around)
        except Unreadable as reason:
            text = _(reason.remark.message, **reason.remark.values)
            message = _("Line %(number)d: %(text)s", number=reason.line, text=text)
            self.form_errors.append(message)
            return False
        return True


class ImportForm(TakeForm):
    """The same with the file itself."""

    file = FileField(
        lazy_gettext("File"),
        description=lazy_gettext("GIFT or Moodle XML, UTF-8, 2 MB and 1000 questions at most."),
    )

    def source(self) -> str:
        return files.decoded(self.file.data.read(files.LARGEST + 1))

    def validate_file(self, field: FileField) -> None:
        """A file must be chosen."""
        if not field.data:
            raise ValidationError(_("Choose a file."))


class ExportForm(PlaceForm):
    """Which questions are written, and how."""

    kind = RadioField(
        lazy_gettext("Format"), choices=[(str(kind), name) for kind, name in FORMAT_NAMES.items()]
    )

    @property
    def format(self) -> Format:
        return Format(self.kind.data)

    def parcel(self) -> carrying.Parcel:
        """The questions that stand there: those that the format can carry, and the rest."""
        return carrying.parcel(adopting.questions_at(self.document, self.place.data), self.format)

    def validate_place(self, field: SelectField) -> None:
        """There must be something to write."""
        if field.data in self.places and not adopting.questions_at(self.document, field.data):
            raise ValidationError(_("There is no question here yet."))
