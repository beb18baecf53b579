from fractions import Fraction
from itertools import chain, combinations, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.responses import ImpossibleAnswer, as_kept
from app.assessment.scoring import (
    Score,
    crossed,
    exact,
    number,
    points,
    points_by_question,
    rubric_points,
    score,
)
from app.courses.wording import folded
from tests.assessment.questions import KINDS, multiple, of_kind, parsed, single
from tests.documents import every_kind, placed

WIDTHS = ["ab", "abc", "abcd", "abcde"]
SIXTHS = st.fractions(min_value=0, max_value=1, max_denominator=6)
by_kind = pytest.mark.parametrize("question", KINDS, ids=lambda question: question.kind)


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


def placings(question):
    """Every way to place some or all things of a question, wrong ways included."""
    things = sorted({value.partition("=")[0] for value in question.offered})
    places = sorted({value.partition("=")[2] for value in question.offered})
    for chosen in product([None, *places], repeat=len(things)):
        pairs = zip(things, chosen, strict=True)
        yield [f"{thing}={place}" for thing, place in pairs if place is not None]


def in_order(letters):
    """The answer that puts these items of the sample in this order."""
    places = [f"{letter}={place}" for place, letter in enumerate(letters, start=1)]
    return placed(of_kind("ordering"), *places)


@by_kind
def test_the_right_answer_to_every_kind_earns_the_whole_point(question):
    expected = 0 if question.kind == "open" else 1
    assert points(question, question.right_answer) == expected


@by_kind
def test_whoever_leaves_any_kind_empty_earns_nothing(question):
    assert points(question, []) == 0


@by_kind
@given(data=st.data())
def test_no_answer_to_any_kind_earns_less_than_nothing_or_more_than_a_point(question, data):
    words = st.text(max_size=210) | st.sampled_from(sorted(question.offered) or ["2,5"])
    try:
        answer = as_kept(question, data.draw(st.lists(words, max_size=5)))
    except ImpossibleAnswer:
        return
    earned = points(question, answer)
    if question.kind == "open":
        assert earned is (None if answer else Fraction(0)) or earned == 0
    else:
        assert 0 <= earned <= 1


@by_kind
def test_points_outlive_being_stored_as_a_rounded_number(question):
    if question.kind in {"matching", "ordering", "sorting"}:
        for answer in placings(question):
            earned = points(question, answer)
            assert exact(float(earned)) == earned
    assert exact(None) is None


def test_every_answer_to_every_small_question_earns_between_nothing_and_a_point():
    for question in SMALL:
        for chosen in answers_to(question):
            assert 0 <= points(question, chosen) <= 1


def test_only_the_right_answer_earns_the_whole_point():
    for question in SMALL:
        whole = [chosen for chosen in answers_to(question) if points(question, chosen) == 1]
        assert whole == [question.correct_ids]


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
def test_what_is_no_option_of_the_question_and_what_is_sent_twice_never_help(question, chosen):
    known = {option.id for option in question.options} & set(chosen)
    assert points(question, chosen) <= points(question, known)


@pytest.mark.parametrize("correct", [True, False])
def test_a_statement_is_true_or_it_is_not(correct):
    question = of_kind("true-false", correct=correct)
    assert points(question, ["true"]) == correct
    assert points(question, ["false"]) == (not correct)


@pytest.mark.parametrize("kind", ["matching", "sorting"])
def test_each_thing_in_its_place_earns_its_share_and_no_other_way_earns_it(kind):
    question = of_kind(kind)
    right = set(question.right_answer)
    for answer in placings(question):
        assert points(question, answer) == Fraction(len(right.intersection(answer)), len(right))


def test_a_distractor_belongs_to_nothing():
    question = of_kind("matching")
    assert points(question, placed(question, "a=d", "b=d", "c=d")) == 0


@pytest.mark.parametrize(
    ("letters", "earned"),
    [
        ("abcd", Fraction(1)),
        ("abdc", Fraction(2, 3)),
        ("bcda", Fraction(0)),
        ("acbd", Fraction(2, 3)),
        ("badc", Fraction(1, 3)),
        ("cdab", Fraction(0)),
        ("dcba", Fraction(0)),
        ("abc", Fraction(1, 2)),
        ("ab", Fraction(1, 6)),
        ("a", Fraction(0)),
    ],
)
def test_an_order_earns_its_right_pairs_less_its_wrong_pairs(letters, earned):
    assert points(of_kind("ordering"), in_order(letters)) == earned


def test_of_an_order_and_its_reverse_only_one_can_earn_anything():
    question = of_kind("ordering")
    for letters in permutations("abcd"):
        forth, back = in_order(letters), in_order(letters[::-1])
        assert not (points(question, forth) and points(question, back))


def test_only_the_right_order_earns_the_whole_point():
    question = of_kind("ordering")
    whole = [answer for answer in placings(question) if points(question, answer) == 1]
    assert whole == [question.right_answer]


def test_putting_everything_in_one_place_is_no_order():
    question = of_kind("ordering")
    assert points(question, placed(question, *(f"{letter}=1" for letter in "abcd"))) == 0


@pytest.mark.parametrize("written", ["баянат", "  БАЯНАТ ", "Рапорт", "рапорт\n", "рапо\u0440т"])
def test_an_accepted_word_is_right_in_either_language_and_however_it_is_written(written):
    assert points(of_kind("short-answer"), [written]) == 1


@pytest.mark.parametrize("written", ["баянаты", "ба янат", "рaпорт", "", "баянат, рапорт"])
def test_another_word_is_wrong(written):
    assert points(of_kind("short-answer"), [written]) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка", "елка"),
        ("  екі\u00a0 сөз ", "екі сөз"),
        ("ӘҒҚҢӨҰҮҺІ", "әғқңөұүһі"),
        ("№ 10", "№\t10"),
        ("й", "и\u0306"),
    ],
)
def test_what_makes_no_difference_is_folded_away(one, other):
    assert folded(one) == folded(other)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)
    assert folded(f"  {text}\n") == folded(text)


def test_letters_of_the_kazakh_alphabet_are_not_mixed_up():
    assert folded("ұн") != folded("үн")
    assert folded("қала") != folded("кала")


@pytest.mark.parametrize(
    ("written", "earned"),
    [
        ("2,5", 1),
        ("2.5", 1),
        (" 2,50 ", 1),
        ("2,4", 1),
        ("2,6", 1),
        ("2,39999", 0),
        ("2,61", 0),
        ("-2,5", 0),
        ("\u22122,5", 0),
        ("екі жарым", 0),
        ("2,5 сағат", 0),
        ("NaN", 0),
        ("Infinity", 0),
        ("1e999999999", 0),
        ("1e-999999999", 0),
        ("9" * 200, 0),
    ],
)
def test_a_number_is_right_within_the_tolerance_on_either_side(written, earned):
    assert points(of_kind("number"), [written]) == earned


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3500", "3500"),
        ("3 500", "3500"),
        ("3\u00a0500,25", "3500.25"),
        ("\u22125", "-5"),
        ("\u20135", "-5"),
        ("+5", "5"),
        ("1,5,5", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_people_write_them(written, read):
    found = number(written)
    assert (None if found is None else str(found)) == read


@given(st.text(max_size=200))
def test_whatever_is_written_for_a_number_can_be_handed_in(text):
    assert points(of_kind("number"), [text]) in (0, 1)


@given(st.decimals(-1000, 1000, places=3), st.decimals(0, 10, places=2))
def test_the_right_number_and_the_edges_of_the_tolerance_are_right(answer, tolerance):
    question = of_kind("number", answer=float(answer), tolerance=float(tolerance))
    for written in (answer, answer - tolerance, answer + tolerance):
        assert points(question, [str(written).replace(".", ",")]) == 1
    assert points(question, [str(answer + tolerance + 1)]) == 0


def test_an_open_answer_waits_for_a_trainer_and_an_empty_one_does_not():
    question = of_kind("open")
    assert points(question, ["Көргенімді жаздым."]) is None
    assert points(question, []) == 0


@pytest.mark.parametrize(
    ("given_by_hand", "earned"),
    [
        ({"fact": 3, "law": 2}, 1),
        ({"fact": 3}, Fraction(3, 5)),
        ({"fact": 30, "law": -4}, Fraction(3, 5)),
        ({"elsewhere": 5}, 0),
        ({}, 0),
    ],
)
def test_a_rubric_gives_its_share_and_never_more_than_a_criterion_has(given_by_hand, earned):
    assert rubric_points(of_kind("open"), given_by_hand) == earned


def of(questions, chosen):
    return score(points_by_question(questions, chosen))


def test_whoever_answers_three_of_four_has_exactly_75_per_cent():
    questions = [single(str(n), right="a") for n in ("one", "two", "three", "four")]
    reached = of(questions, {"one": ["a"], "two": ["a"], "three": ["a"], "four": ["b"]})
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
    assert of(questions, chosen) == Score(Fraction(2), 3)
    assert of(questions, chosen).percent == Fraction(200, 3)
    assert not of(questions, chosen).reaches(67)
    assert of(questions, chosen | {"thirds": "ab", "two-thirds": "abce"}) == Score(
        Fraction(2, 3) * 2 + 1, 3
    )


def test_a_hair_below_the_pass_mark_is_below_it():
    assert Score(Fraction(3), 4).reaches(75)
    assert not Score(Fraction(3) - Fraction(1, 10**30), 4).reaches(75)


@given(st.lists(SIXTHS, min_size=1, max_size=12), st.integers(1, 100))
def test_a_mark_is_reached_when_the_share_of_points_is_at_least_the_mark(earned, mark):
    reached = score(dict(enumerate(map(Fraction, earned))))
    assert reached.reaches(mark) == (sum(earned) >= Fraction(mark, 100) * len(earned))
    assert 0 <= reached.percent <= 100


@given(st.data())
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
    reached = of(questions, chosen)
    assert reached.out_of == len(questions)
    assert reached.points == sum(points(question, chosen[question.id]) for question in questions)
    assert of(questions, chosen | {"elsewhere": frozenset("a")}) == reached
    assert of(questions[::-1], chosen) == reached
    assert of(questions, {}) == Score(Fraction(0), len(questions))


def test_a_paper_without_questions_is_not_passed():
    assert score({}).percent == 0
    assert not score({}).reaches(1)


def test_a_paper_has_no_score_before_its_open_answers_are_marked():
    chosen = {question.id: question.right_answer for question in KINDS} | {"k-open": ["Жауап."]}
    assert of(KINDS, chosen) is None
    by_hand = {"k-open": Fraction(3, 5)}
    assert score(points_by_question(KINDS, chosen) | by_hand) == Score(8 + Fraction(3, 5), 9)


def test_a_bright_line_is_crossed_by_anything_but_the_whole_answer():
    questions = [parsed(data | {"must_pass": True}) for data in every_kind()]
    right = {question.id: question.right_answer for question in questions} | {"k-open": ["Жауап."]}
    assert crossed(questions, points_by_question(questions, right)) == []
    partly = right | {"k-multiple": ["a"], "k-ordering": in_order("abdc")}
    assert crossed(questions, points_by_question(questions, partly)) == ["k-multiple", "k-ordering"]
    nothing = points_by_question(questions, {})
    assert crossed(questions, nothing) == [question.id for question in questions]
    assert crossed(KINDS, points_by_question(KINDS, {})) == []
