"""One clock: instants in UTC, days where the service works."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.core import clock

EVENING = datetime(2026, 1, 15, 20, 30, tzinfo=UTC)


def test_now_is_an_aware_instant_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_the_day_changes_at_midnight_where_the_service_works():
    with clock.stopped_at(datetime(2026, 1, 15, 18, 59, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 1, 15)
    with clock.stopped_at(datetime(2026, 1, 15, 19, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 1, 16)


def test_the_whole_country_is_five_hours_ahead_since_march_2024():
    assert clock.local(EVENING).utcoffset() == timedelta(hours=5)
    before = datetime(2024, 2, 28, 12, tzinfo=UTC)
    assert clock.local(before).utcoffset() == timedelta(hours=6)


def test_a_stopped_clock_stands_still_and_then_goes_on():
    with clock.stopped_at(EVENING):
        assert clock.now() == clock.now() == EVENING
    assert clock.now() != EVENING


def test_a_clock_stopped_by_local_time_still_says_utc():
    there = EVENING.astimezone(timezone(timedelta(hours=5)))
    with clock.stopped_at(there):
        assert clock.now() == EVENING
        assert clock.now().tzinfo is UTC


def test_a_clock_stopped_twice_returns_to_the_outer_time():
    with clock.stopped_at(EVENING):
        with clock.stopped_at(EVENING + timedelta(days=1)):
            assert clock.today() == date(2026, 1, 17)
        assert clock.now() == EVENING


def test_the_clock_goes_on_after_an_error():
    with pytest.raises(ZeroDivisionError), clock.stopped_at(EVENING):
        _ = 1 / 0
    assert clock.now() != EVENING
