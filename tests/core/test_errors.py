"""Broken rules say in words what is wrong."""

from app.core.errors import N_, DomainError


def test_a_marked_message_is_the_message():
    assert N_("Nothing found") == "Nothing found"


def test_an_error_keeps_its_message_and_values_apart_for_translation():
    error = DomainError("At least %(length)s characters.", length=10)
    assert error.message == "At least %(length)s characters."
    assert error.values == {"length": 10}
    assert str(error) == "At least 10 characters."


def test_an_error_without_values_may_contain_a_percent_sign():
    assert str(DomainError("100 % is needed")) == "100 % is needed"


def test_a_broken_rule_is_a_conflict():
    assert DomainError("x").status == 409
