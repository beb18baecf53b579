"""What all forms share: their base, our fields and validators with messages in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    Form,
    FormField,
    PasswordField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired
from wtforms.validators import Length as _Length

from app.core.text import Localized, written


class BaseForm(FlaskForm):
    """A form with a token against forgery; its messages are ours, not the library's."""

    class Meta(FlaskForm.Meta):
        locales = False  # not even looked for: which file is found depends on the machine

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """A text comes as it can be kept, before it is measured; a password as it is typed."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                own = unbound_field.kwargs.get("filters", ())
                options = {**options, "filters": [_kept, *own]}
            return unbound_field.bind(form=form, **options)

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)


def _kept(text: Any) -> Any:
    return written(text) if isinstance(text, str) else text


class Required(InputRequired):
    """The field must be filled."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Fill in this field."))


class Filled(DataRequired):
    """The field must hold more than spaces."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Fill in this field."))


class AtMost(_Length):
    """The text must not be longer than `max` characters."""

    def __init__(self, max: int) -> None:  # noqa: A002 - the library's own word
        super().__init__(max=max, message=lazy_gettext("At most %(max)d characters."))


class Offered:
    """What is chosen must be among the choices."""

    def __call__(self, _form: object, field: Any) -> None:
        known = {str(value) for value, *_rest in field.choices}
        chosen = field.data if isinstance(field.data, list) else [field.data]
        if not known.issuperset(chosen):
            raise ValidationError(lazy_gettext("Choose from the list."))


class LocalizedField(FormField):  # type: ignore[type-arg]
    """One input per language; `.data` is a `Localized`."""

    def __init__(
        self,
        label: Any = None,
        *,
        long: bool = False,
        required: bool = True,
        limit: int = 500,
        **values: Any,
    ) -> None:
        super().__init__(_pair_form(long, required, limit), label, **values)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        pair = data if isinstance(data, Localized) else None
        super().process(formdata, {"kk": pair.kk, "ru": pair.ru} if pair else {})

    @property
    def data(self) -> Localized:  # type: ignore[override]
        kk, ru = (
            (self.form[code].data or "").replace("\r\n", "\n").strip() for code in ("kk", "ru")
        )
        return Localized(kk, ru)


def _pair_form(long: bool, required: bool, limit: int) -> type[Form]:
    widget = TextAreaField if long else StringField
    validators = ([Required()] if required else []) + [AtMost(limit)]
    return type(
        "PairForm",
        (Form,),
        {
            "kk": widget("Қазақша", validators, render_kw={"lang": "kk"}),
            "ru": widget("Русский", validators, render_kw={"lang": "ru"}),
        },
    )


def error_list(errors: Mapping[str, Any] | Sequence[Any]) -> list[str]:
    """All messages of a form, flat, for the summary above it."""
    if isinstance(errors, Mapping):
        return [text for inner in errors.values() for text in error_list(inner)]
    return [
        text
        for inner in errors
        for text in (
            error_list(inner) if isinstance(inner, (Mapping, list, tuple)) else [str(inner)]
        )
    ]
