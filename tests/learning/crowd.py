"""Many at once, on a database that really commits."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine, create_engine

from app.core import db

AT_ONCE_ON_POSTGRESQL = 90
"""Connections of a test; the cluster of a run has 250 for all workers."""

T = TypeVar("T")


@contextmanager
def database(url: str) -> Iterator[Engine]:
    """The session of every thread works on this database; afterwards on the one before."""
    before = dict(db.session.session_factory.kw)
    engine = _engine(url)
    db.session.remove()
    db.session.configure(bind=engine, join_transaction_mode="conditional_savepoint")
    try:
        db.Model.metadata.create_all(engine)
        yield engine
    finally:
        db.session.remove()
        db.session.configure(
            bind=before["bind"],
            join_transaction_mode=before.get("join_transaction_mode", "conditional_savepoint"),
        )
        engine.dispose()


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        return db.connect(url)
    # The usual pool would let only fifteen of them meet in the database.
    return create_engine(
        db._with_driver(url), pool_size=AT_ONCE_ON_POSTGRESQL, max_overflow=0, pool_timeout=120
    )


def at_once(count: int, act: Callable[[int], T]) -> list[T]:
    """What `act(0)`, `act(1)` … gave, each in a thread of its own, all let go together."""
    start = Barrier(count)

    def run(number: int) -> T:
        start.wait(timeout=60)
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))
