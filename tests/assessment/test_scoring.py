from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assessment.scoring import Score, points, points_by_question, score
from tests.assessment.questions import multiple, single

WIDTHS = ["ab", "abc", "abcd", "abcde"]
SIXTHS = st.fractions(min_value=0, max_value=1, max_denominator=6)


def subsets(letters):
    return [
        frozenset(chosen)
        for chosen in chain.from_iterable(
            combinations(letters, count) for count in range(len(letters) + 1)
        )
    ]


SMALL_SINGLE = [single(right=right, letters=letters) for letters in WIDTHS for right in letters]
SMALL_MULTIPLE = [
    multiple(right="".join(right), letters=letters)
    for letters in WIDTHS
    for right in subsets(letters)
    if right
]
SMALL = SMALL_SINGLE + SMALL_MULTIPLE


def answers_to(question):
    return subsets([option.id for option in question.options])


def test_every_answer_to_every_small_question_earns_between_nothing_and_a_point():
    for question in SMALL:
        for chosen in answers_to(question):
            assert 0 <= points(question, chosen) <= 1


def test_only_the_right_answer_earns_the_whole_point():
    for question in SMALL:
        whole = [chosen for chosen in answers_to(question) if points(question, chosen) == 1]
        assert whole == [question.correct_ids]


def test_whoever_leaves_a_question_empty_earns_nothing():
    assert all(points(question, ()) == 0 for question in SMALL)


def test_whoever_ticks_everything_never_beats_the_right_answer():
    for question in SMALL:
        everything = [option.id for option in question.options]
        if len(question.correct_ids) < len(everything):
            assert points(question, everything) < points(question, question.correct_ids)
    for question in SMALL_SINGLE:
        assert points(question, [option.id for option in question.options]) == 0


def test_half_or_fewer_right_options_make_ticking_everything_worthless():
    for question in SMALL_MULTIPLE:
        everything = [option.id for option in question.options]
        if 2 * len(question.correct_ids) <= len(everything):
            assert points(question, everything) == 0


def test_one_more_right_tick_never_costs_and_one_more_wrong_tick_never_pays():
    for question in SMALL_MULTIPLE:
        for chosen in answers_to(question):
            earned = points(question, chosen)
            for option in question.options:
                with_it = points(question, chosen | {option.id})
                assert with_it >= earned if option.correct else with_it <= earned


def test_a_single_choice_is_all_or_nothing():
    for question in SMALL_SINGLE:
        for chosen in answers_to(question):
            assert points(question, chosen) == (chosen == question.correct_ids)


@pytest.mark.parametrize(
    ("right", "chosen", "earned"),
    [
        ("ab", "ab", Fraction(1)),
        ("ab", "a", Fraction(1, 2)),
        ("ab", "ac", Fraction(0)),
        ("ab", "abc", Fraction(1, 2)),
        ("ab", "cd", Fraction(0)),
        ("abc", "ab", Fraction(2, 3)),
        ("abc", "abcd", Fraction(2, 3)),
        ("abcd", "abc", Fraction(3, 4)),
    ],
)
def test_part_of_a_multiple_choice_earns_part_of_the_point(right, chosen, earned):
    assert points(multiple(right=right), chosen) == earned


@given(st.sampled_from(SMALL), st.lists(st.sampled_from([*"abcdexyz", "", "A", "a "])))
@settings(deadline=None)
def test_what_is_no_option_of_the_question_and_what_is_sent_twice_count_for_nothing(
    question, chosen
):
    known = {option.id for option in question.options} & set(chosen)
    assert points(question, chosen) == points(question, known)


def test_whoever_answers_three_of_four_has_exactly_75_per_cent():
    questions = [single(str(n), right="a") for n in ("one", "two", "three", "four")]
    reached = score(questions, {"one": ["a"], "two": ["a"], "three": ["a"], "four": ["b"]})
    assert reached.percent == 75
    assert reached.reaches(75)
    assert not reached.reaches(76)


def test_thirds_and_quarters_add_up_without_rounding():
    questions = [
        multiple("thirds", right="abc", letters="abcdef"),
        multiple("two-thirds", right="abc", letters="abcdef"),
        multiple("quarters", right="abcd", letters="abcdef"),
    ]
    chosen = {"thirds": "a", "two-thirds": "ab", "quarters": "abcd"}
    assert score(questions, chosen) == Score(Fraction(2), 3)
    assert score(questions, chosen).percent == Fraction(200, 3)
    assert not score(questions, chosen).reaches(67)
    assert score(questions, chosen | {"thirds": "ab", "two-thirds": "abce"}) == Score(
        Fraction(2, 3) * 2 + 1, 3
    )


def test_a_hair_below_the_pass_mark_is_below_it():
    assert Score(Fraction(3), 4).reaches(75)
    assert not Score(Fraction(3) - Fraction(1, 10**30), 4).reaches(75)


@given(st.lists(SIXTHS, min_size=1, max_size=12), st.integers(1, 100))
@settings(deadline=None)
def test_a_mark_is_reached_when_the_share_of_points_is_at_least_the_mark(earned, mark):
    reached = Score(sum(earned, Fraction(0)), len(earned))
    assert reached.reaches(mark) == (sum(earned) >= Fraction(mark, 100) * len(earned))
    assert 0 <= reached.percent <= 100


@given(st.data())
@settings(deadline=None)
def test_each_question_counts_the_same_and_an_answer_to_no_question_counts_for_nothing(data):
    questions = [
        question.model_copy(update={"id": f"q{number}"})
        for number, question in enumerate(
            data.draw(st.lists(st.sampled_from(SMALL), min_size=1, max_size=5))
        )
    ]
    chosen = {
        question.id: data.draw(st.sampled_from(answers_to(question))) for question in questions
    }
    reached = score(questions, chosen)
    assert reached.out_of == len(questions)
    assert reached.points == sum(points(question, chosen[question.id]) for question in questions)
    assert score(questions, chosen | {"elsewhere": frozenset("a")}) == reached
    assert score(questions[::-1], chosen) == reached
    assert points_by_question(questions, chosen).keys() == chosen.keys()
    assert score(questions, {}) == Score(Fraction(0), len(questions))


def test_a_paper_without_questions_is_not_passed():
    assert score([], {}).percent == 0
    assert not score([], {}).reaches(1)
