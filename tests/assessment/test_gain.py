"""What the knowledge checks before and after a course say together."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.assessment.gain import Gain, by_objective, gain

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Check:
    started_at: datetime
    handed_in_at: datetime | None
    score: int | None


BEFORE = Check(MONDAY, MONDAY + HOUR, 40)
AFTER = Check(MONDAY + 9 * HOUR, MONDAY + 10 * HOUR, 85)


def test_the_gain_is_the_difference_in_percentage_points():
    assert gain(BEFORE, AFTER) == Gain(40, 85)
    assert gain(BEFORE, AFTER).difference == 45
    assert Gain(80, 60).difference == -20


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, AFTER),
        (BEFORE, None),
        (Check(MONDAY, None, None), AFTER),
        (Check(MONDAY, AFTER.started_at + HOUR, 40), AFTER),
        (BEFORE, Check(AFTER.started_at, None, None)),
        (Check(MONDAY, MONDAY + HOUR, None), AFTER),
    ],
)
def test_without_a_check_that_was_over_before_the_other_began_there_is_no_gain(before, after):
    assert gain(before, after) is None


def test_each_objective_which_both_ask_about_has_a_gain_of_its_own():
    before = [("law", 1.0), ("law", 0.0), ("trust", 0.0), ("only-before", 1.0)]
    after = [("law", 1.0), ("trust", 1 / 3), ("trust", 1 / 3), ("trust", 1 / 3), ("only-after", 1)]
    assert by_objective(before, after) == {"law": Gain(50, 100), "trust": Gain(0, 33)}
