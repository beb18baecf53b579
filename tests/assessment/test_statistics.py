"""The formulas give what the textbooks give."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.statistics import Sums, mean_interval, wilson


def sums(pairs, *, unpaired=(), answered=None):
    """The sums over points with the rest of the paper, and over papers without a rest."""
    points = [x for x, _ in pairs] + list(unpaired)
    return Sums(
        seen=len(points),
        answered=len(points) if answered is None else answered,
        x=sum(points),
        paired=len(pairs),
        paired_x=sum(x for x, _ in pairs),
        r=sum(r for _, r in pairs),
        xx=sum(x * x for x, _ in pairs),
        rr=sum(r * r for _, r in pairs),
        xr=sum(x * r for x, r in pairs),
    )


def test_the_interval_is_that_of_the_literature():
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148.
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15 / 148, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def test_the_interval_of_nothing_and_of_all_stays_between_0_and_1():
    # The same table: 0 of 20; 1 of 29.
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson(1 / 29, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)
    assert wilson(1, 20) == pytest.approx((0.8389, 1), abs=5e-5)


@given(st.integers(1, 500), st.integers(0, 500))
def test_the_interval_holds_what_was_observed(n, right):
    share = min(right, n) / n
    low, high = wilson(share, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def test_the_point_biserial_by_its_own_formula():
    # (M1 - M0) / s * sqrt(p q): right 0.9 0.7 0.8, wrong 0.4 0.6; M1 0.8, M0 0.5, s² 0.0296.
    pairs = [(1, 0.9), (1, 0.7), (1, 0.8), (0, 0.4), (0, 0.6)]
    assert sums(pairs).discrimination == pytest.approx(0.3 / 0.0296**0.5 * 0.24**0.5)


def test_a_question_that_everybody_answers_alike_tells_nobody_apart():
    assert sums([(1, 0.2), (1, 0.8)]).discrimination is None
    assert sums([(1, 0.5), (0, 0.5)]).discrimination is None
    assert sums([(1, 0.5)]).discrimination is None
    assert Sums().discrimination is None


def test_without_answers_there_are_no_figures():
    assert Sums().facility is None
    assert Sums().interval is None


def test_who_did_not_answer_earned_nothing():
    found = sums([(1, 0.5), (0, 0.5)], answered=1)
    assert (found.seen, found.answered, found.facility) == (2, 1, 0.5)


def test_a_paper_of_one_question_counts_for_facility_alone():
    pairs = [(1, 0.9), (0, 0.4), (1, 0.6)]
    alone, beside = sums(pairs), sums(pairs, unpaired=[1, 1, 1])
    assert beside.discrimination == alone.discrimination
    assert beside.facility == pytest.approx(5 / 6)


answers = st.lists(
    st.tuples(st.sampled_from([0, 0.25, 0.5, 1]), st.integers(0, 19).map(lambda n: n / 19)),
    max_size=40,
)


@given(answers, answers)
def test_two_groups_added_are_one_group(one, other):
    together, added = sums(one + other), sums(one) + sums(other)
    assert together.seen == added.seen
    for found, expected in [
        (added.facility, together.facility),
        (added.discrimination, together.discrimination),
    ]:
        assert found == expected or isclose(found, expected, abs_tol=1e-6)


@given(answers)
def test_discrimination_lies_between_minus_1_and_1(pairs):
    found = sums(pairs).discrimination
    assert found is None or -1 <= found <= 1


def test_the_interval_of_a_mean():
    # 1, 2, 3, 4: mean 2.5, variance 5/3; half 1.96 * sqrt(5/12).
    low, high = mean_interval(4, 10, 30)
    assert (low, high) == pytest.approx((2.5 - 1.2652, 2.5 + 1.2652), abs=1e-4)
    assert mean_interval(1, 1, 1) is None
