"""What is wrong with a question is said by rule, and nothing is said too early."""

import pytest

from app.assessment import items
from app.assessment.fairness import Difference
from app.assessment.items import Figures, Finding, Item, PickTally
from app.assessment.statistics import Sums
from app.core.text import Localized
from tests.assessment.questions import KINDS, multiple, of_kind, single


def sums(answered=100, *, facility=0.6, discrimination=0.4, seen=None):
    """Sums of questions that are right or wrong, with a discrimination as near as can be."""
    n = seen or answered
    right = round(facility * n)
    spread = (facility * (1 - facility)) ** 0.5 * 0.2 * discrimination
    return Sums(
        seen=n,
        answered=answered,
        x=right,
        paired=n,
        paired_x=right,
        r=0.5 * n,
        xx=right,
        rr=n * (0.25 + 0.04),
        xr=n * (0.5 * right / n + spread),
    )


def item(question=None, *, picked=None, difference=None, **figures):
    question = question or single()
    counted = {pick: {"kk": PickTally(people)} for pick, people in (picked or {}).items()}
    found = Figures(sums(**figures), 30)
    return Item(
        question=question,
        since=1,
        left_out=0,
        together=found,
        by_language={"kk": found},
        picks=items.picks(question, counted),
        difference=difference,
    )


EVEN = {"a": 60, "b": 20, "c": 10, "d": 10}


def findings(**values):
    return item(**({"picked": EVEN} | values)).findings(None)


def test_a_good_question_is_left_in_peace():
    assert findings() == []


def test_below_thirty_answers_nothing_else_is_said():
    assert findings(answered=29, facility=0.1, discrimination=-0.9) == [Finding.TOO_FEW]
    assert Finding.TOO_FEW not in findings(answered=30)
    assert findings(answered=29, seen=200) == [Finding.TOO_FEW]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"facility": 0.96, "discrimination": 0.1}, [Finding.VERY_EASY]),
        ({"facility": 0.95}, []),
        ({"facility": 0.24}, [Finding.VERY_HARD]),
        ({"facility": 0.25}, []),
        ({"discrimination": 0.14}, [Finding.LOW]),
        ({"discrimination": 0.16}, []),
        ({"discrimination": -0.01}, [Finding.NEGATIVE]),
    ],
)
def test_the_bounds_are_those_the_page_states(figures, expected):
    assert findings(**figures) == expected


def test_what_can_be_guessed_is_hard_sooner():
    question = of_kind("true-false", correct=True)
    picked = {"true": 55, "false": 45}
    assert findings(question=question, facility=0.49, picked=picked) == [Finding.VERY_HARD]
    assert findings(question=question, facility=0.55, picked=picked) == []
    assert items.guessed(single(letters="abc")) == pytest.approx(1 / 3)
    assert items.guessed(multiple()) == 0


def test_a_wrong_option_that_wins_and_one_that_nobody_takes_are_named():
    found = item(picked={"a": 30, "b": 60, "c": 10})
    assert found.findings(None) == [Finding.STRONG_WRONG, Finding.UNUSED]
    assert found.strong_wrong(None) == ["b"]
    assert found.unused(None) == ["d"]


def test_of_several_right_options_the_weakest_is_the_measure():
    found = item(multiple(), picked={"a": 90, "b": 20, "c": 40, "d": 10})
    assert found.strong_wrong(None) == ["c"]


def test_a_large_difference_of_the_languages_comes_first():
    sure = Difference(chi_square=40, odds_ratio=6, delta=-4, error=0.7, levels=8, tested=20)
    unsure = Difference(chi_square=5, odds_ratio=6, delta=-4, error=1.7, levels=8, tested=20)
    assert findings(difference=sure, discrimination=0.1) == [Finding.LANGUAGES, Finding.LOW]
    assert findings(difference=unsure) == []


def test_shares_are_of_those_who_answered():
    found = item(picked=EVEN, answered=100, seen=120)
    shares = [found.share(pick, None) for pick in found.picks]
    assert shares == [0.6, 0.2, 0.1, 0.1]
    assert found.figures("kk").share_answered == pytest.approx(100 / 120)
    assert found.share(found.picks[0], "ru") == 0


def test_who_chose_an_option_is_compared_with_everybody_else():
    question = single()
    figures = Figures(Sums(seen=4, answered=4, paired=4, r=2.0))
    chosen = {"a": {"kk": PickTally(1, 1, 0.9), "ru": PickTally(1, 1, 0.7)}}
    found = Item(question, 1, 0, figures, {}, items.picks(question, chosen))
    assert found.contrast(found.picks[0], None) == pytest.approx(0.8 - 0.2)
    assert found.contrast(found.picks[1], None) is None


@pytest.mark.parametrize("question", KINDS, ids=lambda question: question.kind)
def test_what_can_be_picked_is_listed_in_the_order_of_the_question(question):
    found = items.picks(question, {})
    assert {pick.id for pick in found} == set(question.offered)
    right = {pick.id for pick in found if pick.is_right}
    assert right == (set(question.right_answer) if question.offered else set())


def test_words_that_were_written_are_listed_as_they_are_counted():
    question = of_kind("short-answer")
    found = items.picks(question, {"көп": {"kk": PickTally(5)}, "аз": {"kk": PickTally(2)}})
    assert [pick.id for pick in found] == ["көп", "аз"]


def test_only_what_is_asked_makes_it_another_question():
    question = single()
    told = question.model_copy(
        update={"explanation": Localized("жаңа", "новое"), "difficulty": "hard"}
    )
    other_words = question.model_copy(update={"prompt": Localized("жаңа", "новый")})
    assert items.asked(told) == items.asked(question)
    assert items.asked(other_words) != items.asked(question)
    assert items.asked(single(right="b")) != items.asked(question)
