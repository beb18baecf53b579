"""What `check` says of quizzes: their rules, their draws, and two that are compared."""

import pytest

from app.courses import check
from tests.documents import every_kind, lesson, pair, quiz, single, small_course

UNMARKED = {"pass_mark": 0, "attempts": 0}


def said(*quizzes, bank=(), **more):
    """What is to be mended in a course with a lesson and these quizzes."""
    steps = [lesson("first"), *quizzes]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    found = check.problems(small_course(modules=modules, bank=list(bank), **more))
    return [(one.path[3:], one.message % one.values) for one in found]


def drawn(*draws, **changes):
    return quiz("q") | {"questions": [], "draws": list(draws)} | changes


def before(asked, **changes):
    rules = {"purpose": "before", "explanations": "never"}
    return quiz("before", asked) | UNMARKED | rules | changes


def after(asked, **changes):
    return quiz("after", asked) | UNMARKED | {"purpose": "after"} | changes


def tagged(name, *tags, **more):
    return single(name) | {"tags": list(tags)} | more


def test_a_quiz_asks_something():
    assert said(quiz("q") | {"questions": []}) == [
        ((1,), "This quiz asks nothing: write questions, or draw some from the bank")
    ]


@pytest.mark.parametrize("purpose", ["module", "final"])
def test_a_quiz_that_must_be_passed_says_how(purpose):
    assert said(quiz("q") | UNMARKED | {"purpose": purpose}) == [
        ((1, key), f"A quiz that must be passed needs “{key}”: write at least 1")
        for key in ("pass_mark", "attempts")
    ]


@pytest.mark.parametrize("purpose", ["before", "after", "practice"])
def test_what_only_measures_has_no_pass_mark(purpose):
    assert said(quiz("q") | {"purpose": purpose}) == [
        (
            (1, "pass_mark"),
            f"A quiz of the purpose “{purpose}” is not marked: take “pass_mark” away",
        )
    ]
    assert said(quiz("q") | UNMARKED | {"purpose": purpose}) == []


def test_the_bank_has_enough_for_every_draw():
    bank = [tagged("a", "x"), tagged("b", "x"), tagged("c", "y")]

    assert said(drawn({"count": 2, "tags": ["x"]}, {"count": 1, "tags": ["y"]}), bank=bank) == []
    assert said(drawn({"count": 3, "tags": ["x"]}), bank=bank) == [
        (
            (1, "draws", 0, "count"),
            (
                "3 questions are to be drawn, but the bank is sure to have only 2 for it:"
                " add questions, or draw fewer"
            ),
        )
    ]


def test_an_earlier_draw_may_take_what_a_later_one_needs():
    bank = [tagged("a", "x"), tagged("b", "x", "y"), tagged("c", "y")]

    assert said(drawn({"count": 1, "tags": ["y"]}, {"count": 1, "tags": ["x"]}), bank=bank) == []
    assert [
        path
        for path, _ in said(
            drawn({"count": 1, "tags": ["y"]}, {"count": 2, "tags": ["x"]}), bank=bank
        )
    ] == [(1, "draws", 1, "count")]


def test_an_easy_and_a_hard_draw_do_not_stand_in_each_others_way():
    bank = [tagged("a", difficulty="easy"), tagged("b", difficulty="hard")]
    draws = [{"count": 1, "difficulty": ["easy"]}, {"count": 1, "difficulty": ["hard"]}]

    assert said(drawn(*draws), bank=bank) == []


def test_a_draw_names_objectives_that_are_there():
    found = said(drawn({"count": 1, "objectives": ["o-one", "o-two"]}), bank=[single("a")])

    assert [path for path, _ in found] == [(1, "draws", 0, "objectives", 1)]


def test_no_open_answer_is_drawn_where_nobody_marks():
    (open_answer,) = (one for one in every_kind() if one["kind"] == "open")
    bank = [single("a"), open_answer]

    assert said(drawn({"count": 1}), bank=bank) == []
    assert said(drawn({"count": 1}, **UNMARKED, purpose="practice"), bank=bank) == [
        (
            (1, "draws", 0),
            (
                "The open answer “k-open” may be drawn, and here nobody would mark it: draw by"
                " tags that it does not have"
            ),
        )
    ]


@pytest.mark.parametrize("purpose", ["before", "after", "final"])
def test_a_course_has_one_quiz_of_such_a_purpose(purpose):
    rules = {"purpose": purpose} | ({} if purpose == "final" else UNMARKED)
    two = [quiz(name, [single(f"{name}-a")]) | rules for name in ("one", "two")]

    assert said(*two) == [
        ((2, "purpose"), f"There is another quiz of the purpose “{purpose}”: keep one of them")
    ]


def test_one_check_alone_is_not_compared():
    assert said(before([single("a")], explanations="handed-in")) == []
    assert said(after([single("a")])) == []


def test_the_check_before_gives_no_answers_away_if_there_is_one_after():
    found = said(before([single("a")], explanations="passed"), after([single("b")]))

    assert found == [
        (
            (1, "explanations"),
            (
                "The check before the course must not give the answers away:"
                " write “explanations: never”"
            ),
        )
    ]


def test_both_checks_ask_equally_often_about_each_objective():
    (found,) = said(before([single("a"), single("b")]), after([single("c")]))

    assert found == (
        (2,),
        (
            "About the objective “o-one” 2 questions are asked before the course and 1 after it:"
            " ask equally many, or nothing can be compared"
        ),
    )


def test_both_checks_may_draw_from_parts_of_the_bank_that_share_nothing():
    bank = [tagged("a", "x"), tagged("b", "y"), tagged("c", "x", "y")]
    one = {"count": 1, "objectives": ["o-one"]}
    first, second = one | {"tags": ["x"]}, one | {"tags": ["y"]}
    checks = [
        before([], questions=[], draws=[first]),
        after([], questions=[], draws=[second]),
    ]

    assert said(*checks, bank=bank[:2]) == []
    assert said(*checks, bank=bank) == [
        (
            (2,),
            (
                "“c” may be asked both before and after the course: ask other questions about the"
                " same objective"
            ),
        )
    ]


def test_a_draw_about_anything_cannot_be_compared():
    bank = [tagged("a", "x"), tagged("b", "y")]
    checks = [
        before([], questions=[], draws=[{"count": 1, "tags": ["x"]}]),
        after([], questions=[], draws=[{"count": 1, "tags": ["y"], "objectives": ["o-one"]}]),
    ]

    assert [path for path, _ in said(*checks, bank=bank)] == [(1, "draws", 0, "objectives")]
