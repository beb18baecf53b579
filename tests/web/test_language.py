"""Every page in the reader's language, and the same page in the other one."""

import re

import pytest

from tests.browser import Browser


def switch(page: str) -> dict[str, str]:
    """The addresses of the language switch."""
    nav = re.search(r'<nav class="language-switch".*?</nav>', page, re.DOTALL)[0]
    found = re.findall(r'href="([^"]+)" lang="(kk|ru)"', nav)
    return {code: address.replace("&amp;", "&") for address, code in found}


def comes_to(browser: Browser, path: str, **options) -> str:
    answer = browser.client.get(path, **options)
    assert answer.status_code in {302, 303}
    return answer.headers["Location"]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_page_speaks_the_language_of_its_address(browser, language):
    assert f'<html lang="{language}"' in browser().page(f"/{language}/login")


def test_the_switch_leads_to_the_same_page_with_the_same_query(world, browser):
    opened = browser(world.yerlan)
    page = opened.page("/admin/people?search=%D3%98&page=1")
    assert switch(page) == {
        "kk": "/kk/admin/people?search=%D3%98&page=1",
        "ru": "/ru/admin/people?search=%D3%98&page=1",
    }
    assert 'value="Ә"' in opened.page(switch(page)["ru"])


def test_the_switch_on_the_front_page_leads_to_the_front_page(world, browser):
    page = browser(world.aigerim).page("/")
    assert switch(page) == {"kk": "/kk/", "ru": "/ru/"}


def test_the_switch_on_a_page_that_is_not_there_keeps_the_address(browser):
    page = browser().get("/no/such/page").get_data(as_text=True)
    assert switch(page)["ru"] == "/ru/no/such/page"


def test_the_switch_after_a_form_leads_to_the_page_of_the_form(browser):
    page = browser().post("/login", {"username": "x", "password": "x"}).get_data(as_text=True)
    assert switch(page) == {"kk": "/kk/login", "ru": "/ru/login"}


def test_each_language_is_named_in_its_own_words(browser):
    page = browser().page("/ru/login")
    assert ">Қазақша</a>" in page
    assert ">Русский</a>" in page
    assert re.search(r'lang="ru" hreflang="ru" aria-current="true"', page)


def test_a_reader_without_a_wish_comes_to_kazakh(browser):
    assert comes_to(browser(), "/") == "/kk/"


@pytest.mark.parametrize(
    ("wish", "address"),
    [
        ("ru", "/ru/"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "/ru/"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "/kk/"),
        ("en,de;q=0.5", "/kk/"),
        ("", "/kk/"),
    ],
)
def test_a_first_visit_follows_the_wish_of_the_browser(browser, wish, address):
    assert comes_to(browser(), "/", headers={"Accept-Language": wish}) == address


def test_a_later_visit_follows_the_last_one_whatever_the_browser_wishes(browser):
    opened = browser()
    opened.page("/ru/login")
    assert comes_to(opened, "/", headers={"Accept-Language": "kk"}) == "/ru/"
    opened.page("/kk/login")
    assert comes_to(opened, "/", headers={"Accept-Language": "ru"}) == "/kk/"


def test_a_cookie_with_another_language_is_ignored(browser):
    opened = browser()
    opened.client.set_cookie("language", "en")
    assert comes_to(opened, "/") == "/kk/"


def test_an_address_without_a_language_opens_in_the_reader_s_own(browser):
    opened = browser(language="ru")
    opened.page("/login")
    assert comes_to(opened, "/verify/ABC?x=1&y=%D3%98") == "/ru/verify/ABC?x=1&y=%D3%98"


def test_an_address_without_a_language_stays_on_this_site(browser):
    opened = browser()
    for path in ("//evil.example/x", "/evil.example", "/%2F%2Fevil.example"):
        answer = opened.client.get(path, buffered=True)
        if answer.status_code != 404:
            assert answer.headers["Location"].startswith("/kk/")


def test_a_language_that_we_do_not_speak_is_no_language(browser):
    opened = browser()
    opened.client.get("/en/login")
    assert comes_to(opened, "/en/login") == "/kk/en/login"
    assert opened.get("/kk/en/login").status_code == 404


def test_files_and_health_do_not_change_the_reader_s_language(browser):
    opened = browser()
    opened.page("/ru/login")
    for path in ("/health/live", "/static/x/icon.svg"):
        assert "language=" not in str(
            opened.client.get(path, buffered=True).headers.getlist("Set-Cookie")
        )
    assert comes_to(opened, "/") == "/ru/"


def test_links_of_a_page_stay_in_its_language(world, browser):
    opened = browser(world.aigerim, language="ru")
    page = re.sub(r'<nav class="language-switch".*?</nav>', "", opened.page("/"), flags=re.DOTALL)
    addresses = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    assert [a for a in addresses if not a.startswith(("/ru/", "/static/"))] == []
