from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.courses.conditions import holds
from app.courses.document.scenarios import Condition
from app.courses.paths import best_and_worst
from app.scenarios import play
from tests.documents import choice, ending, scene
from tests.scenarios.stories import by_chance, stories, story

PATIENCE = 60
"""More decisions than that are a loop."""


def ids(decisions):
    return [one.id for one in decisions]


def offered(scenario, *choices):
    now = play.state(scenario, choices)
    return ids(play.visible(now.node, now))


def test_a_run_begins_in_the_first_situation_with_the_counters_as_they_are_written():
    now = play.state(story(), [])
    assert (now.node.id, now.ending, now.path) == ("n1", None, ())
    assert now.counters == {"trust": 5, "score": 0, "red-lines": 0}
    assert (now.situation, now.is_over, now.is_stopped, now.passed) == (1, False, False, False)


def test_a_decision_gives_its_points_changes_the_counters_and_leads_on():
    now = play.state(story(), ["a"])
    assert now.node.id == "n2"
    assert now.counters == {"trust": 6, "score": 3, "red-lines": 0}
    assert now.situation == 2


def test_what_was_set_opens_another_choice_and_another_paragraph_until_it_is_cleared():
    scenario = story()
    assert offered(scenario, "a") == ["d", "f", "g"]
    assert offered(scenario, "b") == ["d", "e", "f", "g"]
    n2 = scenario.nodes_by_id["n2"]
    assert play.additions(n2, play.state(scenario, ["a"])) == []
    assert play.additions(n2, play.state(scenario, ["b"])) == n2.additions
    assert play.state(scenario, ["b", "d"]).flags == {"rushed"}
    assert play.state(scenario, ["b", "e"]).flags == set()


@pytest.mark.parametrize("foreign", ["e", "z", ""])
def test_a_choice_that_is_not_offered_is_refused(foreign):
    with pytest.raises(play.NotOffered):
        play.state(story(), ["a", foreign])


def test_nothing_can_be_decided_after_the_end():
    with pytest.raises(play.NotOffered):
        play.state(story(), ["a", "g", "h"])


def test_a_red_line_stops_the_story_and_the_same_situation_asks_again_without_it():
    now = play.state(story(), ["c"])
    assert now.is_stopped
    assert now.node.id == "n1"
    assert now.situation == 1
    assert now.closed == {"c"}
    assert now.counters == {"trust": 2, "score": 0, "red-lines": 1}
    assert offered(story(), "c") == ["a", "b"]
    with pytest.raises(play.NotOffered):
        play.state(story(), ["c", "c"])
    assert not play.state(story(), ["c", "a"]).is_stopped


def test_after_one_red_line_the_story_goes_on_and_is_not_passed():
    end = play.state(story(), ["c", "a", "d", "h"])
    assert (end.score, end.red_lines, end.ending.id, end.passed) == (9, 1, "e4", False)


def test_the_second_red_line_ends_the_run_wherever_it_is():
    end = play.state(story(), ["c", "a", "f"])
    assert (end.node, end.ending.id, end.red_lines, end.is_stopped) == (None, "e4", 2, True)


def test_a_red_line_forbids_passing_whatever_the_ending_says():
    end = play.state(story(endings=[ending("good", passed=True)]), ["c", "a", "d", "h"])
    assert end.ending.passed
    assert not end.passed


@pytest.mark.parametrize(
    ("choices", "ending_id", "passed"),
    [
        ("adh", "e1", True),
        ("adi", "e2", True),
        ("beh", "e2", True),
        ("bei", "e3", False),
        ("ag", "e3", False),
        ("cadi", "e4", False),
    ],
)
def test_the_first_ending_that_holds_is_the_one(choices, ending_id, passed):
    end = play.state(story(), choices)
    assert (end.ending.id, end.passed) == (ending_id, passed)


def test_where_no_ending_holds_the_last_one_is_taken():
    never = {"at_least": {"score": 100}}
    scenario = story(endings=[ending("e1", when=never), ending("e2", when=never)])
    assert play.state(scenario, "ag").ending.id == "e2"


def test_a_situation_that_offers_nothing_ends_the_story():
    never = {"at_least": {"score": 100}}
    closed = scene("n2", choice("a", when=never), choice("b", when=never))
    nodes = [scene("n1", choice("a", next="n2"), choice("b", red_line=True)), closed]
    end = play.state(story(nodes=nodes), ["a"])
    assert end.is_over
    assert play.state(story(nodes=[closed]), []).is_over


def test_where_only_red_lines_are_left_the_story_ends():
    never = {"at_least": {"score": 100}}
    nodes = [scene("n1", choice("a", when=never), choice("b", red_line=True))]
    end = play.state(story(nodes=nodes), ["b"])
    assert (end.is_over, end.red_lines) == (True, 1)


def test_the_order_of_choices_is_the_same_in_one_run_and_differs_between_runs():
    node = story().nodes_by_id["n2"]
    orders = {tuple(ids(play.shuffled(node, seed=seed))) for seed in range(50)}
    assert len(orders) > 10
    assert all(sorted(order) == ["d", "e", "f", "g"] for order in orders)
    assert play.shuffled(node, seed=7) == play.shuffled(node, seed=7)


def test_a_return_to_a_situation_shows_the_same_order():
    node = story().nodes_by_id["n2"]
    order = ids(play.shuffled(node, seed=7))
    expected = Random("7-n2").sample([one.id for one in node.choices], 4)
    assert order == expected


def test_looking_back_shows_each_decision_and_the_others_once():
    told = play.review(play.state(story(), "cadi"))
    assert [(one.step.node.id, one.step.choice.id, ids(one.others)) for one in told] == [
        ("n1", "c", []),
        ("n1", "a", ["b"]),
        ("n2", "d", ["f", "g"]),
        ("n3", "i", ["h"]),
    ]


def test_looking_back_upon_a_run_that_a_red_line_ended_shows_what_else_there_was():
    *_, last = play.review(play.state(story(), "caf"))
    assert (last.step.choice.id, ids(last.others)) == ("f", ["d", "g"])


def test_looking_back_upon_nothing_shows_nothing():
    assert play.review(play.start(story())) == []


def test_the_best_path_passes_with_the_most_points():
    assert play.best_path(story()) == ("a", "d", "h")
    assert play.best_path(story(endings=[ending("bad")])) is None


def test_there_is_a_way_to_each_ending_and_none_to_an_impossible_one():
    scenario = story()
    for wanted in scenario.endings:
        way = play.path_to(scenario, lambda end, wanted=wanted: end.ending is wanted)
        assert play.state(scenario, way).ending is wanted
    assert play.path_to(scenario, lambda end: end.score > 9) is None


def test_a_search_gets_out_of_a_loop():
    nodes = [
        scene("n1", choice("a", points=1, next="n2"), choice("b")),
        scene("n2", choice("a", points=1, next="n1"), choice("b")),
    ]
    scenario = story(nodes=nodes, endings=[ending("e1", passed=True)])
    assert play.best_path(scenario)
    assert play.path_to(scenario, lambda end: end.score > 1000) is None


def test_conditions_ask_for_everything_at_once():
    always = Condition()
    assert holds(always, (), {"score": 0})
    asking = Condition(flags=["f"], without=["g"], at_least={"score": 2}, at_most={"trust": 3})
    enough = {"score": 2, "trust": 3}
    assert holds(asking, {"f"}, enough)
    assert not holds(asking, set(), enough)
    assert not holds(asking, {"f", "g"}, enough)
    assert not holds(asking, {"f"}, enough | {"score": 1})
    assert not holds(asking, {"f"}, enough | {"trust": 4})


seeds = st.integers(0, 2**32)


@settings(max_examples=150)
@given(scenario=stories(), seed=seeds)
def test_any_run_is_over_or_before_a_situation_that_offers_something(scenario, seed):
    for now in islice(by_chance(scenario, Random(seed)), PATIENCE):
        assert now.is_over == (now.ending is not None)
        assert now.red_lines <= 2
        assert now.red_lines == sum(step.choice.red_line for step in now.path)
        if now.node:
            assert play.visible(now.node, now)
            assert now.red_lines < 2
            assert {one.id for one in play.visible(now.node, now)}.isdisjoint(now.closed)


@settings(max_examples=150)
@given(scenario=stories(may_loop=False), seed=seeds)
def test_without_loops_every_run_ends_within_the_best_and_the_worst_score(scenario, seed):
    *_, end = islice(by_chance(scenario, Random(seed)), PATIENCE)
    assert end.is_over
    assert len(end.path) <= len(scenario.nodes) + 2
    was_decided = bool(end.path) and end.path[-1].choice.next == ""
    if was_decided and not end.red_lines:
        worst, best = best_and_worst(scenario)
        assert worst <= end.score <= best


@settings(max_examples=150)
@given(scenario=stories(), seed=seeds)
def test_a_replay_gives_the_same_at_every_move(scenario, seed):
    for now in islice(by_chance(scenario, Random(seed)), PATIENCE):
        assert play.state(scenario, ids(step.choice for step in now.path)) == now


@settings(max_examples=150)
@given(scenario=stories(), seed=seeds)
def test_the_language_plays_no_part(scenario, seed):
    bare = scenario.model_copy(
        update={
            "nodes": [
                node.model_copy(update={"title": scenario.title, "situation": scenario.role})
                for node in scenario.nodes
            ]
        }
    )
    *_, end = islice(by_chance(scenario, Random(seed)), PATIENCE)
    again = play.state(bare, ids(step.choice for step in end.path))
    assert (again.counters, again.ending, again.flags) == (end.counters, end.ending, end.flags)


@settings(max_examples=150)
@given(scenario=stories(), seed=seeds)
def test_looking_back_tells_every_decision_and_no_offer_twice_in_a_visit(scenario, seed):
    *_, end = islice(by_chance(scenario, Random(seed)), PATIENCE)
    told = play.review(end)
    assert [one.step for one in told] == list(end.path)
    for one in told:
        assert one.step.choice not in one.others
        assert set(ids(one.others)) <= set(ids(one.step.offered))


@settings(max_examples=150)
@given(scenario=stories(may_loop=False))
def test_the_best_path_is_passed(scenario):
    best = play.best_path(scenario)
    assert best is None or play.state(scenario, best).passed
