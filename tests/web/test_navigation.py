"""The menu shows a reader what opens for her."""

import re

import pytest

EVERYBODY = ["/", "/courses/", "/certificates/"]
MENUS = {
    "learner": EVERYBODY,
    "trainer": [*EVERYBODY, "/author/", "/manage/time"],
    "manager": [*EVERYBODY, "/manage/"],
    "administrator": [
        *EVERYBODY,
        "/manage/",
        "/manage/time",
        "/admin/people",
        "/admin/journal",
    ],
}
ROLES = pytest.mark.parametrize("role", MENUS)
LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru"])


def menu(page: str) -> list[str]:
    found = re.search(r'<nav class="menu".*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[0]) if found else []


@ROLES
@LANGUAGES
def test_each_role_has_its_menu(world, browser, role, language):
    page = browser(world.people()[role], language=language).page("/")
    assert sorted(menu(page)) == sorted(f"/{language}{path}" for path in MENUS[role])


@ROLES
@LANGUAGES
def test_each_item_of_the_menu_opens(world, browser, role, language):
    opened = browser(world.people()[role], language=language)
    for address in menu(opened.page("/")):
        assert opened.get(address).status_code < 400, address


def test_who_is_not_signed_in_has_no_menu(world, browser):
    assert menu(browser().page("/login")) == []


def test_the_item_of_the_open_page_is_marked(world, browser):
    page = browser(world.aigerim).page("/certificates/")
    marked = re.findall(r'<a class="menu__link" href="([^"]+)" aria-current="page"', page)
    assert marked == ["/kk/certificates/"]
