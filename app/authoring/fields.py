"""Inputs for texts of a draft, which may still be empty in one language, and for numbers."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from flask_babel import lazy_gettext
from wtforms import Field, Form
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from app.authoring import sides
from app.core.text import Localized, printable
from app.web.formkit import LocalizedField

NUMBER: Final = re.compile(r"-?\d{1,13}([,.]\d{1,9})?")
SPACES: Final = re.compile(r"[ \u00a0\u202f]")


def _refuse_unprintable(_form: Form, field: Field) -> None:
    text = field.data or ""
    field.data = printable(text)
    if field.data != text:
        message = lazy_gettext(
            "An invisible character that cannot be kept was taken out of the text:"
            " look it over and save again."
        )
        raise ValidationError(str(message))


class DraftText(LocalizedField):
    """A text in both languages, either of which may be missing; the chosen one stands first."""

    def __init__(
        self, label: Any = None, *, limit: int = 500, rows: int = 1, **values: Any
    ) -> None:
        super().__init__(label, long=rows > 1, required=False, limit=limit, **values)
        self.rows = rows
        checks = {"validate_kk": _refuse_unprintable, "validate_ru": _refuse_unprintable}
        self.form_class = type("DraftPairForm", (self.form_class,), checks)

    def __iter__(self) -> Iterator[Field]:
        return (self.form[code] for code in sides.in_order())

    @property
    def data(self) -> Localized:  # type: ignore[override]
        return Localized(tidy(self.form["kk"].data), tidy(self.form["ru"].data))


class NumberField(Field):
    """A number of a chart, with a decimal comma; a whole one stays whole."""

    widget = TextInput()
    rows = 1

    def _value(self) -> str:
        return printable(str(self.raw_data[0])) if self.raw_data else self.shown

    @property
    def shown(self) -> str:
        """The number as an author writes it."""
        return "" if self.data is None else str(self.data).replace(".", ",")

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        text = SPACES.sub("", str(valuelist[0]))
        if not NUMBER.fullmatch(text):
            self.data = None
            raise ValueError(str(lazy_gettext("Write a number, for example 39,1.")))
        plain = text.replace(",", ".")
        self.data = float(plain) if "." in plain else int(plain)


class Ticks(Field):
    """Which of several inputs of the same name are ticked."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = frozenset(map(str, valuelist))


def tidy(text: str | None) -> str:
    """A text as a document keeps it, out of what a browser sends."""
    unified = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", unified).strip()
