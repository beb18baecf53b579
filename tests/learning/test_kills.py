"""The server is killed while somebody answers; every answer it acknowledged is there.

`KILLS=500 .venv/bin/pytest -s tests/learning/test_kills.py` makes it a long run and prints what
was found.
"""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from threading import Timer
from urllib.parse import urlencode

import pytest

from app.core import db
from app.learning import service
from tests import make, server
from tests.browser import PASSWORD
from tests.learning import crowd, taking
from tests.learning.reading import Page

KILLS = int(os.environ.get("KILLS", "15"))
ROOT = Path(__file__).resolve().parent.parent.parent
QUIZ = "/kk/courses/small/m1-quiz"
QUESTIONS = ("m1-quiz-one", "m1-quiz-two", "m1-quiz-three", "m1-quiz-four")
PATIENCE = 60


class Servers:
    """One server after another on the same database."""

    def __init__(self, url: str) -> None:
        environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        environment.pop("QALQAN_ENV", None)
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.learning.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.group = 0

    def start(self) -> int:
        """The port of a server that answers."""
        port = server.free_port()
        self.nursery.stdin.write(f"{port}\n")
        self.nursery.stdin.flush()
        self.group = int(self.nursery.stdout.readline())
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            with suppress(OSError, HTTPException):
                connection.request("GET", "/static/none")
                connection.getresponse()
                connection.close()
                return port
            connection.close()
            time.sleep(0.02)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """SIGKILL to the server with its worker; nobody gets a word in."""
        if self.group:
            with suppress(ProcessLookupError):
                os.killpg(self.group, signal.SIGKILL)
            self.group = 0

    def close(self) -> None:
        self.kill()
        self.nursery.stdin.close()
        self.nursery.wait(timeout=PATIENCE)
        self.nursery.stdout.close()


class Visitor:
    """A browser over the wire, without JavaScript, with its cookies."""

    def __init__(self) -> None:
        self.port = 0
        self.cookies: dict[str, str] = {}

    def ask(self, method, path, form=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(
                method,
                path,
                body=urlencode(form) if form else None,
                headers={
                    "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def page(self, path):
        status, text = self.ask("GET", path)
        assert status == 200, (status, text)
        return text

    def sign_in(self, username):
        form = {"username": username, "password": PASSWORD}
        form["csrf_token"] = token_of(self.page("/kk/login"))
        status, text = self.ask("POST", "/kk/login", form)
        assert status in {302, 303}, text


def token_of(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


@pytest.fixture
def prepared(app, tmp_path):
    """A database in which Aigerim has the quiz open."""
    path = tmp_path / "killed.sqlite3"
    with crowd.database(f"sqlite:///{path}"), db.transaction():
        aigerim = make.person(username="aigerim")
        enrolment = service.begin(make.course(), by=aigerim)
        taking.read(aigerim, enrolment)
        taking.sit(aigerim, enrolment)
    return path


@pytest.fixture
def servers(prepared):
    started = Servers(f"sqlite:///{prepared}")
    yield started
    started.close()


def stored(path):
    """What is in the file: by question, the sequence and the option."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = connection.execute("SELECT question_id, sequence, chosen FROM answers").fetchall()
    finally:
        connection.close()
    return {question: (sequence, *json.loads(chosen)) for question, sequence, chosen in found}


class Sitting:
    """Aigerim gives one answer after another and remembers which were acknowledged."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.sent: dict[int, tuple[str, str]] = {}
        self.acknowledged: dict[str, int] = {}
        self.count = self.compared = 0
        page = visitor.page(QUIZ)
        self.token, self.attempt = token_of(page), Page(page).hidden("attempt")

    def answer(self, source):
        """Raises `OSError` or `HTTPException` when the server is killed meanwhile."""
        sequence = len(self.sent) + 1
        question, option = source.choice(QUESTIONS), source.choice("abcd")
        self.sent[sequence] = question, option
        form = {
            "csrf_token": self.token,
            "attempt": self.attempt,
            "question": question,
            "option": option,
            "sequence": sequence,
        }
        status, text = self.visitor.ask("POST", f"{QUIZ}/answer", form)
        assert status == 200, text
        self.acknowledged[question] = sequence
        self.count += 1

    def check(self, found):
        """Everything acknowledged is there, or what she sent later; which of it was later."""
        for question, sequence in self.acknowledged.items():
            self.compared += 1
            kept, chosen = found[question]
            assert kept >= sequence, f"{question}: {sequence} was acknowledged, {kept} is kept"
            assert (question, chosen) == self.sent[kept]
        return {found[key][0] for key, known in self.acknowledged.items() if found[key][0] > known}


def test_every_acknowledged_answer_outlives_the_server(servers, prepared):
    visitor = Visitor()
    visitor.port = servers.start()
    visitor.sign_in("aigerim")
    sitting = Sitting(visitor)
    in_flight, unheard = 0, set()

    for number in range(KILLS):
        source = Random(number)
        for _ in range(source.randrange(1, 6)):
            sitting.answer(source)
        if number % 3 == 0:
            servers.kill()
        else:
            killer = Timer(source.uniform(0, 0.06), servers.kill)
            killer.start()
            with suppress(OSError, HTTPException):
                while True:
                    sitting.answer(source)
            in_flight += 1
            killer.join()
        if number % 2:
            sitting.check(stored(prepared))
        visitor.port = servers.start()
        page = Page(visitor.page(QUIZ))
        found = stored(prepared)
        unheard |= sitting.check(found)
        assert page.ticked == {(f"q-{question}", chosen) for question, (_, chosen) in found.items()}

    print(
        f"{KILLS} kills, {in_flight} of them in mid-answer: {len(sitting.sent)} packets sent,"
        f" {sitting.count} acknowledged, {len(unheard)} kept although the acknowledgement was lost;"
        f" acknowledged answers looked up in the file {sitting.compared} times: 0 lost"
    )
    assert sitting.count >= KILLS
