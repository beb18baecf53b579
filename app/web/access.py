"""Each view declares who may open it; one check before the request enforces it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.permissions import Permission, Reach

if TYPE_CHECKING:
    from app.people.models import Person

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declared; `permission` None means that everybody may come in."""

    permission: Permission | None


PUBLIC = Access(None)


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare that a view is for signed-in people who hold `permission`."""

    def mark(view: View) -> View:
        view.access = Access(permission)  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Declare that a view is for everybody."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def declared(app: Flask, endpoint: str) -> Access | None:
    """What the view behind `endpoint` declared, None if nothing."""
    return getattr(app.view_functions[endpoint], "access", None)


def me() -> "Person":
    """The signed-in person."""
    return cast("Person", current_user._get_current_object().person)  # noqa: SLF001 - the public way to the object behind Flask-Login's proxy


def reach() -> Reach:
    """The units over which I hold the permission of the view that runs."""
    return g.reach


def check_access() -> ResponseReturnValue | None:
    """Before each request: to the sign-in page, refused with 403, or on to the view."""
    if request.endpoint is None:
        return None
    access = declared(current_app, request.endpoint)
    if access is None or access.permission is None:
        return None
    if not current_user.is_authenticated:
        if request.accept_mimetypes.best == "application/json":
            abort(401)
        return redirect(url_for("signin.login", next=_way_back()))
    if access.permission not in me().permissions:
        abort(403)
    g.reach = me().reach(access.permission)
    return None


def _way_back() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def refuse_undeclared(app: Flask) -> None:
    """Stop the start of an application in which a view says nothing of its access."""
    silent = [name for name in sorted(app.view_functions) if declared(app, name) is None]
    if silent:
        raise RuntimeError(f"no access declared by: {', '.join(silent)}")
