"""Pages for signing in and out and for the password."""

from typing import cast

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.core.permissions import Permission
from app.learning import service as learning
from app.people import queries as people
from app.people import service as people_service
from app.people.models import Person
from app.signin import queries, service
from app.signin.forms import LoginForm, PasswordForm
from app.signin.models import SignedInSession
from app.web import throttle
from app.web.access import me, public, reach, requires
from app.web.preferences import local_address

HAS_LEFT = "has-left"
"""Somebody has just signed out here: what her browser had kept is to be forgotten."""

bp = Blueprint("signin", __name__, url_prefix="/<any(kk,ru):lang>", template_folder="templates")


class SignedIn(UserMixin):
    """Who is behind this request, for Flask-Login: known by the session's token, not by an id."""

    def __init__(self, token: str, record: SignedInSession) -> None:
        self.token = token
        self.record = record
        self.person: Person = record.person

    def get_id(self) -> str:
        return self.token

    @property
    def short_name(self) -> str:
        return self.person.short_name


def install(app: Flask) -> None:
    """Let Flask-Login find the person behind a cookie."""
    manager = LoginManager(app)
    manager.session_protection = None  # the session lives on the server; see signin.models

    @manager.user_loader
    def load(token: str) -> SignedIn | None:
        record = queries.open_session_or_none(token)
        return SignedIn(token, record) if record else None


def _record() -> SignedInSession:
    return cast("SignedInSession", current_user.record)


@bp.route("/login", methods=["GET", "POST"])
@public
def login() -> ResponseReturnValue:
    form = LoginForm(next=request.args.get("next"))
    if not form.validate_on_submit():
        has_left = session.pop(HAS_LEFT, False)
        return render_template("signin/login.html", form=form, has_left=has_left)
    if not _may_try(form):
        return render_template("signin/login.html", form=form, is_throttled=True), 429
    person = people.person_or_none(form.name)
    if not people_service.password_is_right(person, form.password.data or ""):
        return _refused(form, person)
    _sign_in(cast("Person", person))
    learning.close_all_run_out(cast("Person", person))
    return redirect(local_address(form.next.data or "") or url_for("learning.home"))


def _may_try(form: LoginForm) -> bool:
    return throttle.is_open("sign-in account", form.name) and throttle.is_open(
        "sign-in address", request.remote_addr or ""
    )


def _refused(form: LoginForm, person: Person | None) -> ResponseReturnValue:
    throttle.allow("sign-in account", form.name)
    throttle.allow("sign-in address", request.remote_addr)
    service.refuse_sign_in(form.name, person, address=request.remote_addr or "")
    return render_template("signin/login.html", form=form, is_refused=True), 422


def _sign_in(person: Person) -> None:
    throttle.forget("sign-in account", person.username)
    token = service.begin_session(
        person, address=request.remote_addr or "", agent=request.user_agent.string
    )
    session.clear()
    session.permanent = True
    record = queries.open_session_or_none(token)
    login_user(SignedIn(token, cast("SignedInSession", record)))


@bp.post("/logout")
@requires(Permission.LEARN)
def logout() -> ResponseReturnValue:
    service.end_session(_record(), by=me())
    logout_user()
    session.clear()
    session[HAS_LEFT] = True
    flash(_("You have signed out."), "success")
    return redirect(url_for(".login"))


@bp.route("/password", methods=["GET", "POST"])
@requires(Permission.LEARN)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit():
        people_service.change_password(me(), to=form.new.data or "", by=me())
        service.end_sessions(me(), by=me(), keep=_record())
        flash(_("The password is changed. All other sessions are ended."), "success")
        return redirect(url_for("learning.home"))
    return render_template("signin/password.html", form=form), 422 if form.has_errors else 200


@bp.post("/admin/people/<int:person_id>/end-sessions")
@requires(Permission.END_SESSIONS)
def end_all(person_id: int) -> ResponseReturnValue:
    person = people.person(person_id, within=reach())
    service.end_sessions(person, by=me())
    flash(_("All sessions of this person are ended: %(name)s", name=person.full_name), "success")
    search, page = request.form.get("search") or None, request.form.get("page", type=int)
    return redirect(url_for("people.directory", search=search, page=page))
