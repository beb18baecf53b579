"""How pages travel: cookies, size limits, compression."""

from datetime import timedelta
from pathlib import Path

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from app.config import Settings

IDLE_LIMIT = timedelta(hours=1)
MEGABYTE = 1024 * 1024
TRANSLATIONS = Path(__file__).resolve().parent.parent.parent / "translations"


class PageSessions(SecureCookieSessionInterface):
    """The session travels with pages only: a file that is kept for good is the same for all."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.immutable:
            super().save_session(app, session, response)


def configure(app: Flask, settings: Settings) -> None:
    """Set what Flask and its extensions read from the configuration."""
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        SESSION_COOKIE_NAME="__Host-qalqan" if settings.is_production else "qalqan",
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=IDLE_LIMIT,
        MAX_CONTENT_LENGTH=MEGABYTE,
        MAX_FORM_MEMORY_SIZE=MEGABYTE,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_LEVEL=5,
        COMPRESS_MIN_SIZE=800,
    )
    app.session_interface = PageSessions()
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    Compress(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    @app.after_request
    def vary(response: Response) -> Response:
        if not response.cache_control.immutable:
            response.vary.add("Cookie")
        return response
