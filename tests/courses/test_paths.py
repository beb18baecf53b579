"""Every way through a scenario, whatever its form."""

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from app.courses import paths
from app.courses.document.scenarios import Scenario
from app.scenarios import play
from tests.documents import choice, ending, scenario, scene


def story(*nodes, **more):
    """A scenario of these situations, with one ending unless told otherwise."""
    given = scenario(nodes=list(nodes), **({"endings": [ending("e")]} | more))
    return Scenario.model_validate_json(json.dumps(given))


def test_the_example_has_its_worst_and_its_best_score():
    assert paths.best_and_worst(story(*scenario()["nodes"])) == (1, 9)


def test_a_red_line_gives_no_points_and_its_run_no_score():
    nodes = [scene("a", choice("x", points=9, red_line=True), choice("y", points=2))]

    assert paths.best_and_worst(story(*nodes)) == (2, 2)


def test_points_behind_a_condition_count_only_where_it_can_hold():
    nodes = [
        scene("a", choice("x", next="b", points=3), choice("y", next="b", sets=["rushed"])),
        scene("b", choice("x", points=5, when={"flags": ["rushed"]}), choice("y")),
    ]

    assert paths.best_and_worst(story(*nodes)) == (0, 5)


def test_a_situation_to_which_nothing_leads_is_unreachable():
    nodes = [
        scene("a", choice("x"), choice("y", red_line=True, next="c")),
        scene("b", choice("x", next="c"), choice("y")),
        scene("c", choice("x"), choice("y")),
    ]

    assert paths.unreachable(story(*nodes)) == ["b", "c"]


def test_a_situation_that_may_offer_nothing_but_red_lines_is_a_dead_end():
    nodes = [
        scene("a", choice("x", next="b"), choice("y", next="b", sets=["rushed"])),
        scene("b", choice("x", red_line=True), choice("y", when={"flags": ["rushed"]})),
    ]

    assert paths.explore(story(*nodes)).dead_ends == ["b"]


def test_a_red_line_that_hides_what_was_offered_beside_it_makes_a_dead_end():
    nodes = [
        scene(
            "a",
            choice("x", red_line=True, sets=["rushed"]),
            choice("y", when={"without": ["rushed"]}),
        )
    ]

    assert paths.explore(story(*nodes)).dead_ends == ["a"]


def test_a_loop_may_be_left_and_one_that_cannot_is_named():
    free = [
        scene("a", choice("x", next="b"), choice("y", next="b")),
        scene("b", choice("x", next="a"), choice("y")),
    ]
    caught = [
        scene("a", choice("x", next="b"), choice("y")),
        scene("b", choice("x", next="c"), choice("y", red_line=True)),
        scene("c", choice("x", next="b"), choice("y", next="b")),
    ]

    assert paths.explore(story(*free)).loops == []
    assert paths.explore(story(*caught)).loops == ["b", "c"]


def test_a_loop_whose_way_out_is_closed_for_some_is_named():
    nodes = [
        scene("a", choice("x", next="b", sets=["rushed"]), choice("y", next="b")),
        scene("b", choice("x", next="b"), choice("y", when={"flags": ["rushed"]})),
    ]

    assert paths.explore(story(*nodes)).loops == ["b"]


def test_a_loop_that_counts_without_end_is_given_up():
    counting = {"at_least": {"trust": 10**6}}
    nodes = [scene("a", choice("x", next="a", changes={"trust": 1}), choice("y", when=counting))]

    plays = paths.explore(story(*nodes))

    assert not plays.is_whole
    assert plays.loops == []
    assert plays.impossible_endings == []
    assert all(plays.is_offered(node, one) for node in plays.scenario.nodes for one in node.choices)


def test_a_loop_without_exit_is_found_even_where_it_counts_without_end():
    counting = {"at_least": {"trust": 10**6}}
    nodes = [
        scene("a", choice("x", next="b"), choice("y")),
        scene("b", choice("x", next="b", changes={"trust": 1}), choice("y", next="b")),
    ]

    plays = paths.explore(story(*nodes, endings=[ending("rich", when=counting), ending("e")]))

    assert not plays.is_whole
    assert plays.loops == ["b"]


def test_a_counter_that_nothing_depends_on_makes_no_loop_endless():
    nodes = [scene("a", choice("x", next="a", changes={"trust": 1}), choice("y"))]

    assert paths.explore(story(*nodes)).is_whole


def test_endings_that_no_way_reaches_are_impossible():
    ends = [
        ending("rich", when={"at_least": {"score": 3}}),
        ending("twice", when={"at_least": {"red-lines": 2}}),
        ending("never", when={"at_least": {"red-lines": 3}}),
        ending("always"),
        ending("behind"),
    ]
    nodes = [
        scene("a", choice("x", points=2), choice("y", red_line=True), choice("z", red_line=True))
    ]

    assert paths.explore(story(*nodes, endings=ends)).impossible_endings == [
        *("rich", "never", "behind"),
    ]


def test_a_choice_whose_condition_never_holds_is_never_offered():
    nodes = [
        scene(
            "a",
            choice("x", next="b", sets=["rushed"]),
            choice("y", next="b", sets=["rushed"]),
        ),
        scene("b", choice("x", when={"without": ["rushed"]}), choice("y")),
    ]
    plays = paths.explore(story(*nodes))
    hidden, open_to_all = plays.scenario.nodes[1].choices

    assert not plays.is_offered(plays.scenario.nodes[1], hidden)
    assert plays.is_offered(plays.scenario.nodes[1], open_to_all)


def test_the_graph_is_told_line_by_line():
    assert paths.as_text(story(*scenario()["nodes"], endings=scenario()["endings"])) == [
        "story: 1 to 9 points without a red line",
        "  n1",
        "    a: 3 -> n2 trust +1",
        "    b: 1 -> n2 trust -1 sets rushed",
        "    c: RED LINE trust -3",
        "  n2",
        "    d: 3 -> n3",
        "    e: 2 -> n3 clears rushed if rushed",
        "    f: RED LINE",
        "    g: 0 -> the end",
        "  n3",
        "    h: 3 -> the end",
        "    i: 0 -> the end",
        "  endings, the first that holds:",
        "    e4: red-lines >= 1",
        "    e1: score >= 9, passed",
        "    e2: score >= 6, passed",
        "    e3: always",
    ]


NODES = ["a", "b", "c"]
FLAGS = st.lists(st.just("rushed"), max_size=1)
BOUNDS = st.dictionaries(
    st.sampled_from(["trust", "score", "red-lines"]), st.integers(0, 6), max_size=2
)
WHEN = st.fixed_dictionaries(
    {}, optional={"flags": FLAGS, "without": FLAGS, "at_least": BOUNDS, "at_most": BOUNDS}
)


@st.composite
def stories(draw):
    """A scenario of three situations in which anything may lead anywhere."""

    def one(choice_id):
        return choice(
            choice_id,
            points=draw(st.integers(0, 3)),
            next=draw(st.sampled_from(["", *NODES])),
            red_line=draw(st.booleans()),
            sets=draw(FLAGS),
            clears=draw(FLAGS),
            changes=draw(st.dictionaries(st.just("trust"), st.integers(-1, 1), max_size=1)),
            when=draw(WHEN),
        )

    nodes = [scene(name, *(one(f"{name}{i}") for i in range(3))) for name in NODES]
    ends = [ending("first", when=draw(WHEN)), ending("second", when=draw(WHEN)), ending("last")]
    return story(*nodes, endings=ends)


@given(stories(), st.data())
def test_whatever_is_played_was_foreseen(scenario, data):
    plays = paths.explore(scenario, most=500)
    state = play.start(scenario)
    for _ in range(8):
        if state.node is None:
            break
        offered = play.visible(state.node, state)
        taken = data.draw(st.sampled_from([one.id for one in offered]))
        assert all(plays.is_offered(state.node, one) for one in offered)
        assert state.node.id not in paths.unreachable(scenario)
        state = play.after(scenario, state, taken)
    assume(state.node is None and not plays.dead_ends)

    assert state.ending.id not in plays.impossible_endings
    if plays.is_whole and not state.red_lines:
        assert plays.worst <= state.score <= plays.best
