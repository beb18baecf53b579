"""Style sheets, scripts and fonts under an address that changes with their content."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, make_response, send_from_directory

from app.web.access import public

FOLDER = Path(__file__).parent / "static"
SHEETS = ("main.css", "tokens.css", "base.css", "layout.css")
FOREVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Serve the folder as `/static/<version>/…`; all style sheets are joined into one."""
    app.config["STATIC_VERSION"] = version()
    app.config["STYLESHEET"] = stylesheet()
    app.add_url_rule("/static/<version>/css/all.css", "web.stylesheet", _stylesheet)
    app.add_url_rule("/static/<version>/<path:filename>", "web.static_file", _static_file)
    app.url_defaults(_put_version)


def version() -> str:
    """A short name for the present content of the folder."""
    digest = sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(FOLDER).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def stylesheet() -> str:
    """All style sheets in the order of their layers; one request instead of twenty."""
    folder = FOLDER / "css"
    files = [folder / name for name in SHEETS] + sorted((folder / "components").glob("*.css"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _put_version(endpoint: str, values: dict[str, object]) -> None:
    if endpoint in {"web.stylesheet", "web.static_file"}:
        values.setdefault("version", current_app.config["STATIC_VERSION"])


@public
def _stylesheet(version: str) -> Response:
    response = make_response(current_app.config["STYLESHEET"])
    response.mimetype = "text/css"
    response.headers["Cache-Control"] = FOREVER
    return response


@public
def _static_file(version: str, filename: str) -> Response:
    response = send_from_directory(FOLDER, filename)
    response.headers["Cache-Control"] = FOREVER
    return response
