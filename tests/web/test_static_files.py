"""Files under an address that changes with their content."""

import re
from pathlib import Path

import pytest

from app.web import static_files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    (tmp_path / "css" / "components").mkdir(parents=True)
    for name in static_files.SHEETS:
        (tmp_path / "css" / name).write_text(f"/* {name} */")
    (tmp_path / "css" / "components" / "b.css").write_text("/* b */")
    (tmp_path / "css" / "components" / "a.css").write_text("/* a */")
    monkeypatch.setattr(static_files, "FOLDER", tmp_path)
    return tmp_path


def test_the_version_stays_while_nothing_changes(folder):
    assert static_files.version() == static_files.version()
    assert re.fullmatch(r"[0-9a-f]{12}", static_files.version())


def test_the_version_changes_with_the_content_of_a_file(folder):
    before = static_files.version()
    (folder / "css" / "components" / "a.css").write_text("/* A */")
    assert static_files.version() != before


def test_the_version_changes_with_the_name_of_a_file(folder):
    before = static_files.version()
    (folder / "css" / "components" / "a.css").rename(folder / "css" / "components" / "c.css")
    assert static_files.version() != before


def test_style_sheets_are_joined_in_the_order_of_their_layers(folder):
    order = re.findall(r"/\* (\S+) \*/", static_files.stylesheet())
    assert order == ["main.css", "tokens.css", "base.css", "layout.css", "a", "b"]


def addresses(page: str) -> list[str]:
    return sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))


def test_pages_name_files_with_the_present_version_and_each_opens(app, browser):
    opened = browser()
    found = addresses(opened.page("/login"))
    assert any(address.endswith("/css/all.css") for address in found)
    assert any(address.endswith("/js/main.js") for address in found)
    for address in found:
        assert address.startswith(f"/static/{app.config['STATIC_VERSION']}/")
        assert opened.get(address).status_code == 200


def test_a_file_is_kept_for_good_because_its_address_changes(world, browser):
    opened = browser(world.aigerim)
    for name in ("css/all.css", "js/main.js", "icon.svg"):
        answer = opened.get(f"/static/x/{name}")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_each_file_says_what_it_is(browser):
    kinds = {
        "css/all.css": "text/css",
        "js/main.js": "text/javascript",
        "icon.svg": "image/svg+xml",
    }
    for name, kind in kinds.items():
        assert browser().get(f"/static/x/{name}").mimetype == kind


@pytest.mark.parametrize("name", ["../config.py", "..%2f..%2fconfig.py", "css/../../access.py"])
def test_nothing_outside_the_folder_is_served(browser, name):
    assert browser().client.get(f"/static/x/{name}").status_code in {302, 308, 404}
    assert browser().client.get(f"/static/x/{name}", follow_redirects=True).status_code == 404


def test_every_module_that_pages_ask_for_is_there(root):
    templates = (root / "app").rglob("templates/**/*.html")
    asked = set()
    for file in templates:
        text = file.read_text(encoding="utf-8")
        asked |= set(re.findall(r'data-module="([a-z-]+)"', text))
        asked |= set(re.findall(r'module="([a-z-]+)"', text))
    there = {file.stem for file in (static_files.FOLDER / "js" / "modules").glob("*.js")}
    assert asked == there


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_fonts_of_the_pages_are_there(weight):
    font = static_files.FOLDER / "fonts" / f"pt-sans-{weight}.woff2"
    assert font.read_bytes().startswith(b"wOF2")
