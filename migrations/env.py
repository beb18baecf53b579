"""Runs the migrations on the engine that the command hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

import app  # noqa: F401 - importing the application imports every table
from app.core.db import IMMEDIATE, Model


def in_plain_types(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Migrations name what the database stores, so that they outlive our column classes."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        timezone = "timezone=True" if getattr(thing.impl, "timezone", False) else ""
        return f"sa.{type(thing.impl).__name__}({timezone})"
    return False


def run() -> None:
    """Each migration in a transaction of its own, so that a failing one leaves the last good state."""
    engine = context.config.attributes["engine"]
    with engine.connect().execution_options(**{IMMEDIATE: True}) as connection:
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
