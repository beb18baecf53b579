from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assessment import policy as rules
from app.assessment.policy import Allowance, allowance
from app.assessment.scoring import Score
from tests.assessment.questions import quiz

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)


def of(**changes):
    """A quiz with other rules."""
    return quiz().model_copy(update=changes)


@dataclass
class Tried:
    """An attempt as far as the rules look at it."""

    handed_in_at: datetime | None = MONDAY
    passed: bool | None = False
    score: int | None = 0
    started_at: datetime = MONDAY
    deadline_at: datetime | None = None


def failures(count, *, last=MONDAY):
    return [Tried(last - HOUR * back) for back in reversed(range(count))]


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
    long_ago = [Tried(at) for at in (MONDAY - 400 * HOUR, MONDAY - 300 * HOUR, MONDAY)]
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


PASS = Tried(passed=True, score=80)


@pytest.mark.parametrize("purpose", ["before", "after"])
def test_a_knowledge_check_is_taken_once(purpose):
    check = of(purpose=purpose, attempts=0)
    assert allowance(check, [], now=MONDAY) == Allowance(1)
    assert not allowance(check, [PASS], now=MONDAY).is_open


def test_practice_is_taken_as_often_as_anybody_likes():
    assert allowance(of(purpose="practice", attempts=0), [PASS] * 50, now=MONDAY) == Allowance(None)


@pytest.mark.parametrize(
    ("tries", "left"),
    [
        ([PASS], 2),
        ([*failures(1), PASS], 1),
        ([*failures(2), PASS], 0),
        ([PASS, *failures(1)], 1),
        ([PASS, PASS, PASS], 0),
        ([*failures(3), PASS], 2),
        ([*failures(5), PASS], 0),
    ],
)
def test_who_has_passed_may_use_up_the_round_and_no_more(tries, left):
    assert allowance(quiz(), tries, now=MONDAY + 400 * HOUR) == Allowance(left)


def test_where_the_last_result_counts_a_pass_that_was_lost_gives_new_rounds():
    last, again = of(counts="last", attempts=2), Tried(passed=True, score=90)
    lost = [PASS, Tried(MONDAY)]
    assert allowance(last, lost, now=MONDAY) == Allowance(0, MONDAY + 24 * HOUR)
    assert allowance(last, lost, now=MONDAY + 24 * HOUR) == Allowance(2)
    assert allowance(last, [*lost, Tried(), again], now=MONDAY) == Allowance(0)
    assert allowance(last, [*lost, again], now=MONDAY) == Allowance(1)


def test_the_best_or_the_last_marked_result_counts():
    tries = [Tried(score=40), Tried(passed=True, score=90), Tried(score=70), Tried(passed=None)]
    open_one = Tried(handed_in_at=None, passed=None)
    assert rules.counting(of(counts="best"), [*tries, open_one]).score == 90
    assert rules.counting(of(counts="last"), [*tries, open_one]).score == 70
    assert rules.counting(of(), [open_one]) is None


def test_a_pass_counts_for_more_than_a_better_failure():
    """A bright line can be crossed with a high score."""
    tries = [Tried(passed=False, score=95), Tried(passed=True, score=80)]
    assert rules.counting(of(counts="best"), tries).score == 80


def test_a_bright_line_fails_whatever_the_score():
    full = Score(Fraction(4), 4)
    assert rules.passes(quiz(), full, [])
    assert not rules.passes(quiz(), full, ["line"])
    assert not rules.passes(quiz(pass_mark=75), Score(Fraction(2), 4), [])


@pytest.mark.parametrize("purpose", ["before", "after", "practice"])
def test_what_only_measures_is_passed_by_being_handed_in(purpose):
    assert rules.passes(of(purpose=purpose), Score(Fraction(0), 4), ["line"])


@pytest.mark.parametrize(
    ("rule", "attempt", "is_explained"),
    [
        ("handed-in", Tried(), True),
        ("handed-in", Tried(handed_in_at=None), False),
        ("passed", Tried(passed=True), True),
        ("passed", Tried(), False),
        ("passed", Tried(passed=None), False),
        ("never", Tried(passed=True), False),
    ],
)
def test_right_answers_are_explained_when_the_quiz_says_so(rule, attempt, is_explained):
    assert rules.explains(of(explanations=rule), attempt, is_open_again=False) is is_explained
    assert not rules.explains(of(explanations=rule), attempt, is_open_again=True)


def test_the_deadline_is_the_start_and_the_limit_with_what_was_given_back():
    assert rules.deadline(of(), started_at=MONDAY) is None
    timed = of(time_limit=40)
    assert rules.deadline(timed, started_at=MONDAY) == MONDAY + 40 * MINUTE
    assert rules.deadline(timed, started_at=MONDAY, extra_minutes=5) == MONDAY + 45 * MINUTE


def test_an_answer_on_its_way_when_the_time_runs_out_is_still_taken():
    running = Tried(handed_in_at=None, deadline_at=MONDAY)
    for now, is_over in (
        (MONDAY - HOUR, False),
        (MONDAY, False),
        (MONDAY + rules.IN_FLIGHT, False),
        (MONDAY + rules.IN_FLIGHT + INSTANT, True),
    ):
        assert rules.has_run_out(running, now=now) is is_over
        assert rules.takes_answers(MONDAY, now=now) is not is_over
    assert not rules.has_run_out(Tried(deadline_at=MONDAY), now=MONDAY + HOUR)
    assert not rules.has_run_out(Tried(handed_in_at=None), now=MONDAY + 400 * HOUR)


def test_seconds_left_never_fall_below_nothing():
    assert rules.seconds_left(None, now=MONDAY) is None
    assert rules.seconds_left(MONDAY + 2 * MINUTE, now=MONDAY) == 120
    assert rules.seconds_left(MONDAY, now=MONDAY + HOUR) == 0


@pytest.mark.parametrize(
    ("handed_in_at", "now", "ends"),
    [
        (None, MONDAY - 20 * MINUTE, MONDAY + 15 * MINUTE),
        (None, MONDAY + rules.IN_FLIGHT, MONDAY + 15 * MINUTE),
        (None, MONDAY + HOUR, MONDAY + HOUR + 15 * MINUTE),
        (MONDAY, MONDAY + HOUR, MONDAY + HOUR + 15 * MINUTE),
    ],
)
def test_minutes_given_back_count_from_the_end_or_for_who_was_cut_off_from_now(
    handed_in_at, now, ends
):
    attempt = Tried(handed_in_at=handed_in_at, deadline_at=MONDAY)
    assert rules.more_time(attempt, 15, now=now) == ends
    assert rules.more_time(Tried(deadline_at=None), 15, now=now) is None
