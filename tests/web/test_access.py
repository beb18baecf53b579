"""Each view says who may open it; one that says nothing stops the start."""

import pytest
from flask import Flask

from app.core.permissions import Permission
from app.web.access import PUBLIC, declared, public, refuse_undeclared, requires


def small_app() -> Flask:
    return Flask("small", static_folder=None)


def test_a_view_that_says_nothing_stops_the_start_and_is_named():
    app = small_app()
    app.add_url_rule("/a", "silent", lambda: "")
    app.add_url_rule("/b", "open", public(lambda: ""))
    with pytest.raises(RuntimeError, match=r"no access declared by: silent$"):
        refuse_undeclared(app)


def test_a_view_may_declare_itself_above_or_below_its_address():
    app = small_app()

    @app.route("/above")
    @requires(Permission.LEARN)
    def above():
        return ""

    @requires(Permission.LEARN)
    @app.route("/below")
    def below():
        return ""

    refuse_undeclared(app)
    assert declared(app, "above") == declared(app, "below")


def test_a_public_view_asks_for_nothing(app):
    assert declared(app, "signin.login") is PUBLIC
    assert declared(app, "audit.journal").permission is Permission.READ_JOURNAL


def test_a_form_sent_by_nobody_leads_to_the_sign_in_page_without_a_way_back(browser):
    answer = browser().post("/courses/small/begin")
    assert answer.headers["Location"] == "/kk/login"


def test_sign_in_is_asked_for_in_the_language_of_the_page(browser):
    assert browser().get("/ru/courses/").headers["Location"] == "/ru/login?next=/ru/courses/"
