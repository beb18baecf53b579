"""What may be tried how often."""

import pytest
from limits import parse

from app.web import throttle


@pytest.fixture
def three_tries(app, session, monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "verify", parse("3 per minute"))
    with app.app_context():
        yield


def test_too_many_tries_are_refused(three_tries):
    assert [throttle.allow("verify", "a") for _ in range(5)] == [True, True, True, False, False]


def test_asking_whether_one_may_try_is_not_a_try(three_tries):
    assert all(throttle.is_open("verify", "a") for _ in range(10))
    for _ in range(3):
        throttle.allow("verify", "a")
    assert not throttle.is_open("verify", "a")


def test_each_has_tries_of_her_own(three_tries):
    for _ in range(3):
        throttle.allow("verify", "a")
    assert throttle.allow("verify", "b")


def test_the_count_of_one_thing_is_not_that_of_another(three_tries):
    for _ in range(3):
        throttle.allow("verify", "a")
    assert throttle.is_open("sign-in account", "a")


def test_forgotten_tries_do_not_count(three_tries):
    for _ in range(3):
        throttle.allow("verify", "a")
    throttle.forget("verify", "a")
    assert throttle.allow("verify", "a")


def test_who_comes_without_an_address_is_counted_too(three_tries):
    assert [throttle.allow("verify", None) for _ in range(4)] == [True, True, True, False]


def test_tries_from_long_ago_do_not_count(three_tries, monkeypatch):
    from time import time

    for _ in range(3):
        throttle.allow("verify", "a")
    later = time() + 61
    monkeypatch.setattr("limits.storage.memory.time.time", lambda: later)
    assert throttle.is_open("verify", "a")


def test_the_limits_are_those_of_the_service():
    assert {name: str(limit) for name, limit in throttle.LIMITS.items()} == {
        "sign-in account": "8 per 15 minute",
        "sign-in address": "60 per 15 minute",
        "verify": "30 per 1 minute",
    }
