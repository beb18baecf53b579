"""Runs the migrations on the engine that the command hands over."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

import app  # noqa: F401 - importing the application imports every table
from app.core.db import IMMEDIATE, Model


def in_plain_types(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Migrations name what the database stores, so that they outlive our column classes."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        timezone = "timezone=True" if getattr(thing.impl, "timezone", False) else ""
        return f"sa.{type(thing.impl).__name__}({timezone})"
    return False


@contextmanager
def references_at_rest(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew; what refers to it must not mind meanwhile.

    Raises `RuntimeError` when a reference leads nowhere afterwards.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    # Past SQLAlchemy, because the setting has no effect inside a transaction.
    sqlite = connection.connection.driver_connection
    sqlite.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        if broken := sqlite.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"references that lead nowhere: {broken[:10]}")
    finally:
        sqlite.execute("PRAGMA foreign_keys = ON")


def run() -> None:
    """Each migration in a transaction of its own; a failing one leaves the last good state."""
    engine = context.config.attributes["engine"]
    with (
        engine.connect().execution_options(**{IMMEDIATE: True}) as connection,
        references_at_rest(connection),
    ):
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=True,
            render_item=in_plain_types,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
