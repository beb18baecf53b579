"""Every scenario of `courses/` can be played to each of its ends."""

from functools import cache
from pathlib import Path
from random import Random

from app.courses import loader
from app.scenarios import play
from tests.scenarios.stories import by_chance

MANY = 5000
COURSES = Path(__file__).resolve().parents[2] / "courses"


@cache
def written():
    """All scenarios by id; that their courses are in order is tested elsewhere."""
    documents = [found.document for found in loader.check(COURSES) if found.document]
    return {scenario.id: scenario for one in documents for scenario in one.scenarios()}


def pytest_generate_tests(metafunc):
    if "scenario_id" in metafunc.fixturenames:
        metafunc.parametrize("scenario_id", sorted(written()))


def test_there_are_scenarios():
    assert written()


def test_it_can_be_passed(scenario_id):
    scenario = written()[scenario_id]
    end = play.state(scenario, play.best_path(scenario))
    assert end.passed


def test_it_can_be_played_to_each_of_its_endings(scenario_id):
    scenario = written()[scenario_id]
    for ending in scenario.endings:
        way = play.path_to(scenario, lambda end, ending=ending: end.ending is ending)
        assert way, ending.id
        assert play.state(scenario, way).ending is ending


def test_each_paragraph_that_remembers_is_seen_by_somebody(scenario_id):
    scenario = written()[scenario_id]
    unseen = {(node.id, addition.text.ru) for node in scenario.nodes for addition in node.additions}
    source = Random(scenario_id)
    for _ in range(MANY):
        for now in by_chance(scenario, source):
            if now.node:
                unseen -= {(now.node.id, one.text.ru) for one in play.additions(now.node, now)}
        if not unseen:
            break
    assert unseen == set()
