"""What runs made of a scenario, counted by the database as one would count by hand."""

from collections import Counter, defaultdict
from datetime import timedelta
from statistics import median

import pytest

from app.core import clock
from app.learning import service as learning
from app.scenarios import service as scenarios
from app.scenarios import tallies
from tests import documents, make

START = clock.now() - timedelta(days=3)


@pytest.fixture
def story(world):
    course = make.course(documents.story_course(), slug="story", owner=world.dana)
    return course, next(learning.document_of(learning.begin(course, by=world.dana)).scenarios())


def play(person, story, *choices, language="kk", seconds=10, group=None):
    """The person decides so, taking longer each time; the run as it then stands."""
    course, scenario = story
    enrolment = learning.begin(course, by=person)
    at = START
    with clock.stopped_at(at):
        run = scenarios.begin(
            scenario,
            by=person,
            enrolment_id=enrolment.id,
            edition_id=course.newest_edition_id,
            language=language,
            is_group=group is not None,
            participants=group,
        )
    for number, choice in enumerate(choices, start=1):
        at += timedelta(seconds=seconds * number)
        with clock.stopped_at(at):
            scenarios.decide(
                run, number, choice, by=person, language=language, reason="Бірге шештік"
            )
    return run


def scope(story, **narrowed):
    course, scenario = story
    return tallies.Scope(scenario.id, [course.newest_edition_id], **narrowed)


def test_before_anybody_plays_everything_is_nought(story, session):
    assert tallies.tally(scope(story)) == tallies.Tally()


def test_branches_endings_and_red_lines_are_counted(world, story, session):
    play(world.aigerim, story, "a", "d", "h")
    play(world.berik, story, "b", "e", "i", language="ru")
    play(world.botagoz, story, "c", "a", "d", "h")
    play(world.chingiz, story, "a")
    found = tallies.tally(scope(story))
    assert (found.begun, found.open, found.given_up, found.ended) == (4, 1, 0, 3)
    assert found.endings == {"e1": 1, "e3": 1, "e4": 1}
    assert (found.passed, found.red_line) == (1, 1)
    assert found.branch("n1", "a") == tallies.Branch(3, 4)
    assert found.branch("n1", "c") == tallies.Branch(1, 4)
    assert found.branch("n2", "f") == tallies.NOBODY


def test_a_run_given_up_is_no_ending(world, story, session):
    scenarios.abandon(play(world.aigerim, story, "a"), by=world.aigerim)
    found = tallies.tally(scope(story))
    assert (found.given_up, found.ended, found.open) == (1, 0, 0)


def test_the_counts_are_those_of_counting_run_by_run(world, story, session):
    """The same from the rows, one by one, without the database's arithmetic."""
    plays = {
        "aigerim": ("a", "d", "h"),
        "berik": ("b", "g"),
        "botagoz": ("c", "b", "e", "h"),
        "chingiz": ("a", "f", "d", "i"),
        "yerlan": ("b", "e", "h"),
    }
    seconds = defaultdict(list)
    decided, at_node = Counter(), defaultdict(set)
    node_of = dict(zip("abcdefghi", ["n1"] * 3 + ["n2"] * 4 + ["n3"] * 2, strict=True))
    for pace, (name, choices) in enumerate(plays.items(), start=3):
        play(getattr(world, name), story, *choices, seconds=pace)
        for number, choice in enumerate(choices, start=1):
            seconds[node_of[choice]].append(pace * number)
            decided[node_of[choice], choice] += 1
            at_node[node_of[choice]].add(name)
    found = tallies.tally(scope(story))
    assert found.seconds == {node: median(times) for node, times in seconds.items()}
    assert {key: branch.runs for key, branch in found.branches.items()} == dict(decided)
    assert all(branch.of == len(at_node[node]) for (node, _), branch in found.branches.items())


def test_by_unit_position_language_and_mode(world, story, session):
    play(world.aigerim, story, "a", "d", "h")
    play(world.berik, story, "b", "e", "i", language="ru")
    play(world.dana, story, "a", "g", group=12)
    a_only = tallies.tally(scope(story, unit=world.unit_a))
    assert (a_only.begun, a_only.branch("n1", "a")) == (1, tallies.Branch(1, 1))
    everybody = tallies.tally(scope(story, unit=world.top))
    assert everybody.begun == 3
    assert tallies.tally(scope(story, language="ru")).branch("n1", "b") == tallies.Branch(1, 1)
    assert tallies.tally(scope(story, mode="group")).begun == 1
    assert tallies.tally(scope(story, mode="alone")).begun == 2
    position = make.position().id
    assert tallies.tally(scope(story, position_id=position)).begun == 3
    assert tallies.tally(scope(story, position_id=position + 99)).begun == 0


def test_however_many_runs_the_statements_stay_four(world, story, session, count_queries):
    play(world.aigerim, story, "a", "d", "h")
    session.flush()
    with count_queries() as one:
        tallies.tally(scope(story))
    for person in (world.berik, world.botagoz, world.chingiz):
        play(person, story, "b", "e", "i")
    session.flush()
    with count_queries() as many:
        tallies.tally(scope(story))
    assert len(one) == len(many) == 4
