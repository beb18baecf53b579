"""Every component is in the gallery and has its own style sheet."""

import re

import pytest

from app.web.static_files import FOLDER

TEMPLATES = FOLDER.parent / "templates" / "components"
COMPONENTS = sorted(file.stem for file in TEMPLATES.glob("*.html"))
SHEETS = sorted(file.stem for file in (FOLDER / "css" / "components").glob("*.css"))


def classes(page: str) -> set[str]:
    return {name for value in re.findall(r'class="([^"]*)"', page) for name in value.split()}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_gallery_shows_every_component_in_each_language(browser, language):
    shown = classes(browser(language=language).page("/gallery").partition("<main")[2])
    assert [name for name in COMPONENTS if name not in shown] == []


def test_each_component_has_its_style_sheet_and_no_sheet_is_left_over():
    assert SHEETS == COMPONENTS


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_styles_its_own_component_only(name):
    text = (FOLDER / "css" / "components" / f"{name}.css").read_text(encoding="utf-8")
    assert text.lstrip().startswith(("@layer components", "/*"))
    assert "@layer components" in text
    assert f".{name}" in text


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_carries_its_own_name_as_class(name):
    text = (TEMPLATES / f"{name}.html").read_text(encoding="utf-8")
    assert any(
        re.match(rf"{name}(?![a-z-])|{name}[_{{-]", word)
        for value in re.findall(r'class="([^"]*)', text)
        for word in value.split()
    )


def test_the_gallery_without_a_language_opens_in_the_reader_s_own(browser):
    opened = browser(language="ru")
    opened.page("/login")
    assert opened.client.get("/gallery").headers["Location"] == "/ru/gallery"


def on_the_screen(sheet: str) -> str:
    """The sheet without its rules for paper, where black is black."""
    return sheet.partition("@media print")[0]


def test_colours_are_named_in_one_place_only():
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(")
    sheets = (FOLDER / "css" / "components").glob("*.css")
    assert [file.name for file in sheets if colour.search(on_the_screen(file.read_text()))] == []


def test_the_gallery_shows_every_letter_of_the_kazakh_alphabet_in_both_weights(browser):
    page = browser().page("/gallery")
    assert page.count("Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і") == 2
