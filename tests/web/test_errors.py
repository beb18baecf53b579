"""Pages for what goes wrong: in both languages, with advice, without secrets."""

import re

import pytest
from flask_babel import force_locale

from app.core import db
from app.web.errors import EXPLANATIONS
from tests.browser import Browser

FORM = "application/x-www-form-urlencoded"
TWO_MEGABYTES = b"x" * (2 * 1024 * 1024)
FIVE_MEGABYTES = b"x" * (5 * 1024 * 1024)
LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru"])


def heading(page: str) -> str:
    return re.search(r"<h1>(.*?)</h1>", page)[1]


def advice(page: str) -> str:
    return re.search(r"</h2>\s*<p>(.*?)</p>", page)[1]


def words(app, language: str, status: int) -> tuple[str, str]:
    with app.test_request_context(f"/{language}/"), force_locale(language):
        return tuple(str(text) for text in EXPLANATIONS[status])


def says(visitor: Browser, answer, status: int, language: str) -> None:
    """The answer is the page for `status` in this language."""
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert (heading(page), advice(page)) == words(visitor.app, language, status)


@LANGUAGES
@pytest.mark.parametrize("status", sorted(EXPLANATIONS))
def test_a_reader_is_told_what_happened_and_what_to_do(visitor, language, status):
    with visitor.speaking(language):
        says(visitor, visitor.get(f"/workshop/abort/{status}"), status, language)


@pytest.mark.parametrize("status", sorted(EXPLANATIONS))
def test_the_words_differ_between_the_languages(workshop_app, session, status):
    kazakh, russian = (words(workshop_app, language, status) for language in ("kk", "ru"))
    assert kazakh[0] != russian[0]
    assert kazakh[1] != russian[1]


@LANGUAGES
def test_an_address_that_leads_nowhere_is_not_found(visitor, language):
    with visitor.speaking(language):
        for path in ("/no-such-page", "/workshop/nothing-there"):
            says(visitor, visitor.get(path), 404, language)


@LANGUAGES
def test_a_busy_database_asks_to_come_back(visitor, language):
    with visitor.speaking(language):
        answer = visitor.get("/workshop/busy")
        says(visitor, answer, 503, language)
        assert answer.headers["Retry-After"] == "5"


@LANGUAGES
def test_a_page_for_others_is_refused(world, workshop_app, language):
    opened = Browser(workshop_app, language)
    opened.sign_in(world.aigerim)
    says(opened, opened.get("/workshop/only-for-administrators"), 403, language)


@LANGUAGES
def test_a_form_sent_to_a_page_that_takes_none_is_refused(visitor, language):
    with visitor.speaking(language):
        answer = visitor.post("/workshop/broken")
        says(visitor, answer, 405, language)
        assert "GET" in answer.allow


@LANGUAGES
def test_too_much_data_is_refused(visitor, language):
    with visitor.speaking(language):
        answer = visitor.client.post(
            visitor._address("/workshop/swallow"), data=FIVE_MEGABYTES, content_type=FORM
        )
        says(visitor, answer, 413, language)


def test_too_large_a_field_is_refused_even_where_the_whole_is_small(visitor):
    field = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + TWO_MEGABYTES
    answer = visitor.client.post(
        "/kk/workshop/swallow",
        data=field + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413


@LANGUAGES
def test_an_error_of_the_system_says_that_nothing_is_lost_and_shows_no_innards(visitor, language):
    with visitor.speaking(language):
        answer = visitor.get("/workshop/broken")
        says(visitor, answer, 500, language)
        page = answer.get_data(as_text=True)
        assert not re.search(r"Traceback|ZeroDivision|\.py|line \d", page)


def test_a_refusal_of_the_rules_is_said_in_its_own_words(visitor):
    page = visitor.post("/workshop/write-and-refuse").get_data(as_text=True)
    assert "10" in advice(page)
    assert "%(" not in page


def test_a_form_without_its_token_is_out_of_date(visitor):
    visitor.get("/login")
    answer = visitor.client.post("/kk/workshop/write")
    assert answer.status_code == 400
    usual = words(visitor.app, "kk", 400)
    assert heading(answer.get_data(as_text=True)) != usual[0]


def test_an_error_before_anybody_is_known_still_has_a_page(visitor):
    answer = visitor.client.get("/media/nothing.png")
    assert answer.status_code in {302, 303}
    assert visitor.client.get("/static/x/nothing.png").status_code == 404


JSON = {"Accept": "application/json"}


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500])
def test_a_script_gets_the_same_words_as_data(visitor, status):
    answer = visitor.get(f"/workshop/abort/{status}", headers=JSON)
    assert answer.status_code == status
    what, then = words(visitor.app, "kk", status)
    assert answer.json == {"error": what, "advice": then}


def test_a_script_whose_session_has_ended_is_told_so_instead_of_sent_away(visitor):
    answer = visitor.get("/workshop/only-for-administrators", headers=JSON)
    assert answer.status_code == 401
    assert answer.json["error"] == words(visitor.app, "kk", 401)[0]


def test_what_the_database_refuses_stands_in_the_log(visitor, monkeypatch):
    said = []
    monkeypatch.setattr(
        visitor.app.logger, "warning", lambda words, *values: said.append(words % values)
    )
    assert visitor.post("/workshop/commit-fails").status_code == 409
    assert len(said) == 1
    assert said[0].startswith("POST /kk/workshop/commit-fails: ")


def test_an_error_page_asks_the_database_for_nothing_that_was_undone(visitor):
    visitor.post("/workshop/commit-fails")
    assert not db.session().dirty
    assert not db.session().new
