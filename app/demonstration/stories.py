"""How people of the demonstration play a scenario: some with mistakes first, well in the end."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from app.core import clock
from app.core.text import LANGUAGES
from app.courses.document.scenarios import Scenario
from app.learning import service as learning
from app.learning.models import Enrolment
from app.people.models import Person
from app.scenarios import play

QUICKEST, SLOWEST = 25, 160
"""Seconds for one decision."""
CARELESS = 3
"""Every third person decides by chance at first."""
FAIR = 4
"""Every fourth passes by another ending than the best."""


def pass_story(enrolment: Enrolment, scenario: Scenario, person: Person) -> None:
    """Play to an end that is passed, after a first run by chance where the person is careless."""
    source = Random(person.id)  # noqa: S311 - invented decisions, not secrets
    if person.id % CARELESS == 0:
        _play(enrolment, scenario, person, list(_by_chance(scenario, source)), source)
    best = play.best_path(scenario)
    assert best, scenario.id
    top = play.state(scenario, best).ending
    fair = play.path_to(scenario, lambda end: end.passed and end.ending is not top)
    way = fair if fair and person.id % FAIR == 0 else best
    _play(enrolment, scenario, person, list(way), source)


def _by_chance(scenario: Scenario, source: Random) -> Iterator[str]:
    now = play.start(scenario)
    while now.node:
        chosen = source.choice(play.visible(now.node, now))
        yield chosen.id
        now = play.after(scenario, now, chosen.id)


def _play(
    enrolment: Enrolment, scenario: Scenario, person: Person, choices: list[str], source: Random
) -> None:
    at = clock.now()
    language = LANGUAGES[person.id % len(LANGUAGES)]
    run = learning.begin_run(enrolment, scenario, by=person, language=language)
    for number, choice in enumerate(choices, start=1):
        at += timedelta(seconds=source.randint(QUICKEST, SLOWEST))
        with clock.stopped_at(at):
            learning.decide(enrolment, run, number, choice, by=person, language=language)
