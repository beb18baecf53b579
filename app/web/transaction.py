"""One request, one transaction; reading may not write."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, request

from app.core import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def begin() -> None:
    """Before anything else in a request touches the database."""
    if request.method in SAFE_METHODS or request.endpoint is None:
        db.begin_reading()
    else:
        db.begin_writing()


def wrap_views(app: Flask) -> None:
    """Commit when a view returns, undo when it raises; done once, when every view is there.

    A hook after the request would come too late: an error handler that answers with a redirect
    looks like success there, and the half-done work would be kept.
    """
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _transactional(view)

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        db.session.remove()


def _transactional(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def run(*args: Any, **values: Any) -> Any:
        try:
            answer = view(*args, **values)
            if request.method in SAFE_METHODS:
                db.session.rollback()
            else:
                db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        return answer

    return run
