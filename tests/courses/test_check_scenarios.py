"""What `check` says of scenarios."""

import pytest

from app.courses import check
from tests.documents import choice, ending, lesson, pair, scenario, scene, small_course

END = [ending("e", passed=True)]


def said(**changes):
    """What is to be mended in a course with this scenario: path in it, sentence."""
    story = scenario(
        **({"nodes": [scene("a", choice("x"), choice("y"))], "endings": END} | changes)
    )
    steps = [lesson("first"), story]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    found = check.problems(small_course(modules=modules))
    return [(one.path[4:], one.message % one.values) for one in found]


def test_a_scenario_that_can_be_played_has_nothing_to_mend():
    assert said() == []


def test_everything_in_a_scenario_stands_in_both_languages():
    half = {"kk": "Мәтін", "ru": ""}
    nodes = [scene("a", choice("x", feedback=half), choice("y"), situation=half)]

    assert [path for path, _ in said(nodes=nodes, debrief=[half])] == [
        ("nodes", 0, "situation", "ru"),
        ("nodes", 0, "choices", 0, "feedback", "ru"),
        ("debrief", 0, "ru"),
    ]


@pytest.mark.parametrize("heading", ["## Бір", "Бір\n---"])
def test_prose_of_a_scenario_is_markdown_without_headings(heading):
    prose = {"kk": heading, "ru": heading}
    nodes = [
        scene(
            "a",
            choice("x"),
            choice("y"),
            situation=prose,
            additions=[{"when": {}, "text": prose}],
        )
    ]
    found = said(opening=prose, nodes=nodes, endings=[END[0] | {"text": prose}])

    assert [path for path, _ in found if path[-1] == "kk"] == [
        ("opening", "kk"),
        ("nodes", 0, "situation", "kk"),
        ("nodes", 0, "additions", 0, "text", "kk"),
        ("endings", 0, "text", "kk"),
    ]
    assert {sentence for _, sentence in found} == {
        "A heading stands here: only a text block has headings, take it away"
    }


def test_a_picture_is_there_and_described():
    nodes = [scene("a", choice("x"), choice("y"), picture="gate.png")]

    assert said(nodes=nodes) == [
        (("nodes", 0, "picture_alt", "kk"), "The Kazakh text is missing"),
        (("nodes", 0, "picture_alt", "ru"), "The Russian text is missing"),
        (
            ("nodes", 0, "picture"),
            "There is no picture media/gate.png: add it, or name another",
        ),
    ]


def test_a_choice_cites_sources_of_the_course():
    standards = [{"source": "nowhere", "about": pair("1")}]
    nodes = [scene("a", choice("x", standards=standards), choice("y"))]

    assert [path for path, _ in said(nodes=nodes)] == [
        ("nodes", 0, "choices", 0, "standards", 0, "source")
    ]


def test_ids_are_unique_where_they_are_looked_for():
    nodes = [scene("a", choice("x", next="b"), choice("x")), scene("b", choice("x"), choice("y"))]
    flags = [{"id": "f", "name": pair("ф")}] * 2

    assert [path for path, _ in said(nodes=nodes, flags=flags)] == [
        ("flags", 1, "id"),
        ("nodes", 0, "choices", 1, "id"),
    ]


@pytest.mark.parametrize("name", ["score", "red-lines"])
def test_what_is_always_counted_is_no_counter_of_the_scenario(name):
    (found,) = said(counters=[{"id": name, "name": pair("с")}])

    assert found == (
        ("counters", 0, "id"),
        f"Every scenario counts “{name}” anyway: take this counter away",
    )


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"next": "zz"}, ("next",), "situation"),
        ({"sets": ["zz"]}, ("sets", 0), "flag"),
        ({"clears": ["rushed", "zz"]}, ("clears", 1), "flag"),
        ({"changes": {"zz": 1}}, ("changes", "zz"), "counter"),
        ({"changes": {"score": 1}}, ("changes", "score"), "counter"),
        ({"when": {"flags": ["zz"]}}, ("when", "flags", 0), "flag"),
        ({"when": {"without": ["zz"]}}, ("when", "without", 0), "flag"),
        ({"when": {"at_least": {"zz": 1}}}, ("when", "at_least", "zz"), "counter"),
        ({"when": {"at_most": {"zz": 1}}}, ("when", "at_most", "zz"), "counter"),
    ],
)
def test_choices_name_only_what_is_in_the_scenario(changes, path, what):
    name = "score" if "score" in str(changes) else "zz"
    nodes = [scene("a", choice("x"), choice("y", **changes))]

    assert said(nodes=nodes) == [
        (
            ("nodes", 0, "choices", 1, *path),
            f"There is no {what} “{name}” in this scenario: name one, or add it",
        )
    ]


def test_additions_and_endings_name_only_what_is_in_the_scenario():
    additions = [{"when": {"flags": ["zz"]}, "text": pair("а")}]
    nodes = [scene("a", choice("x"), choice("y"), additions=additions)]
    ends = [ending("rich", when={"at_least": {"zz": 1, "score": 1}}), *END]

    assert [path for path, _ in said(nodes=nodes, endings=ends)] == [
        ("nodes", 0, "additions", 0, "when", "flags", 0),
        ("endings", 0, "when", "at_least", "zz"),
    ]


def test_a_red_line_leads_nowhere_and_gives_nothing():
    nodes = [scene("a", choice("x"), choice("y", red_line=True, next="a", points=1))]

    assert said(nodes=nodes) == [
        (
            ("nodes", 0, "choices", 1, "next"),
            "After a red line the same situation asks once more: take “next” away",
        ),
        (
            ("nodes", 0, "choices", 1, "points"),
            "A red line gives no points: take “points” away",
        ),
    ]


def test_every_run_has_an_ending_and_some_run_is_passed():
    assert said(endings=[ending("e", when={"at_least": {"score": 0}})]) == [
        (
            ("endings", 0),
            "The last ending must always hold: take its “when” away, or add an ending",
        ),
        (("endings",), "Nobody could pass this scenario: give an ending “passed: true”"),
    ]


def test_what_no_way_comes_to_is_named_in_its_place():
    hidden = {"at_least": {"red-lines": 9}}
    nodes = [
        scene("a", choice("x", next="b"), choice("y", next="c")),
        scene("b", choice("x", red_line=True), choice("y", when=hidden)),
        scene("c", choice("x", next="c"), choice("y", next="c")),
        scene("d", choice("x"), choice("y")),
    ]

    assert said(nodes=nodes) == [
        (
            ("nodes", 1),
            "Somebody may find nothing here but red lines: add a choice without “when”",
        ),
        (
            ("nodes", 1, "choices", 1, "when"),
            "No way through the scenario offers this choice: change its “when”",
        ),
        (
            ("nodes", 2),
            "From here the story may go round for ever: let a choice lead to an end",
        ),
        (
            ("nodes", 3),
            "No choice leads to this situation: name it under “next”, or take it away",
        ),
        (
            ("endings", 0),
            "No way through the scenario ends like this: change “when” or the order",
        ),
    ]


def test_too_many_ways_are_said_to_be_too_many():
    endless = choice("x", next="a", points=1)

    (found,) = said(nodes=[scene("a", endless, choice("y"))])

    assert found[1].startswith("There are too many ways to follow them all")


def test_two_scenarios_of_a_course_may_have_situations_of_the_same_id():
    steps = [lesson("first"), scenario("one"), scenario("two")]
    for story in steps[1:]:
        story["nodes"] = [scene("a", choice("x"), choice("y"))]
        story["endings"] = END
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]

    assert check.problems(small_course(modules=modules)) == []
