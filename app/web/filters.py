"""Dates, times and numbers as the reader's language writes them, for templates."""

from datetime import date, datetime
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask

from app.core import clock
from app.core.text import current_language

NO_BREAK_SPACE = "\u00a0"
MONTH_PATTERNS = {"kk": "y\u00a0'ж.' MMMM", "ru": "LLLL y\u00a0'г.'"}
NARROW_SPACE = "\u202f"
"""What the locale data puts between a year and its sign; the fonts of pages do not have it."""


def install(app: Flask) -> None:
    """Give templates the filters below."""
    for make in (long_date, partial_date, short_date, moment, clock_time, percent, number, iso):
        app.jinja_env.filters[make.__name__] = make


def long_date(day: date) -> str:
    """2017 ж. 30 мамыр · 30 мая 2017 г."""
    written = format_date(day, "long", locale=current_language.get())
    return written.replace(NARROW_SPACE, NO_BREAK_SPACE)


def partial_date(text: str) -> str:
    """A year, a month or a day, as precisely as it is known: "2017", "2017-05", "2017-05-30"."""
    match [int(part) for part in text.split("-")]:
        case [year, month]:
            language = current_language.get()
            return format_date(date(year, month, 1), MONTH_PATTERNS[language], locale=language)
        case [year, month, day]:
            return long_date(date(year, month, day))
        case _:
            return text


def short_date(day: date) -> str:
    """30.05.2017"""
    return day.strftime("%d.%m.%Y")


def moment(instant: datetime) -> str:
    """30.05.2017, 09:05, on the wall clock of the service."""
    return clock.local(instant).strftime("%d.%m.%Y, %H:%M")


def clock_time(instant: datetime) -> str:
    """09:05"""
    return clock.local(instant).strftime("%H:%M")


def percent(value: float) -> str:
    """75% in Kazakh, 75 % in Russian."""
    space = NO_BREAK_SPACE if current_language.get() == "ru" else ""
    return f"{number(value)}{space}%"


def number(value: float | Fraction, places: int = 1) -> str:
    """3 500 · 39,1, with as many decimal places as are needed and at most `places`."""
    pattern = f"#,##0.{'#' * places}"
    return format_decimal(float(value), pattern, locale="ru").replace(" ", NO_BREAK_SPACE)


def iso(value: date | datetime) -> str:
    """The machine-readable form for `<time datetime>`."""
    return value.isoformat()
