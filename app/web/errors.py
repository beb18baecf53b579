"""Pages for what goes wrong, in the reader's language, each saying what to do."""

from flask import Flask, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.core.db import session
from app.core.errors import DomainError

RETRY_SECONDS = 5

EXPLANATIONS = {
    400: (
        lazy_gettext("The request was not understood"),
        lazy_gettext("Go back, reload the page and try again."),
    ),
    401: (
        lazy_gettext("Your session has ended. Sign in again"),
        lazy_gettext("Open the sign-in page; what was saved is still there."),
    ),
    403: (
        lazy_gettext("You have no access to this page"),
        lazy_gettext("If your duties require it, ask your administrator."),
    ),
    404: (
        lazy_gettext("Page not found"),
        lazy_gettext("Check the address or start from the home page."),
    ),
    405: (
        lazy_gettext("The request was not understood"),
        lazy_gettext("Go back, reload the page and try again."),
    ),
    409: (
        lazy_gettext("This cannot be done now"),
        lazy_gettext(
            "Somebody else has changed it in the meantime. Reload the page and try again."
        ),
    ),
    413: (
        lazy_gettext("The data is too large"),
        lazy_gettext("Shorten the text or send a smaller file."),
    ),
    429: (lazy_gettext("Too many attempts"), lazy_gettext("Wait a few minutes and try again.")),
    503: (
        lazy_gettext("The system is busy"),
        lazy_gettext("Nothing is lost. Wait a few seconds and try again."),
    ),
    500: (
        lazy_gettext("The system made an error"),
        lazy_gettext(
            "Nothing that was already saved is lost. Try again;"
            " if it repeats, tell your administrator."
        ),
    ),
}


def install(app: Flask) -> None:
    """Register the handlers; each undoes what the request began before a page is drawn."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(NoResultFound, lambda _error: _page(404))
    # An address with a number or a sign that no row can hold; SQLite's driver says it as Overflow.
    app.register_error_handler(OverflowError, lambda _error: _page(404))
    app.register_error_handler(DataError, lambda error: _refused_by_database(error, 404))
    app.register_error_handler(IntegrityError, lambda error: _refused_by_database(error, 409))
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(500, lambda _error: _page(500))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error
    answer = make_response(_page(error.code or 500))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.allow.update(error.valid_methods)
    return answer


def _refused_by_database(error: DBAPIError, status: int) -> ResponseReturnValue:
    # Bad input or two at once look like this, and so does a mistake of ours: the log tells which.
    current_app.logger.warning("%s %s: %s", request.method, request.path, error.orig)
    return _page(status)


def _busy(error: DBAPIError) -> ResponseReturnValue:
    # Locked for too long, a circle of waiting, no connection: the same request may work soon.
    current_app.logger.error("%s %s: %s", request.method, request.path, error.orig)
    answer = make_response(_page(503))
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _expired_form(_error: CSRFError) -> ResponseReturnValue:
    return _page(
        400,
        heading=_("The form is out of date"),
        advice=_(
            "Go back, reload the page and send the form again. Sign in again if you are asked to."
        ),
    )


def _domain(error: DomainError) -> ResponseReturnValue:
    return _page(error.status, advice=_(error.message, **error.values))


def _page(status: int, *, heading: object = None, advice: object = None) -> ResponseReturnValue:
    session.rollback()
    usual_heading, usual_advice = EXPLANATIONS.get(
        status, EXPLANATIONS[400 if status < 500 else 500]
    )
    heading, advice = str(heading or usual_heading), str(advice or usual_advice)
    if request.accept_mimetypes.best == "application/json":
        return {"error": heading, "advice": advice}, status
    page = render_template("web/error.html", status=status, heading=heading, advice=advice)
    return page, status
