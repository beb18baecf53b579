"""The application, a database that forgets after each test, and browsers signed in as people."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.core import db
from app.people import service as people_service
from app.people.models import Person
from tests import databases
from tests.browser import Browser
from tests.world import World, build

ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if ON_POSTGRESQL:
        with databases.postgresql() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"


@pytest.fixture(scope="session")
def app(database_url: str) -> Iterator[Flask]:
    settings = Settings(
        secret_key="for-tests-only-" + "x" * 32,
        database_url=database_url,
        is_production=False,
        public_address="http://127.0.0.1:8000",
        limits_storage="memory://",
    )
    people_service._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    app = create_app(settings)
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
def session(app: Flask, connection: Connection) -> Iterator[Session]:
    """The session which the services use, on a database that is clean and forgets."""
    app.extensions["throttle"].storage.reset()
    db.session().info[db.READ_ONLY] = False
    yield db.session()


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
def count_queries(engine: Engine) -> Iterator[Callable[[], Any]]:
    """`with count_queries() as queries: …; len(queries)`."""
    from contextlib import contextmanager

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

    yield counting


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the project."""
    return Path(__file__).resolve().parent.parent
