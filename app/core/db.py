"""The database: session, base of all tables, column types, and what differs between engines."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    MetaData,
    String,
    Text,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import (
    DeclarativeBase,
    ORMExecuteState,
    Session,
    mapped_column,
    scoped_session,
    sessionmaker,
)
from sqlalchemy.types import TypeDecorator

from app.core.text import Localized

BUSY_TIMEOUT_MS = 30_000
BETWEEN_TRIES = 0.001
"""Seconds between two tries for SQLite's one writing lock."""
MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
READ_ONLY = "read_only"
IMMEDIATE = "immediate"

session: scoped_session[Session] = scoped_session(sessionmaker(expire_on_commit=False))
"""The session of this thread; the web shell and `transaction()` decide when it commits."""


class ReadOnlyViolation(RuntimeError):
    """Somebody tried to write while only reading was announced."""


class LocalizedColumn(TypeDecorator[Localized]):
    """A `Localized` text, kept as JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Localized | None, dialect: Dialect) -> Any:
        return None if value is None else {"kk": value.kk, "ru": value.ru}

    def process_result_value(self, value: Any, dialect: Dialect) -> Localized | None:
        return None if value is None else Localized(value["kk"], value["ru"])


class InstantColumn(TypeDecorator[datetime]):
    """An aware instant in UTC on every engine; SQLite would otherwise forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


DocumentT = TypeVar("DocumentT", bound=BaseModel)


class DocumentColumn(TypeDecorator[DocumentT]):
    """A whole pydantic document, kept as its JSON text."""

    impl = Text
    cache_ok = True

    def __init__(self, model: type[DocumentT]) -> None:
        super().__init__()
        self.model = model

    def process_bind_param(self, value: DocumentT | None, dialect: Dialect) -> str | None:
        return None if value is None else value.model_dump_json()

    def process_result_value(self, value: str | None, dialect: Dialect) -> DocumentT | None:
        return None if value is None else self.model.model_validate_json(value)


def plain_order(length: int) -> String:
    """A string column that sorts by its bytes, whatever collation the database was made with."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Model(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {Localized: LocalizedColumn, datetime: InstantColumn}


Id = Annotated[int, mapped_column(primary_key=True)]


def reference(target: str, *, index: bool = True, **options: Any) -> Any:
    """A column that refers to `target` ("persons.id"), indexed unless said otherwise."""
    return mapped_column(ForeignKey(target), index=index, **options)


def connect(url: str) -> Engine:
    """An engine for `url`, set up so that an acknowledged write survives a power cut."""
    if url.startswith("sqlite"):
        waiting = {"timeout": BUSY_TIMEOUT_MS / 1000}
        engine = create_engine(url, connect_args=waiting, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(_with_driver(url), pool_pre_ping=True, hide_parameters=True)


def _with_driver(url: str) -> str:
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by _begin_sqlite, not guessed by the driver.
    connection.isolation_level = None
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns into a writing one fails with "database is locked"
    # however long the timeout is; a writing one therefore asks for the lock first.
    if connection.get_execution_options().get(IMMEDIATE, False):
        _take_turn(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _take_turn(connection: Connection) -> None:
    """Begin writing as soon as nobody else writes.

    SQLite waits ever longer between its own tries, up to a tenth of a second, so that whoever has
    waited long waits longer still; asking at short and equal intervals is nearly a queue.
    """
    driver = connection.connection.driver_connection
    assert driver
    last = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                    raise OperationalError("BEGIN IMMEDIATE", None, error) from error
                time.sleep(BETWEEN_TRIES)
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def begin_writing() -> None:
    """Start the transaction of this thread as one that writes."""
    session().info[READ_ONLY] = False
    session.connection(execution_options={IMMEDIATE: True})


def begin_reading() -> None:
    """From here on this thread's session refuses to write."""
    session().info[READ_ONLY] = True


@contextmanager
def transaction() -> Iterator[Session]:
    """One writing transaction outside the web: committed at the end, undone on any error."""
    begin_writing()
    try:
        yield session()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.remove()


@event.listens_for(Session, "before_flush")
def _refuse_flush(flushing: Session, _context: object, _instances: object) -> None:
    if flushing.info.get(READ_ONLY) and (flushing.new or flushing.dirty or flushing.deleted):
        raise ReadOnlyViolation("a page that is only read tried to write")


@event.listens_for(Session, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and state.session.info.get(READ_ONLY):
        raise ReadOnlyViolation("a page that is only read tried to write")


def insert_or_keep(model: type[Model], values: Mapping[str, Any], *, unique: Sequence[str]) -> bool:
    """Insert a row unless one with the same `unique` columns is there; say whether it was new."""
    return insert_all_or_keep(model, [values], unique=unique) == 1


def insert_all_or_keep(
    model: type[Model], rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]
) -> int:
    """Insert those rows whose `unique` columns are not there yet; return how many were new."""
    if not rows:
        return 0
    statement = _insert(model).values(list(rows)).on_conflict_do_nothing(index_elements=unique)
    # Returned columns tell it on both engines; the count of rows is unknown on PostgreSQL.
    key = inspect(model).primary_key
    return len(session.execute(statement.returning(*key)).all())


def insert_or_update(
    model: type[Model],
    values: Mapping[str, Any],
    *,
    unique: Sequence[str],
    newer: str,
    kept: Sequence[str] = (),
) -> bool:
    """Insert a row, or overwrite the one with the same `unique` columns if `newer` grows.

    The `kept` columns stay as they were first written. Returns whether anything was written.
    """
    statement = _insert(model).values(**values)
    lasting = {*unique, *kept}
    changed = {name: statement.excluded[name] for name in values if name not in lasting}
    table = model.__table__
    written = session.execute(
        statement.on_conflict_do_update(
            index_elements=unique,
            set_=changed,
            where=table.c[newer] < statement.excluded[newer],
        ).returning(*inspect(model).primary_key)
    )
    return written.first() is not None


def _insert(model: type[Model]) -> Any:
    dialect = session.get_bind().dialect.name
    return (postgresql_insert if dialect == "postgresql" else sqlite_insert)(model)
