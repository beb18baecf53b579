import pytest

from app.courses.conditions import holds
from app.courses.document.scenarios import ALWAYS, Condition

COUNTERS = {"trust": 3, "score": 7, "red-lines": 0}


def test_without_anything_asked_for_a_condition_always_holds():
    assert holds(ALWAYS, set(), COUNTERS)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"flags": ["seen"]}, True),
        ({"flags": ["seen", "told"]}, False),
        ({"without": ["told"]}, True),
        ({"without": ["told", "seen"]}, False),
        ({"at_least": {"trust": 3}}, True),
        ({"at_least": {"trust": 3, "score": 8}}, False),
        ({"at_most": {"score": 7, "red-lines": 0}}, True),
        ({"at_most": {"trust": 2}}, False),
        ({"flags": ["seen"], "at_least": {"trust": 4}}, False),
    ],
)
def test_everything_that_is_asked_for_must_hold(asked, answer):
    assert holds(Condition(**asked), {"seen"}, COUNTERS) is answer
