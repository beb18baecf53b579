"""The size of the text, and addresses that lead nowhere else."""

import pytest

from app.web.preferences import local_address


def ask_for(browser, size: str, back: str = "/kk/login"):
    answer = browser.post("/text-size", {"size": size, "next": back})
    assert answer.status_code in {302, 303}
    return answer.headers["Location"]


def test_a_reader_starts_with_normal_text(browser):
    assert 'data-text-size="normal"' in browser().page("/login")


@pytest.mark.parametrize("size", ["large", "larger", "normal"])
def test_a_reader_chooses_a_size_and_comes_back_to_her_page(browser, size):
    opened = browser()
    assert ask_for(opened, size, "/kk/login?next=/kk/") == "/kk/login?next=/kk/"
    assert f'data-text-size="{size}"' in opened.page("/ru/login")


def test_the_chosen_button_is_pressed(browser):
    opened = browser()
    ask_for(opened, "large")
    assert 'value="large" aria-pressed="true"' in opened.page("/login")


@pytest.mark.parametrize("size", ["", "huge", '"><script>'])
def test_a_size_that_we_do_not_have_changes_nothing(browser, size):
    opened = browser()
    ask_for(opened, "large")
    ask_for(opened, size)
    assert 'data-text-size="large"' in opened.page("/login")


def test_a_cookie_with_another_size_is_ignored(browser):
    opened = browser()
    opened.client.set_cookie("text-size", '"><script>')
    assert 'data-text-size="normal"' in opened.page("/login")


@pytest.mark.parametrize("back", ["", "https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(browser, back):
    assert ask_for(browser(), "large", back) == "/"


@pytest.mark.parametrize("text", ["/", "/kk/", "/kk/courses?x=/y&z=//w", "/kk/#top"])
def test_an_address_on_this_site_is_local(text):
    assert local_address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kk/",
        "//x",
        "///x",
        "/\\x",
        "\\/x",
        "http://x",
        "http://[",
        "//[",
        "javascript:x",
        "/\n/x",
        "/x\\y",
        "/\x00",
    ],
)
def test_every_other_text_is_not(text):
    assert local_address(text) is None
