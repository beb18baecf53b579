"""What a trainer asks of the runs of a scenario, and the answer as rows of a table."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.core.db import session
from app.core.text import LANGUAGES, Localized
from app.courses import queries as courses
from app.courses.document.scenarios import Decision, Scenario, Scene
from app.courses.models import Course, Edition
from app.scenarios.tallies import Branch, Tally


@dataclass(frozen=True, slots=True)
class Row:
    """A choice with what came of it."""

    number: int
    node: Scene
    place: int
    choice: Decision
    branch: Branch
    seconds: float | None
    is_first: bool
    leads_to: int | None
    """The number of the next situation; None at the end and after a red line."""


def rows(scenario: Scenario, tally: Tally) -> list[Row]:
    """Every choice of the scenario in the order of writing."""
    numbers = {node.id: number for number, node in enumerate(scenario.nodes, start=1)}
    return [
        Row(
            number=numbers[node.id],
            node=node,
            place=place,
            choice=choice,
            branch=tally.branch(node.id, choice.id),
            seconds=tally.seconds.get(node.id),
            is_first=place == 1,
            leads_to=numbers.get(choice.next),
        )
        for node in scenario.nodes
        for place, choice in enumerate(node.choices, start=1)
    ]


def comparable_editions(course: Course, scenario: Scenario) -> list[int]:
    """The editions in which the story goes the same ways, whatever its words."""
    ids = session.scalars(
        select(Edition.id).where(Edition.course_id == course.id).order_by(Edition.id)
    )
    wanted = shape(scenario)
    return [
        edition_id
        for edition_id in ids
        if (found := courses.document(edition_id).steps_by_id.get(scenario.id))
        and isinstance(found, Scenario)
        and shape(found) == wanted
    ]


def shape(scenario: Scenario) -> Any:
    """The scenario without its words."""
    return _without_words(scenario.model_dump(mode="python"))


def _without_words(value: Any) -> Any:
    match value:
        case dict() if set(value) == set(LANGUAGES):
            return None
        case dict():
            return {key: _without_words(item) for key, item in value.items()}
        case list():
            return [_without_words(item) for item in value]
        case Localized():
            return None
    return value
