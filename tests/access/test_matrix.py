"""Who may open what: the file says it, and every address behaves as the file says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.core.permissions import Permission, Role
from app.web.access import declared
from tests.access import matrix
from tests.browser import Browser
from tests.world import World

ANY = {"Accept": "text/html"}
LAST = "signin.logout"
"""After this nobody is signed in any more."""


@dataclass(frozen=True)
class Door:
    """One way to ask for a page."""

    endpoint: str
    method: str
    address: str
    permission: Permission | None

    def knock(self, browser: Browser) -> int:
        """The answer's status, 401 standing for the way to the sign-in page."""
        form = {"csrf_token": browser._token()} if self.method == "POST" else None
        answer = browser.client.open(
            self.address, method=self.method, data=form, buffered=True, headers=ANY
        )
        if answer.status_code in {302, 303} and is_sign_in(answer.headers["Location"]):
            return 401
        return answer.status_code


def is_sign_in(address: str) -> bool:
    return bool(re.match(r"/(kk|ru)/login(\?|$)", address))


def sample(world: World) -> dict[str, object]:
    """A value for each word in an address; most of them lead to something."""
    return {
        "lang": "kk",
        "slug": "small",
        "step_id": "first",
        "block_id": "first-text",
        "question_id": "m1-quiz-one",
        "part_id": "m1",
        "number": 1,
        "move": 1,
        "node_id": "n1",
        "attempt_id": 1,
        "receipt": "23456789AB",
        "unit_id": world.unit_a.id,
        "person_id": world.aigerim.id,
        "version": "x",
        "filename": "icon.svg",
        "name": "nothing.png",
        "address": "verify/",
    }


def doors(app: Flask, world: World) -> Iterator[Door]:
    values = sample(world)
    rules: list[Rule] = sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    adapter = app.url_map.bind("localhost")
    for rule in sorted(rules, key=lambda rule: rule.endpoint == LAST):
        access = declared(app, rule.endpoint)
        assert access is not None
        address = adapter.build(
            rule.endpoint, {name: values[name] for name in rule.arguments}, force_external=False
        )
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield Door(rule.endpoint, method, address, access.permission)


def test_the_file_says_who_may_open_what(app):
    committed = matrix.FILE.read_text(encoding="utf-8").splitlines()
    assert committed == matrix.lines(app), "run: python -m tests.access.matrix, read the difference"


def test_every_word_in_an_address_has_a_sample(app, world):
    words = {word for rule in app.url_map.iter_rules() for word in rule.arguments}
    assert words <= set(sample(world))


def test_who_is_not_signed_in_is_asked_to_everywhere_but_at_public_pages(app, world, browser):
    opened = browser()
    wrong = []
    for door in doors(app, world):
        status = door.knock(opened)
        if (status == 401) != (door.permission is not None) or status in {403, 500}:
            wrong.append((door, status))
    assert wrong == []


MAY_BE_EMPTY = {
    "authoring.mark",
    "authoring.markdown",
    "authoring.question",
    "authoring.regrade",
    "authoring.remove_question",
    "authoring.scenario_paths",
    "authoring.situation",
    "authoring.statistics_question",
    "certificates.pdf",
    "certificates.verified",
    "courses.media_file",
    "learning.attempt",
    "learning.decision",
    "learning.result",
    "learning.run",
    "management.due",
    "management.withdraw",
}
"""Pages about something that nobody in the small world has."""


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_the_file_says_and_nothing_else(app, world, browser, role):
    opened = browser(world.people()[role])
    wrong = []
    for door in doors(app, world):
        status = door.knock(opened)
        if door.endpoint == LAST:
            is_right = status == 401  # it leads to the sign-in page, as it should
        elif not matrix.may_open(role, door.permission):
            is_right = status == 403
        elif door.method == "GET" and door.endpoint not in MAY_BE_EMPTY:
            is_right = status < 400
        else:
            is_right = status not in {401, 403} and status < 500
        if not is_right:
            wrong.append((door, status))
    assert wrong == []
