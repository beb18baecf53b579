"""Migrations lead to exactly the tables of the models, and back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from app.core import db
from tests import databases

POSTGRESQL = pytest.mark.postgresql


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=POSTGRESQL)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables, on each engine that is here."""
    if request.param == "postgresql":
        url = databases.empty_database(request.getfixturevalue("cluster"))
    else:
        url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    engine = db.connect(url)
    yield engine
    engine.dispose()


def config(engine: Engine | None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(db.MIGRATIONS))
    made.attributes["engine"] = engine
    return made


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def difference(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.Model.metadata)


def test_the_migrations_lead_to_the_tables_of_the_models_and_back_and_there_again(empty):
    command.upgrade(config(empty), "head")
    assert tables(empty) == set(db.Model.metadata.tables)
    assert difference(empty) == []
    command.downgrade(config(empty), "base")
    assert tables(empty) == set()
    command.upgrade(config(empty), "head")
    assert difference(empty) == []


def test_each_migration_alone_can_be_undone_and_done_again(empty):
    for revision in names():
        command.upgrade(config(empty), revision)
        before = tables(empty)
        command.downgrade(config(empty), "-1")
        command.upgrade(config(empty), revision)
        assert tables(empty) == before


def names() -> list[str]:
    return sorted(file.stem for file in (db.MIGRATIONS / "versions").glob("*.py"))


def test_the_head_file_names_the_newest_migration():
    assert (db.MIGRATIONS / "head").read_text(encoding="utf-8").strip() == names()[-1]


def test_migrations_are_numbered_without_a_gap_and_follow_each_other():
    assert [int(name[:4]) for name in names()] == list(range(1, len(names()) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+", name) for name in names())
    scripts = ScriptDirectory.from_config(config(None))
    assert scripts.get_heads() == [names()[-1]]
    follows = {script.revision: script.down_revision for script in scripts.walk_revisions()}
    assert follows == dict(zip(names(), [None, *names()[:-1]], strict=True))
