"""A question that one language makes harder is found, and an honest one is left in peace."""

from math import inf, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import fairness
from app.assessment.fairness import LEAST_AT_A_LEVEL, Difference, Table, difference, differences
from tests.assessment import cohort

ADMISSIONS = {
    department: Table(*cells)
    for department, cells in enumerate(
        [
            (512, 313, 89, 19),
            (353, 207, 17, 8),
            (120, 205, 202, 391),
            (138, 279, 131, 244),
            (53, 138, 94, 299),
            (22, 351, 24, 317),
        ]
    )
}
"""Berkeley 1973, men and women admitted and rejected by department: P. J. Bickel and others,
Science 187 (1975), 398-404; the data set UCBAdmissions of R."""


def test_the_test_is_that_of_r():
    # mantelhaen.test(UCBAdmissions): X-squared 1.4269, p 0.2323, odds ratio 0.9046968 with the
    # interval of 95 % 0.7719074 to 1.0603298.
    found = difference(ADMISSIONS)
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.p == pytest.approx(0.2323, abs=5e-5)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    half = 1.959964 * found.error / 2.35
    assert log(0.7719074) == pytest.approx(log(found.odds_ratio) - half, abs=1e-6)
    assert log(1.0603298) == pytest.approx(log(found.odds_ratio) + half, abs=1e-6)
    assert found.delta == pytest.approx(-2.35 * log(0.9046968), abs=1e-6)
    assert found.category == "A"


def test_the_test_by_hand():
    # Level 40: E = 20*25/40 = 12.5, V = 20*20*25*15/(1600*39); level 80: E = 15, V = 20*20*30*10/..
    found = difference({40: Table(15, 5, 10, 10), 80: Table(18, 2, 12, 8)})
    spread = 20 * 20 * 25 * 15 / (1600 * 39) + 20 * 20 * 30 * 10 / (1600 * 39)
    assert found.chi_square == pytest.approx((33 - 27.5 - 0.5) ** 2 / spread)
    assert found.odds_ratio == pytest.approx((15 * 10 / 40 + 18 * 8 / 40) / (50 / 40 + 24 / 40))
    assert found.levels == 2
    assert found.delta < 0


def test_the_two_languages_are_treated_alike():
    turned = {key: Table(c, d, a, b) for key, (a, b, c, d) in ADMISSIONS.items()}
    one, other = difference(ADMISSIONS), difference(turned)
    assert other.chi_square == pytest.approx(one.chi_square)
    assert other.delta == pytest.approx(-one.delta)
    assert other.error == pytest.approx(one.error)


def test_where_everybody_is_right_there_is_nothing_to_test():
    assert difference({90: Table(40, 0, 40, 0)}) is None
    assert difference({90: Table(20, 20, 0, 0)}) is None


def test_a_question_that_nobody_gets_right_in_one_language_is_flagged():
    found = difference({50: Table(40, 0, 0, 40)})
    assert (found.odds_ratio, found.delta, found.category) == (inf, -inf, "C")
    assert difference({50: Table(0, 40, 40, 0)}).delta == inf


@pytest.mark.parametrize(
    ("delta", "error", "chi_square", "category"),
    [
        (-3, 0.5, 30, "C"),
        (3, 0.5, 30, "C"),
        (-1.4, 0.1, 30, "B"),
        (-1.6, 0.5, 30, "B"),
        (-0.9, 0.1, 30, "A"),
        (-3, 2.0, 3, "A"),
    ],
)
def test_the_classes_are_those_of_the_literature(delta, error, chi_square, category):
    assert Difference(chi_square, 2, delta, error, 5).category == category


def test_many_questions_need_a_surer_sign():
    # 8.0: p 0.0047.
    assert Difference(8.0, 4, -3.2, 0.9, 5, tested=10).is_flagged
    assert not Difference(8.0, 4, -3.2, 0.9, 5, tested=11).is_flagged


def test_fewer_than_thirty_people_in_a_language_are_not_tested():
    enough, few = {50: Table(20, 10, 5, 25)}, {50: Table(100, 10, 5, 24)}
    found = differences({"enough": enough, "few": few})
    assert set(found) == {"enough"}
    assert found["enough"].tested == 1


levels = st.dictionaries(
    st.integers(0, 100), st.builds(Table, *[st.integers(0, 8)] * 4), min_size=1, max_size=20
)


@given(levels)
def test_levels_are_joined_until_both_languages_are_there(levels):
    tables = fairness.joined(levels)
    total = [sum(cells) for cells in zip(*levels.values(), strict=True)]
    assert [sum(cells) for cells in zip(*tables, strict=True)] == total
    if len(tables) > 1:
        assert all(min(table.ru, table.kk) >= LEAST_AT_A_LEVEL for table in tables)


@given(levels)
def test_the_test_refuses_no_table(levels):
    found = difference(levels)
    assert found is None or (0 <= found.p <= 1 and found.chi_square >= 0)


SEEDS = range(20)


def flagged(papers):
    """As the analysis of a quiz does it: once more without what the first test flags."""
    first = {q for q, d in differences(cohort.levels(papers)).items() if d.is_flagged}
    numbers = frozenset(int(question[1:]) for question in first)
    again = differences(cohort.levels(papers, without=numbers)) if first else {}
    return {question for question, d in again.items() if d.is_flagged}


@pytest.mark.parametrize(
    ("least_found", "most_false", "cohort_is"),
    [
        (20, 1, {"mistranslated": 7}),
        (20, 1, {"mistranslated": 7, "impact": 0.5, "slopes": 0.3}),
        (0, 1, {"impact": 1}),
        (0, 1, {}),
    ],
)
def test_over_many_cohorts_the_bad_question_is_found_and_hardly_another(
    least_found, most_false, cohort_is
):
    found = [flagged(cohort.simulated(seed, **cohort_is)) for seed in SEEDS]
    assert sum("i7" in questions for questions in found) >= least_found
    assert sum(bool(questions - {"i7"}) for questions in found) <= most_false


def test_delta_is_on_the_scale_of_the_logarithm():
    found = difference({50: Table(50, 50, 50, 50)})
    assert found.delta == pytest.approx(0)
    assert found.error == pytest.approx(2.35 * sqrt(4 / 50))
