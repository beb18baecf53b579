"""What a reader copies from a paper certificate."""

from flask_babel import lazy_gettext
from wtforms import StringField, ValidationError

from app.certificates.numbers import LONGEST_INPUT, normalise
from app.web.formkit import AtMost, BaseForm, Required


class VerifyForm(BaseForm):
    """The number of a certificate. It only asks, so it needs no token against forgery."""

    class Meta(BaseForm.Meta):
        csrf = False

    number = StringField(
        lazy_gettext("Certificate number"),
        [Required(), AtMost(LONGEST_INPUT)],
        description=lazy_gettext(
            "It is printed under the QR code and begins with QLQ. Capital or small letters,"
            " hyphens and spaces make no difference."
        ),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    def validate_number(self, field: StringField) -> None:
        if normalise(field.data or "") is None:
            raise ValidationError(
                lazy_gettext(
                    "This is not a certificate number: after QLQ come 20 letters and digits."
                    " Compare it with the paper, character by character."
                )
            )

    @property
    def canonical(self) -> str:
        """The number as it is printed; only after validation."""
        return normalise(self.number.data or "") or ""
