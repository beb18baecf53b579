"""The application, a database that forgets after each test, and browsers signed in as people."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.core import db
from app.core.text import DEFAULT_LANGUAGE, current_language
from app.courses import queries as courses
from app.people import service as people_service
from app.people.models import Person
from tests import databases, parts
from tests.browser import Browser
from tests.world import World, build

ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
CLUSTER = "TEST_CLUSTER"

# A slow machine is no wrong answer.
hypothesis.settings.register_profile("qalqan", deadline=None, max_examples=60)
hypothesis.settings.load_profile("qalqan")


def pytest_configure(config: pytest.Config) -> None:
    """With TEST_DATABASE=postgresql every worker of this run shares one cluster."""
    if ON_POSTGRESQL and CLUSTER not in os.environ:
        cluster = databases.postgresql()
        os.environ[CLUSTER] = cluster.__enter__()
        config.add_cleanup(lambda: cluster.__exit__(None, None, None))
        config.add_cleanup(lambda: os.environ.pop(CLUSTER))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, rather than skip, what needs a program that is not installed."""
    absent = {part.marker for part in parts.missing()}
    out = [item for item in items if absent & {mark.name for mark in item.iter_markers()}]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which parts did not run."""
    if absent := parts.missing():
        terminalreporter.write_line(parts.closing_line(absent))


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A PostgreSQL server: the one on which everything runs, else one for the tests that ask."""
    if CLUSTER in os.environ:
        yield os.environ[CLUSTER]
    else:
        with databases.postgresql() as address:
            yield address


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    if ON_POSTGRESQL:
        return databases.empty_database(os.environ[CLUSTER])
    return f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"


def settings(database_url: str, *, is_production: bool = False) -> Settings:
    """The settings of an application under test."""
    return Settings(
        secret_key="for-tests-only-" + "x" * 32,
        database_url=database_url,
        is_production=is_production,
        public_address="https://qalqan.test" if is_production else "http://127.0.0.1:8000",
        limits_storage="memory://",
    )


@pytest.fixture(scope="session")
def app(database_url: str) -> Iterator[Flask]:
    people_service._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    app = create_app(settings(database_url))
    app.config.update(TESTING=True)
    engine = db.session.get_bind()
    db.Model.metadata.create_all(engine)
    yield app
    db.session.remove()
    engine.dispose()


@pytest.fixture(scope="session")
def engine(app: Flask) -> Engine:
    bind = db.session.get_bind()
    assert isinstance(bind, Engine)
    return bind


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """One outer transaction; whatever a test commits is undone at its end."""
    connection = engine.connect().execution_options(**{db.IMMEDIATE: True})
    outer = connection.begin()
    db.session.remove()
    db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
    yield connection
    db.session.remove()
    db.session.configure(bind=engine, join_transaction_mode="conditional_savepoint")
    outer.rollback()
    connection.close()


@pytest.fixture
def session(app: Flask, connection: Connection) -> Session:
    """The session which the services use, on a database that is clean and forgets."""
    app.extensions["throttle"].storage.reset()
    # Editions are kept by number, and numbers begin anew with every test.
    courses._kept.clear()
    db.session().info[db.READ_ONLY] = False
    return db.session()


@pytest.fixture(autouse=True)
def _reader_without_language() -> None:
    """A test begins in the default language, whatever the request of another one spoke."""
    current_language.set(DEFAULT_LANGUAGE)


@pytest.fixture
def world(session: Session) -> World:
    """The small organisation everybody knows by name."""
    made = build()
    session.commit()
    return made


@pytest.fixture
def browser(app: Flask, session: Session) -> Callable[..., Browser]:
    """Opens a browser: signed in as a person, or as nobody."""

    def open_browser(person: Person | None = None, *, language: str = "kk") -> Browser:
        opened = Browser(app, language)
        if person is not None:
            opened.sign_in(person)
        return opened

    return open_browser


class QueryCounter:
    """Statements sent to the database, without those that open and close transactions."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)


@pytest.fixture
def count_queries(engine: Engine) -> Callable[[], Any]:
    """Opens a block and counts what is asked of the database in it."""

    @contextmanager
    def counting() -> Iterator[QueryCounter]:
        counter = QueryCounter()

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")):
                counter.statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield counter
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture(scope="session")
def production_app(app: Flask, engine: Engine, database_url: str) -> Iterator[Flask]:
    """The same application as production starts it, on the same database."""
    made = create_app(settings(database_url, is_production=True))
    back_to(engine)
    yield made
    db.session.remove()


def back_to(engine: Engine) -> None:
    """Give the session its engine again after another application took it."""
    db.session.remove()
    db.session.configure(bind=engine)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the project."""
    return Path(__file__).resolve().parent.parent
