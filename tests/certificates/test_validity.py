from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.validity import State, months_later, state_on


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 24, date(2028, 1, 15)),
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 2, 28), 24, date(2028, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 12, 31), 120, date(2036, 12, 31)),
    ],
)
def test_validity_counts_calendar_months(day, months, expected):
    assert months_later(day, months) == expected


@given(st.dates(max_value=date(2200, 1, 1)), st.integers(1, 120))
def test_the_month_is_always_right_and_the_day_never_later(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    is_last_of_month = (later + timedelta(days=1)).month != later.month
    assert later.day == day.day or (later.day < day.day and is_last_of_month)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 1, 1), State.VALID),
        (date(2026, 10, 1), State.VALID),
        (date(2026, 10, 2), State.EXPIRING),
        (date(2026, 11, 30), State.EXPIRING),
        (date(2026, 12, 1), State.EXPIRING),
        (date(2026, 12, 2), State.EXPIRED),
    ],
)
def test_a_certificate_expires_after_its_last_day_and_says_so_sixty_days_before(today, state):
    assert state_on(today, valid_until=date(2026, 12, 1), revoked_on=None) == state


def test_revocation_outweighs_everything_from_its_day_on():
    revoked = {"valid_until": date(2026, 12, 1), "revoked_on": date(2026, 5, 1)}
    assert state_on(date(2026, 4, 30), **revoked) == State.VALID
    assert state_on(date(2026, 5, 1), **revoked) == State.REVOKED
    assert state_on(date(2030, 1, 1), **revoked) == State.REVOKED
