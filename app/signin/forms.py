"""What a person types to prove who she is."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo

from app.people import service as people
from app.people.service import MIN_PASSWORD_LENGTH
from app.web import throttle
from app.web.access import me
from app.web.formkit import AtMost, BaseForm, Required


class LoginForm(BaseForm):
    """User name and password."""

    username = StringField(
        lazy_gettext("User name"),
        [Required(), AtMost(60)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [Required(), AtMost(200)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()

    @property
    def name(self) -> str:
        """The account that is tried, the same for every way of writing it."""
        # PostgreSQL keeps no text with a zero sign; nobody's name has one.
        return (self.username.data or "").replace("\0", "").strip().casefold()


class PasswordForm(BaseForm):
    """The old password and, twice, the new one."""

    current = PasswordField(
        lazy_gettext("Current password"),
        [Required(), AtMost(200)],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        lazy_gettext("New password"),
        [Required(), AtMost(200)],
        description=lazy_gettext("At least %(length)s characters.", length=MIN_PASSWORD_LENGTH),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_gettext("New password again"),
        [Required(), EqualTo("new", lazy_gettext("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_current(self, field: PasswordField) -> None:
        account = me().username
        if not throttle.is_open("sign-in account", account):
            raise ValidationError(
                lazy_gettext("Too many attempts. Wait a few minutes and try again.")
            )
        if not people.password_is_right(me(), field.data or ""):
            throttle.allow("sign-in account", account)
            raise ValidationError(lazy_gettext("The current password is wrong."))

    def validate_new(self, field: PasswordField) -> None:
        if len(field.data or "") < MIN_PASSWORD_LENGTH:
            raise ValidationError(
                lazy_gettext(
                    "The password must have at least %(length)s characters.",
                    length=MIN_PASSWORD_LENGTH,
                )
            )
        if (field.data or "").casefold() == me().username:
            raise ValidationError(lazy_gettext("The password must differ from the user name."))
