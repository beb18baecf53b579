"""Signing in and out, changing the password, ending sessions elsewhere."""

import re
from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import select

from app.audit.models import Entry
from app.core import clock, db
from app.people.models import Person
from app.signin.service import SESSION_LENGTH
from app.web import throttle
from app.web.delivery import IDLE_LIMIT
from tests.browser import PASSWORD, Browser

NEW = "жаңа ұзын құпиясөз"


def try_to_sign_in(browser: Browser, username: str, password: str, **options):
    form = {"username": username, "password": password}
    return browser.post("/login", form, **options)


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/").status_code == 200


def leads_to(answer) -> str:
    assert answer.status_code in {302, 303}
    return answer.headers["Location"]


def visible(answer) -> str:
    """The page without what differs by nature: the token and the name that was typed."""
    text = re.sub(r'name="csrf_token"[^>]*>', "", answer.get_data(as_text=True))
    return re.sub(r'(name="username"[^>]*?) value="[^"]*"', r"\1", text)


@pytest.mark.parametrize("written", ["aigerim", "AIGERIM", " Aigerim ", "aigerim\0"])
def test_a_person_signs_in_and_comes_to_her_training(world, browser, written):
    opened = browser()
    assert leads_to(try_to_sign_in(opened, written, PASSWORD)) == "/kk/"
    assert is_signed_in(opened)
    assert "Серікова\u00a0А." in opened.page("/")


def test_who_is_not_signed_in_is_asked_to_and_comes_back_to_where_she_was_going(world, browser):
    opened = browser()
    way = leads_to(opened.get("/courses/small?x=1"))
    assert way == "/kk/login?next=/kk/courses/small?x%3D1"
    form = {"username": "aigerim", "password": PASSWORD}
    field = re.search(r'id="next"[^>]*value="([^"]*)"', opened.page(way))[1]
    assert leads_to(opened.post("/login", form | {"next": field})) == "/kk/courses/small?x=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "http:evil.example",
        " /kk/",
        "http://[",
        "//[",
        "",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(world, browser, address):
    opened = browser()
    form = {"username": "aigerim", "password": PASSWORD, "next": address}
    assert leads_to(opened.post("/login", form)) == "/kk/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(world, browser):
    opened = browser()
    known = try_to_sign_in(opened, "aigerim", "wrong")
    unknown = try_to_sign_in(opened, "nobody", "wrong")
    assert known.status_code == unknown.status_code == 422
    assert visible(known) == visible(unknown)
    assert not is_signed_in(opened)


def test_the_answer_is_the_same_in_russian_too(world, browser):
    opened = browser(language="ru")
    assert visible(try_to_sign_in(opened, "aigerim", "wrong")) == visible(
        try_to_sign_in(opened, "nobody", "wrong")
    )


def test_an_empty_form_is_not_a_try(world, browser):
    opened = browser()
    for _ in range(tries("sign-in account") + 1):
        assert try_to_sign_in(opened, "", "").status_code == 200
    assert leads_to(try_to_sign_in(opened, "aigerim", PASSWORD)) == "/kk/"


def test_the_password_never_comes_back_in_the_page(world, browser):
    answer = try_to_sign_in(browser(), "aigerim", "wrong-secret")
    assert "wrong-secret" not in answer.get_data(as_text=True)


def test_a_sign_in_without_the_token_of_the_form_is_refused(world, browser):
    opened = browser()
    opened.page("/login")
    form = {"username": "aigerim", "password": PASSWORD}
    answer = opened.client.post("/kk/login", data=form)
    assert answer.status_code == 400
    assert not is_signed_in(opened)


def tries(what: str) -> int:
    return throttle.LIMITS[what].amount


def test_an_account_is_closed_after_too_many_tries_even_for_the_right_password(world, browser):
    opened = browser()
    for _ in range(tries("sign-in account")):
        assert try_to_sign_in(opened, "aigerim", "wrong").status_code == 422
    for password in ("wrong", PASSWORD):
        assert try_to_sign_in(opened, " AIGERIM", password).status_code == 429
    assert not is_signed_in(opened)
    assert leads_to(try_to_sign_in(opened, "berik", PASSWORD)) == "/kk/"


def test_an_unknown_account_is_closed_in_the_same_way(world, browser):
    opened = browser()
    for _ in range(tries("sign-in account")):
        assert try_to_sign_in(opened, "nobody", "wrong").status_code == 422
    assert try_to_sign_in(opened, "nobody", "wrong").status_code == 429


def test_an_account_is_closed_whatever_machine_tries_it(world, browser):
    for number in range(tries("sign-in account")):
        elsewhere = {"REMOTE_ADDR": f"10.0.0.{number}"}
        try_to_sign_in(browser(), "aigerim", "wrong", environ_base=elsewhere)
    answer = try_to_sign_in(
        browser(), "aigerim", PASSWORD, environ_base={"REMOTE_ADDR": "10.0.9.9"}
    )
    assert answer.status_code == 429


def test_an_address_is_closed_whatever_accounts_it_tries(world, browser, monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "sign-in address", throttle.parse("5 per 15 minutes"))
    opened = browser()
    here, there = ({"REMOTE_ADDR": a} for a in ("10.0.0.1", "10.0.0.2"))
    for number in range(5):
        assert try_to_sign_in(opened, f"u{number}", "x", environ_base=here).status_code == 422
    assert try_to_sign_in(opened, "aigerim", PASSWORD, environ_base=here).status_code == 429
    assert leads_to(try_to_sign_in(opened, "aigerim", PASSWORD, environ_base=there)) == "/kk/"


def test_a_successful_sign_in_forgets_the_tries_before_it(world, browser):
    opened = browser()
    for _ in range(2):
        for _ in range(tries("sign-in account") - 1):
            assert try_to_sign_in(opened, "aigerim", "wrong").status_code == 422
        assert leads_to(try_to_sign_in(opened, "aigerim", PASSWORD)) == "/kk/"


def test_refused_tries_are_in_the_journal_although_nobody_came_in(world, browser):
    try_to_sign_in(browser(), "aigerim", "wrong", environ_base={"REMOTE_ADDR": "10.0.0.7"})
    entry = db.session.scalars(select(Entry).where(Entry.act == "sign-in.refused")).one()
    assert entry.details == {"address": "10.0.0.7"}
    assert entry.subject_id == str(world.aigerim.id)


def test_a_person_who_has_left_cannot_sign_in_and_gets_the_usual_answer(world, browser):
    world.aigerim.left_on = clock.today() - timedelta(days=1)
    db.session.commit()
    left = try_to_sign_in(browser(), "aigerim", PASSWORD)
    assert left.status_code == 422
    assert visible(left) == visible(try_to_sign_in(browser(), "nobody", PASSWORD))


def test_a_person_who_leaves_is_signed_out_after_her_last_day(world, browser):
    opened = browser(world.aigerim)
    person = db.session.get(Person, world.aigerim.id)
    person.left_on = clock.today() - timedelta(days=1)
    db.session.commit()
    assert not is_signed_in(opened)


def cookie_of(browser: Browser) -> str:
    return browser.client.get_cookie("qalqan").value


def come_with(browser: Browser, cookie: str) -> Browser:
    browser.client.set_cookie("qalqan", cookie)
    return browser


def test_the_session_gets_a_new_cookie_at_sign_in_and_forgets_what_was_planted(world, browser):
    opened = browser()
    opened.page("/login")
    with opened.client.session_transaction() as before:
        before["planted"] = "by somebody else"
        token = before["csrf_token"]
    planted = cookie_of(opened)
    try_to_sign_in(opened, "aigerim", PASSWORD)
    with opened.client.session_transaction() as after:
        assert "planted" not in after
        assert after.get("csrf_token") != token
    assert cookie_of(opened) != planted
    assert not is_signed_in(come_with(browser(), planted))


def test_signing_in_twice_gives_two_sessions(world, browser):
    one, other = browser(world.aigerim), browser(world.aigerim)
    one.post("/logout")
    assert not is_signed_in(one)
    assert is_signed_in(other)


def test_an_old_cookie_is_useless_after_signing_out(world, browser):
    opened = browser(world.aigerim)
    stolen = cookie_of(opened)
    assert is_signed_in(come_with(browser(), stolen))
    assert leads_to(opened.post("/logout")) == "/kk/login"
    assert not is_signed_in(opened)
    assert not is_signed_in(come_with(browser(), stolen))


def test_nobody_is_signed_out_by_a_mere_link(world, browser):
    opened = browser(world.aigerim)
    assert opened.get("/logout").status_code in {404, 405}
    assert is_signed_in(opened)


def test_an_administrator_ends_all_sessions_of_a_person(world, browser):
    home, work, other = browser(world.aigerim), browser(world.aigerim), browser(world.berik)
    administrator = browser(world.yerlan)
    answer = administrator.post(f"/admin/people/{world.aigerim.id}/end-sessions")
    assert leads_to(answer) == "/kk/admin/people"
    assert "Серікова Айгерім" in administrator.page("/admin/people")
    assert [is_signed_in(opened) for opened in (home, work, other)] == [False, False, True]
    found = {"search": "Сер", "page": "1"}
    answer = administrator.post(f"/admin/people/{world.aigerim.id}/end-sessions", found)
    assert leads_to(answer).startswith("/kk/admin/people?search=")


@pytest.mark.parametrize("name", ["aigerim", "botagoz", "dana"])
def test_nobody_else_ends_sessions_of_others(world, browser, name):
    victim = browser(world.berik)
    answer = browser(getattr(world, name)).post(f"/admin/people/{world.berik.id}/end-sessions")
    assert answer.status_code == 403
    assert is_signed_in(victim)


def test_ending_the_sessions_of_nobody_is_not_found(world, browser):
    assert browser(world.yerlan).post("/admin/people/999999/end-sessions").status_code == 404


def change_password(browser: Browser, current: str = PASSWORD, new: str = NEW, again: str = ""):
    form = {"current": current, "new": new, "again": again or new}
    return browser.post("/password", form)


def test_a_person_changes_her_password_and_stays_signed_in_here_only(world, browser):
    here, elsewhere = browser(world.aigerim), browser(world.aigerim)
    assert leads_to(change_password(here)) == "/kk/"
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert try_to_sign_in(browser(), "aigerim", PASSWORD).status_code == 422
    assert leads_to(try_to_sign_in(browser(), "aigerim", NEW)) == "/kk/"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"current": "wrong"}, "current"),
        ({"current": ""}, "current"),
        ({"new": "short"}, "new"),
        ({"new": ""}, "new"),
        ({"again": "something else"}, "again"),
    ],
)
def test_a_password_form_filled_in_wrongly_changes_nothing(world, browser, changes, field):
    opened = browser(world.aigerim)
    answer = change_password(opened, **changes)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
    assert leads_to(try_to_sign_in(browser(), "aigerim", PASSWORD)) == "/kk/"


def test_a_session_ends_on_the_server_after_a_long_shift(world, browser):
    opened = browser(world.aigerim)
    with clock.stopped_at(clock.now() + SESSION_LENGTH - timedelta(minutes=1)):
        assert is_signed_in(opened)
    with clock.stopped_at(clock.now() + SESSION_LENGTH + timedelta(minutes=1)):
        assert not is_signed_in(opened)


def after(monkeypatch, idle: timedelta) -> None:
    """The cookie's own clock goes on by this much."""
    now = int(clock.now().timestamp() + idle.total_seconds())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: now)


def test_a_machine_left_alone_for_an_hour_is_signed_out(world, browser, monkeypatch):
    opened = browser(world.aigerim)
    after(monkeypatch, IDLE_LIMIT + timedelta(minutes=1))
    assert not is_signed_in(opened)


def test_who_keeps_working_stays_signed_in(world, browser, monkeypatch):
    opened = browser(world.aigerim)
    for hours in (0.9, 1.8, 2.7):
        after(monkeypatch, timedelta(hours=hours))
        assert is_signed_in(opened)


def test_a_changed_cookie_signs_nobody_in(world, browser):
    cookie = cookie_of(browser(world.aigerim))
    assert not is_signed_in(come_with(browser(), cookie[:-3] + "AAA"))


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(world, browser):
    answer = try_to_sign_in(browser(), "aigerim", PASSWORD)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("qalqan="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_in_production_the_cookie_travels_encrypted_only_and_to_this_host_only(
    production_app, session, world
):
    opened = Browser(production_app)
    answer = opened.client.get("/kk/login", base_url="https://qalqan.test")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.get_data(as_text=True))[1]
    answer = opened.client.post(
        "/kk/login",
        data={"csrf_token": token, "username": "aigerim", "password": PASSWORD},
        base_url="https://qalqan.test",
        headers={"Referer": "https://qalqan.test/kk/login"},
    )
    assert leads_to(answer) == "/kk/"
    cookies = answer.headers.getlist("Set-Cookie")
    (cookie,) = [c for c in cookies if c.startswith("__Host-qalqan=")]
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain=" not in cookie
    assert all("Secure" in one for one in cookies)
