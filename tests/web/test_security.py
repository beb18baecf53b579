"""Headers that keep pages to themselves, on every kind of answer."""

import pytest

from app.web.security import HEADERS, POLICY
from tests.browser import Browser

EVERY_KIND = [
    "/",
    "/kk/",
    "/kk/login",
    "/ru/verify/",
    "/kk/no-such-page",
    "/no-language",
    "/kk/gallery",
    "/health/live",
    "/health/ready",
    "/static/x/css/all.css",
    "/static/x/icon.svg",
    "/static/x/nothing.js",
    "/kk/workshop/broken",
    "/kk/workshop/abort/403",
    "/kk/workshop/abort/429",
]


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_carries_the_headers(visitor, path):
    answer = visitor.client.get(path, buffered=True)
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, name


def test_the_headers_are_there_for_who_is_signed_in_and_for_files(world, browser):
    opened = browser(world.yerlan)
    for path in ("/", "/admin/people", "/admin/journal", "/media/nothing.png"):
        assert opened.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    allowed = {source for part in POLICY.split("; ") for source in part.split()[1:]}
    assert allowed == {"'none'", "'self'"}


@pytest.mark.parametrize("path", ["/kk/login", "/kk/", "/health/live", "/kk/workshop/broken"])
def test_no_page_is_kept_by_machines_on_the_way(visitor, path):
    assert visitor.client.get(path, buffered=True).headers["Cache-Control"] == "no-store"


def test_pages_vary_with_the_cookie(visitor):
    assert "Cookie" in visitor.get("/login").headers["Vary"]


def test_production_insists_on_encryption_and_development_does_not(
    production_app, session, browser
):
    header = "Strict-Transport-Security"
    safe = Browser(production_app).client.get("/kk/login", base_url="https://qalqan.test")
    assert "max-age=63072000" in safe.headers[header]
    assert header not in browser().get("/login").headers


def test_the_gallery_is_not_in_production(production_app, session):
    client = production_app.test_client()
    assert client.get("/kk/gallery", base_url="https://qalqan.test").status_code == 404


def test_errors_in_production_show_no_innards(production_app):
    assert not production_app.debug
    assert not production_app.config["EXPLAIN_TEMPLATE_LOADING"]


def test_large_pages_travel_compressed(visitor):
    answer = visitor.client.get("/kk/gallery", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
