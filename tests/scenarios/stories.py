"""Stories for the tests: the small one, and any that chance can think of."""

import json
from random import Random

from hypothesis import strategies as st

from app.courses.document.scenarios import Scenario
from app.scenarios import play
from tests import documents
from tests.documents import choice, ending, pair, scene

FLAGS = ("calm", "rushed")
COUNTERS = ("trust", "harm")
ASKED = (*COUNTERS, "score", "red-lines")


def story(**changes):
    """The small scenario of the test documents; `changes` replace keys of it."""
    return Scenario.model_validate_json(json.dumps(documents.scenario(**changes)))


def by_chance(scenario, source):
    """The states of a run in which every decision is taken by chance."""
    now = play.start(scenario)
    yield now
    while now.node:
        chosen = source.choice(play.visible(now.node, now))
        now = play.after(scenario, now, chosen.id)
        yield now


def conditions(source):
    """Something that may have happened, or nothing."""
    drawn = {
        "flags": [source.choice(FLAGS)],
        "without": [source.choice(FLAGS)],
        "at_least": {source.choice(ASKED): source.randint(-1, 4)},
        "at_most": {source.choice(ASKED): source.randint(-1, 4)},
    }
    return {key: drawn[key] for key in source.sample(sorted(drawn), source.choice((0, 0, 1, 2)))}


def any_choice(choice_id, following, source):
    """A way out that leads to one of `following` or ends the story, or a red line."""
    values = {
        "sets": source.sample(FLAGS, source.randint(0, 2)),
        "clears": source.sample(FLAGS, source.choice((0, 0, 1))),
        "changes": {name: source.randint(-2, 2) for name in COUNTERS},
        "when": conditions(source),
    }
    if source.random() < 0.3:
        return choice(choice_id, red_line=True, **values)
    onward = source.choice(("", *following))
    return choice(choice_id, points=source.randint(0, 3), next=onward, **values)


def any_story(source, *, may_loop=True):
    """Any scenario, as `source` would have it; without loops every choice leads further down."""
    ids = [f"n{number}" for number in range(source.randint(1, 5))]
    nodes = [
        scene(
            node_id,
            *[
                any_choice(letter, ids if may_loop else ids[place + 1 :], source)
                for letter in "abcde"[: source.randint(2, 4)]
            ],
        )
        for place, node_id in enumerate(ids)
    ]
    endings = [
        ending(f"e{number}", when=conditions(source), passed=source.random() < 0.5)
        for number in range(source.randint(1, 3))
    ]
    return story(
        nodes=nodes,
        endings=endings,
        flags=[{"id": flag, "name": pair(flag)} for flag in FLAGS],
        counters=[{"id": one, "name": pair(one), "start": 1} for one in COUNTERS],
    )


def stories(*, may_loop=True):
    """Any scenario; hypothesis chooses the seed of its making."""
    return st.integers(0, 2**32).map(lambda seed: any_story(Random(seed), may_loop=may_loop))
