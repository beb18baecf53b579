"""Which language this request speaks: the first word of its path, else what the reader prefers."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_translations

from app.core.text import DEFAULT_LANGUAGE, LANGUAGES, Language, current_language
from app.web.access import public

COOKIE = "language"
OWN_NAMES: dict[Language, str] = {"kk": "Қазақша", "ru": "Русский"}
ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The way to the same page in another language."""

    code: Language
    name: str
    address: str
    is_current: bool


def install(app: Flask) -> None:
    """Let every address under `/<lang>/` speak that language."""
    Babel(app, locale_selector=language, default_timezone="Asia/Almaty")
    # The library looks the catalogue up for every word of a page; once a request is enough.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _catalogue().ugettext(text),
        lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    app.url_value_preprocessor(_take_from_path)
    app.url_defaults(_put_into_path)
    app.before_request(_announce)
    app.after_request(_remember)
    app.context_processor(lambda: {"languages": links, "language": language})
    app.add_url_rule("/", "web.front", front)
    app.add_url_rule("/<path:address>", "web.without_language", without_language)


def language() -> Language:
    """The language of this request."""
    if "language" not in g:
        g.language = _from_path_text() or preferred()
    return cast("Language", g.language)


def preferred() -> Language:
    """The language of the reader's last visit, else of the browser, else Kazakh."""
    kept = request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return kept
    match = request.accept_languages.best_match(LANGUAGES)
    return cast("Language", match) if match else DEFAULT_LANGUAGE


@public
def front() -> ResponseReturnValue:
    """The bare address leads to the reader's own language."""
    return redirect(url_for("learning.home", lang=preferred()))


@public
def without_language(address: str) -> ResponseReturnValue:
    """A page named without a language, as on a certificate, opens in the reader's own."""
    if address.partition("/")[0] in LANGUAGES:
        abort(404)
    query = request.query_string.decode()
    return redirect(f"/{preferred()}/{quote(address)}" + (f"?{query}" if query else ""))


def links() -> list[LanguageLink]:
    """The same page in each language; one without a language leads to the front page."""
    return [
        LanguageLink(code, OWN_NAMES[code], _same_page(code), code == language())
        for code in LANGUAGES
    ]


def _same_page(code: Language) -> str:
    first, _, rest = request.full_path.rstrip("?").lstrip("/").partition("/")
    if first not in LANGUAGES or request.method != "GET":
        return f"/{code}/" if first not in LANGUAGES else f"/{code}/{request.path[4:]}"
    return f"/{code}/{rest}"


def _catalogue() -> Any:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def _take_from_path(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        g.language = values.pop("lang")


def _put_into_path(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = language()


def _announce() -> None:
    current_language.set(language())


def _from_path_text() -> Language | None:
    first = request.path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES else None


def _remember(response: Any) -> Any:
    if "language" in g and request.cookies.get(COOKIE) != g.language and _from_path_text():
        response.set_cookie(
            COOKIE,
            g.language,
            max_age=ONE_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    return response
