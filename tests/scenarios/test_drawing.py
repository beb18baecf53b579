"""A trainer sees every situation, choice and ending of a scenario, none upon another."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.document.scenarios import Scenario
from app.scenarios import drawing
from tests import documents


def story(**changes):
    return Scenario.model_validate_json(json.dumps(documents.scenario(**changes)))


@st.composite
def stories(draw):
    """Scenarios of any shape: every choice leads to any situation, or ends the story."""
    ids = [f"n{number}" for number in range(draw(st.integers(1, 8)))]
    nodes = []
    for node_id in ids:
        choices = [
            documents.choice(letter, next=draw(st.sampled_from([*ids, ""])))
            for letter in "abcde"[: draw(st.integers(2, 5))]
        ]
        nodes.append(documents.scene(node_id, *choices))
    return story(nodes=nodes)


def overlap(one, other, height):
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and abs(one.top - other.top) < height
    )


@given(stories())
def test_everything_is_drawn_once_and_nothing_covers_anything(scenario):
    drawn = drawing.drawing(scenario)
    assert {box.id for box in drawn.nodes} == set(scenario.nodes_by_id)
    assert len(drawn.nodes) == len(scenario.nodes)
    assert len(drawn.chips) == sum(len(node.choices) for node in scenario.nodes)
    assert len(drawn.endings) == len(scenario.endings)
    boxes = [*drawn.nodes, drawn.end, *drawn.endings]
    for index, one in enumerate(boxes):
        assert not any(overlap(one, other, drawing.BOX_HEIGHT) for other in boxes[index + 1 :])
        assert one.left >= 0
        assert one.left + one.width <= drawing.WIDTH
        assert one.bottom <= drawn.height


def test_a_choice_leads_down_to_the_situation_that_follows():
    drawn = drawing.drawing(story())
    tops = {box.id: box.top for box in drawn.nodes}
    assert tops["n1"] < tops["n2"] < tops["n3"] < drawn.end.top


def test_a_red_line_leads_nowhere():
    drawn = drawing.drawing(story())
    onward = [line for line in drawn.lines if (line.node_id, line.choice_id) == ("n1", "c")]
    assert len(onward) == 1, "only the line down to the choice itself"
    assert next(chip for chip in drawn.chips if chip.choice_id == "c").is_red_line


def test_a_way_back_is_drawn_along_the_side():
    nodes = [
        documents.scene("n1", documents.choice("a", next="n2"), documents.choice("b")),
        documents.scene("n2", documents.choice("c", next="n1"), documents.choice("d")),
    ]
    drawn = drawing.drawing(story(nodes=nodes))
    assert any(line.choice_id == "c" and "H" in line.path for line in drawn.lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("Дабыл", ("Дабыл",)), ("Алғашқы сөз айтылды", ("Алғашқы", "сөз…"))],
)
def test_a_long_title_is_shortened(text, lines):
    assert drawing.shortened(text, 8) == lines


def test_lines_grow_thicker_with_the_share():
    assert drawing.levels([0, 0.05, 0.2, 0.5, 1.0]) == [0, 1, 2, 3, 4]
