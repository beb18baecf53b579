from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assessment.policy import Allowance, allowance
from tests.assessment.questions import quiz

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)


def failures(count, *, last=MONDAY):
    return [last - HOUR * back for back in reversed(range(count))]


def test_whoever_has_not_tried_has_the_whole_round():
    assert allowance(quiz(), [], now=MONDAY) == Allowance(3)


def test_each_failed_attempt_takes_one_away():
    assert allowance(quiz(), failures(1), now=MONDAY) == Allowance(2)
    assert allowance(quiz(), failures(2), now=MONDAY) == Allowance(1)


def test_after_a_failed_round_a_pause_is_due_and_says_when_it_ends():
    left = allowance(quiz(), failures(3), now=MONDAY + HOUR)
    assert left == Allowance(0, MONDAY + 24 * HOUR)
    assert not left.is_open


def test_the_pause_ends_at_its_instant_and_not_before():
    ends = MONDAY + 24 * HOUR
    assert not allowance(quiz(), failures(3), now=MONDAY).is_open
    assert not allowance(quiz(), failures(3), now=ends - INSTANT).is_open
    assert allowance(quiz(), failures(3), now=ends) == Allowance(3)


def test_the_pause_counts_from_the_last_failure_of_the_round():
    long_ago = [MONDAY - 400 * HOUR, MONDAY - 300 * HOUR, MONDAY]
    assert allowance(quiz(), long_ago, now=MONDAY + HOUR).opens_at == MONDAY + 24 * HOUR


def test_a_second_round_is_like_the_first():
    assert allowance(quiz(), failures(4), now=MONDAY) == Allowance(2)
    assert allowance(quiz(), failures(6), now=MONDAY + HOUR) == Allowance(0, MONDAY + 24 * HOUR)
    assert allowance(quiz(), failures(6), now=MONDAY + 24 * HOUR) == Allowance(3)


def test_a_quiz_without_a_pause_never_closes():
    assert allowance(quiz(pause_hours=0), failures(3), now=MONDAY) == Allowance(3)


def test_a_quiz_with_one_attempt_pauses_after_each():
    strict = quiz(attempts=1)
    assert not allowance(strict, failures(1), now=MONDAY + HOUR).is_open
    assert allowance(strict, failures(1), now=MONDAY + 24 * HOUR) == Allowance(1)
    assert not allowance(strict, failures(2), now=MONDAY + HOUR).is_open


@pytest.mark.parametrize("days", [0, 1, 400])
def test_time_alone_gives_no_attempt_back_in_mid_round(days):
    now = MONDAY + timedelta(days=days)
    assert allowance(quiz(), failures(2), now=now) == Allowance(1)


@given(st.integers(1, 20), st.integers(0, 720), st.integers(0, 60), st.integers(0, 800))
@settings(deadline=None)
def test_nobody_is_shut_out_for_ever_and_nobody_has_more_than_a_round(
    attempts, pause, failed, waited
):
    policy = quiz(attempts=attempts, pause_hours=pause)
    now = MONDAY + HOUR * waited
    left = allowance(policy, failures(failed), now=now)
    assert 0 <= left.left <= attempts
    assert left.is_open == (left.opens_at is None)
    if left.opens_at:
        assert now < left.opens_at <= MONDAY + HOUR * pause
        assert allowance(policy, failures(failed), now=left.opens_at).left == attempts
