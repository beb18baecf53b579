"""Columns that keep what they are given, and transactions that keep all or nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlalchemy import Connection, MetaData, UniqueConstraint, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.core import db
from app.core.text import Localized

ALMATY = timezone(timedelta(hours=5))


class Paper(BaseModel):
    title: str
    pages: list[int]


class Shelf(DeclarativeBase):
    """Tables of this file only, apart from the product's."""

    metadata = MetaData()
    type_annotation_map = db.Model.type_annotation_map


class Book(Shelf):
    __tablename__ = "test_books"
    __table_args__ = (UniqueConstraint("shelf", "place"),)

    id: Mapped[db.Id]
    shelf: Mapped[str]
    place: Mapped[int]
    name: Mapped[Localized | None] = mapped_column(db.LocalizedColumn)
    bought_at: Mapped[datetime | None] = mapped_column(db.InstantColumn)
    paper: Mapped[Paper | None] = mapped_column(db.DocumentColumn(Paper))
    sequence: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


def book(**values: object) -> Book:
    return Book(**({"shelf": "a", "place": 1} | values))


@pytest.fixture
def shelf(session: Session, connection: Connection) -> Iterator[None]:
    Shelf.metadata.create_all(connection)
    yield
    db.session.rollback()


def stored() -> Book:
    """The one book, read anew."""
    db.session.flush()
    db.session.expire_all()
    return db.session.scalars(select(Book)).one()


def test_a_text_comes_back_in_both_languages(shelf):
    db.session.add(book(name=Localized("Құқық", "Право")))
    assert stored().name == Localized("Құқық", "Право")


def test_columns_may_be_empty(shelf):
    db.session.add(book())
    kept = stored()
    assert (kept.name, kept.bought_at, kept.paper) == (None, None, None)


def test_an_instant_comes_back_aware_and_in_utc(shelf):
    db.session.add(book(bought_at=datetime(2026, 1, 15, 9, 5, 7, 123456, tzinfo=ALMATY)))
    kept = stored().bought_at
    assert kept == datetime(2026, 1, 15, 4, 5, 7, 123456, tzinfo=UTC)
    assert kept.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(shelf):
    db.session.add(book(bought_at=datetime(2026, 1, 15)))
    with pytest.raises(StatementError, match="needs a time zone"):
        db.session.flush()


def test_instants_of_different_zones_sort_by_the_true_order(shelf):
    noon = datetime(2026, 1, 15, 12, tzinfo=UTC)
    db.session.add(book(place=1, bought_at=noon))
    db.session.add(book(place=2, bought_at=noon.replace(hour=16, tzinfo=ALMATY)))
    db.session.flush()
    assert db.session.scalars(select(Book.place).order_by(Book.bought_at)).all() == [2, 1]
    earlier = select(Book.place).where(Book.bought_at < noon)
    assert db.session.scalars(earlier).all() == [2]


def test_a_document_comes_back_as_what_it_was(shelf):
    db.session.add(book(paper=Paper(title="Ереже", pages=[1, 2])))
    assert stored().paper == Paper(title="Ереже", pages=[1, 2])


def put(place: int, note: str) -> bool:
    values = {"shelf": "a", "place": place, "note": note, "sequence": 0}
    return db.insert_or_keep(Book, values, unique=("shelf", "place"))


def test_a_row_that_is_there_is_kept_and_this_is_said(shelf):
    assert put(1, "first")
    assert not put(1, "second")
    assert put(2, "other")
    notes = db.session.scalars(select(Book.note).order_by(Book.place)).all()
    assert notes == ["first", "other"]


def test_another_broken_rule_than_the_named_one_is_an_error(shelf):
    with pytest.raises(IntegrityError):
        db.insert_or_keep(
            Book, {"shelf": None, "place": 1, "note": "", "sequence": 0}, unique=("shelf", "place")
        )
    db.session.rollback()


in_any_order = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40
)


@in_any_order
@given(st.lists(st.tuples(st.integers(1, 3), st.text("абв", max_size=3)), max_size=12))
def test_whoever_comes_first_is_kept_in_whatever_order_they_come(shelf, arrivals):
    db.session.execute(delete(Book))
    first: dict[int, str] = {}
    for place, note in arrivals:
        assert put(place, note) == (place not in first)
        first.setdefault(place, note)
    kept = db.session.execute(select(Book.place, Book.note)).all()
    assert dict(tuple(row) for row in kept) == first


def overwrite(place: int, sequence: int, note: str) -> bool:
    values = {"shelf": "a", "place": place, "note": note, "sequence": sequence}
    return db.insert_or_update(Book, values, unique=("shelf", "place"), newer="sequence")


def test_a_newer_answer_replaces_an_older_one_and_never_the_other_way(shelf):
    arrivals = [(2, "second"), (1, "late"), (2, "twice"), (3, "third")]
    assert [overwrite(1, sequence, note) for sequence, note in arrivals] == [1, 0, 0, 1]
    assert db.session.scalars(select(Book.note)).all() == ["third"]


@in_any_order
@given(
    st.lists(
        st.tuples(st.integers(1, 2), st.integers(0, 6), st.text("абв", max_size=3)), max_size=15
    )
)
def test_the_newest_wins_however_messages_are_reordered_or_repeated(shelf, arrivals):
    db.session.execute(delete(Book))
    newest: dict[int, tuple[int, str]] = {}
    for place, sequence, note in arrivals:
        overwrite(place, sequence, note)
        if place not in newest or sequence > newest[place][0]:
            newest[place] = (sequence, note)
    kept = db.session.execute(select(Book.place, Book.sequence, Book.note)).all()
    assert {place: (sequence, note) for place, sequence, note in kept} == newest


def test_who_only_reads_cannot_add_change_or_delete(shelf):
    db.session.add(book())
    kept = stored()
    db.begin_reading()
    db.session.add(book(place=2))
    with pytest.raises(db.ReadOnlyViolation):
        db.session.flush()
    db.session.expunge_all()
    kept = db.session.scalars(select(Book)).one()
    kept.note = "changed"
    with pytest.raises(db.ReadOnlyViolation):
        db.session.flush()
    db.session.refresh(kept)
    db.session.delete(kept)
    with pytest.raises(db.ReadOnlyViolation):
        db.session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        insert(Book).values(shelf="b", place=1, sequence=0, note=""),
        update(Book).values(note="changed"),
        delete(Book),
    ],
    ids=["insert", "update", "delete"],
)
def test_who_only_reads_cannot_write_by_a_statement_either(shelf, statement):
    db.begin_reading()
    with pytest.raises(db.ReadOnlyViolation):
        db.session.execute(statement)


def test_who_only_reads_cannot_insert_or_keep(shelf):
    db.begin_reading()
    with pytest.raises(db.ReadOnlyViolation):
        put(1, "x")
    with pytest.raises(db.ReadOnlyViolation):
        overwrite(1, 1, "x")


def test_who_only_reads_can_read(shelf):
    db.session.add(book())
    db.session.flush()
    db.begin_reading()
    assert len(db.session.scalars(select(Book)).all()) == 1


def test_after_reading_one_may_begin_to_write_again(shelf):
    db.session.commit()
    db.begin_reading()
    db.session.rollback()
    db.begin_writing()
    db.session.add(book())
    db.session.flush()


@pytest.fixture
def on_disk(tmp_path: Path, engine) -> Iterator[Path]:
    """A database of its own, whose commits are real."""
    own = db.connect(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    Shelf.metadata.create_all(own)
    db.session.remove()
    db.session.configure(bind=own)
    yield tmp_path / "own.sqlite3"
    db.session.remove()
    db.session.configure(bind=engine)
    own.dispose()


def places() -> list[int]:
    found = list(db.session.scalars(select(Book.place).order_by(Book.place)))
    db.session.remove()
    return found


def test_a_transaction_keeps_everything_at_its_end(on_disk):
    write(1, 2)
    assert places() == [1, 2]


def write(*noted: int, then: Exception | None = None) -> None:
    with db.transaction() as session:
        for place in noted:
            session.add(book(place=place))
        if then:
            session.flush()
            raise then


def test_a_transaction_keeps_nothing_after_an_error(on_disk):
    with pytest.raises(ZeroDivisionError):
        write(1, then=ZeroDivisionError())
    assert places() == []


def test_a_transaction_whose_commit_fails_keeps_nothing(on_disk):
    with pytest.raises(IntegrityError):
        write(1, 1)
    assert places() == []


def test_a_transaction_may_write_although_this_thread_only_read_before(on_disk):
    db.begin_reading()
    db.session.scalars(select(Book)).all()
    db.session.rollback()
    with db.transaction() as session:
        session.add(book())
    assert places() == [1]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30_000)],
)
def test_sqlite_keeps_what_it_acknowledged_and_waits_for_others(on_disk, pragma, value):
    assert db.session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_writing_transaction_takes_the_lock_at_its_beginning(on_disk):
    statements: list[str] = []
    own = db.session.get_bind()
    with own.connect().execution_options(**{db.IMMEDIATE: True}) as connection:
        connection.connection.dbapi_connection.set_trace_callback(statements.append)
        connection.execute(text("SELECT 1"))
    begun = [statement for statement in statements if not statement.startswith("PRAGMA")]
    assert begun[0] == "BEGIN IMMEDIATE"


def test_writers_wait_for_each_other_and_give_up_at_last(on_disk, monkeypatch):
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 20)
    engine = db.session.get_bind()
    writing = engine.execution_options(**{db.IMMEDIATE: True})
    with writing.connect() as first:
        first.execute(text("SELECT 1"))
        with writing.connect() as second, pytest.raises(OperationalError, match="locked"):
            second.execute(text("SELECT 1"))
    with writing.connect() as second:
        assert second.execute(text("SELECT 1")).scalar() == 1


def test_a_reading_transaction_takes_no_lock(on_disk):
    statements: list[str] = []
    with db.session.get_bind().connect() as connection:
        connection.connection.dbapi_connection.set_trace_callback(statements.append)
        connection.execute(text("SELECT 1"))
    assert statements[0] == "BEGIN"


@pytest.mark.parametrize(
    ("given_url", "driver"),
    [
        ("postgresql://localhost/x", "postgresql+psycopg"),
        ("postgres://localhost/x", "postgresql+psycopg"),
        ("postgresql+psycopg://localhost/x", "postgresql+psycopg"),
    ],
)
def test_an_operator_may_write_the_address_of_postgresql_as_she_is_used_to(given_url, driver):
    engine = db.connect(given_url)
    assert engine.url.drivername == driver
    engine.dispose()


def test_constraints_have_names_that_migrations_can_rely_on():
    names = {
        constraint.name
        for table in db.Model.metadata.tables.values()
        for constraint in table.constraints
    }
    assert None not in names
    assert {"pk_persons", "fk_memberships_person_id", "ck_memberships_dates_in_order"} <= names
