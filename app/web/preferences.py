"""What a reader sets for this machine: the size of the text."""

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from app.web.access import public

COOKIE = "text-size"
SIZES = ("normal", "large", "larger")
ONE_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Add the address that keeps the size, and tell templates about it."""
    app.add_url_rule("/<any(kk,ru):lang>/text-size", "web.text_size", text_size, methods=["POST"])
    app.context_processor(lambda: {"text_size": chosen()})


def chosen() -> str:
    """The size this machine asked for."""
    kept = request.cookies.get(COOKIE, "")
    return kept if kept in SIZES else SIZES[0]


@public
def text_size() -> Response:
    """Keep the size and go back to where the reader was."""
    response = redirect(local_address(request.form.get("next", "")) or "/")
    if request.form.get("size") in SIZES:
        response.set_cookie(
            COOKIE,
            request.form["size"],
            max_age=ONE_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    return response


def local_address(text: str) -> str | None:
    """`text` if it is an address on this very site, else None."""
    is_local = text.startswith("/") and not text.startswith("//")
    return text if is_local and "\\" not in text and text.isprintable() else None
