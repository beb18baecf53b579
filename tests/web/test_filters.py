"""Dates and numbers as the reader's language writes them."""

from datetime import UTC, date, datetime

import pytest

from app.core.text import current_language
from app.web import filters

DAY = date(2017, 5, 30)
INSTANT = datetime(2026, 5, 30, 4, 5, tzinfo=UTC)
NBSP = "\u00a0"


@pytest.fixture(params=["kk", "ru"])
def language(request):
    token = current_language.set(request.param)
    yield request.param
    current_language.reset(token)


def test_a_long_date_is_written_as_the_language_does(language):
    expected = {"kk": "2017 ж. 30 мамыр", "ru": "30 мая 2017 г."}
    written = filters.long_date(DAY)
    assert written.replace(NBSP, " ") == expected[language]


def test_year_and_its_sign_are_not_parted(language):
    sign = {"kk": "ж.", "ru": "г."}[language]
    assert f"2017{NBSP}{sign}" in filters.long_date(DAY)


@pytest.mark.parametrize(
    ("known", "kk", "ru"),
    [
        ("2017", "2017", "2017"),
        ("2017-05", "2017 ж. мамыр", "май 2017 г."),
        ("2017-05-30", "2017 ж. 30 мамыр", "30 мая 2017 г."),
    ],
)
def test_a_date_of_a_source_is_written_as_precisely_as_it_is_known(language, known, kk, ru):
    written = filters.partial_date(known).replace(NBSP, " ")
    assert written == {"kk": kk, "ru": ru}[language]


def test_a_short_date_has_four_digits_of_the_year(language):
    assert filters.short_date(DAY) == "30.05.2017"
    assert filters.short_date(date(2026, 1, 5)) == "05.01.2026"


def test_times_are_those_of_the_wall_clock(language):
    assert filters.moment(INSTANT) == "30.05.2026, 09:05"
    assert filters.clock_time(INSTANT) == "09:05"


def test_late_in_the_evening_the_day_is_already_the_next(language):
    assert filters.moment(INSTANT.replace(hour=20)) == "31.05.2026, 01:05"


def test_percent_stands_apart_in_russian_only(language):
    expected = {"kk": "75%", "ru": f"75{NBSP}%"}
    assert filters.percent(75) == expected[language]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7, "7"),
        (39.1, "39,1"),
        (100.0, "100"),
        (3500, f"3{NBSP}500"),
        (1234567.89, f"1{NBSP}234{NBSP}567,9"),
        (-12.5, "-12,5"),
    ],
)
def test_numbers_have_a_comma_and_thousands_that_are_not_parted(language, value, written):
    assert filters.number(value) == written


def test_machines_read_dates_in_their_own_form():
    assert filters.iso(DAY) == "2017-05-30"
    assert filters.iso(INSTANT) == "2026-05-30T04:05:00+00:00"


def test_templates_know_every_filter(app):
    names = {"long_date", "short_date", "moment", "clock_time", "percent", "number", "iso"}
    assert names <= set(app.jinja_env.filters)
