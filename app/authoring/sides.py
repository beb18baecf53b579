"""Which language stands on the left of the editor; each author chooses for her machine."""

from flask import Response, after_this_request, g, request

from app.core.text import LANGUAGES, Language
from app.web.language import language

COOKIE = "left-language"
ONE_YEAR = 365 * 24 * 3600


def left() -> Language:
    """The language on the left: the chosen one, else that of the page."""
    chosen = g.get("left_language") or request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else language()


def in_order() -> tuple[Language, ...]:
    """All languages, the one on the left first."""
    return tuple(sorted(LANGUAGES, key=lambda code: code != left()))


def put_left(code: Language) -> None:
    """Put a language on the left, in this answer and from now on."""
    g.left_language = code

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            code,
            max_age=ONE_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
        return response


def swap() -> None:
    """Let the languages change their places."""
    put_left(in_order()[1])
