"""Every component is in the gallery and has its own style sheet."""

import re

import pytest

from app.web.static_files import FOLDER

TEMPLATES = FOLDER.parent / "templates" / "components"
COMPONENTS = sorted(file.stem for file in TEMPLATES.glob("*.html"))
SHEETS = sorted(file.stem for file in (FOLDER / "css" / "components").glob("*.css"))
PARTS_OF_THE_EDITOR = {"answer-row", "editor-buttons", "module-head", "part-row", "problems"}
"""Rows of one page each: drawn where they are used, so they are no macros."""


def classes(page: str) -> set[str]:
    return {name for value in re.findall(r'class="([^"]*)"', page) for name in value.split()}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_gallery_shows_every_component_in_each_language(browser, language):
    shown = classes(browser(language=language).page("/gallery").partition("<main")[2])
    assert [name for name in COMPONENTS if name not in shown] == []


def test_each_component_has_its_style_sheet_and_no_sheet_is_left_over():
    assert set(SHEETS) - PARTS_OF_THE_EDITOR == set(COMPONENTS)


def test_what_is_styled_for_the_editor_is_drawn_by_its_pages(root):
    pages = (root / "app" / "authoring" / "templates").rglob("*.html")
    drawn = set().union(*(classes(page.read_text(encoding="utf-8")) for page in pages))
    assert drawn >= PARTS_OF_THE_EDITOR


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_styles_its_own_component_only(name):
    text = (FOLDER / "css" / "components" / f"{name}.css").read_text(encoding="utf-8")
    assert text.lstrip().startswith(("@layer components", "/*"))
    assert "@layer components" in text
    assert f".{name}" in text


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_carries_its_own_name_as_class(name):
    assert re.search(
        rf'class="{name}[\s"_-]|class="{name}{{', (TEMPLATES / f"{name}.html").read_text()
    )


def test_the_gallery_without_a_language_opens_in_the_reader_s_own(browser):
    opened = browser(language="ru")
    opened.page("/login")
    assert opened.client.get("/gallery").headers["Location"] == "/ru/gallery"


def test_colours_are_named_in_one_place_only():
    for file in (FOLDER / "css" / "components").glob("*.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", file.read_text()), file.name


def test_the_gallery_shows_every_letter_of_the_kazakh_alphabet_in_both_weights(browser):
    page = browser().page("/gallery")
    assert page.count("Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і") == 2
