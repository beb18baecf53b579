"""Commands that bring the database to the present tables."""

import click
from alembic import command
from alembic.config import Config
from flask.cli import AppGroup

from app.core.db import MIGRATIONS, session

db_commands = AppGroup("db", help="Bring the database up to date.")


def alembic_config() -> Config:
    """Alembic's settings; the address comes from the session's engine."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["engine"] = session.get_bind()
    return config


@db_commands.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Run the migrations up to REVISION."""
    command.upgrade(alembic_config(), revision)


@db_commands.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Undo the migrations down to REVISION ("base" for all)."""
    command.downgrade(alembic_config(), revision)


@db_commands.command()
@click.argument("name")
def migration(name: str) -> None:
    """Write a new migration NNNN_name.py from the difference between tables and models."""
    number = len(list((MIGRATIONS / "versions").glob("[0-9]*.py"))) + 1
    revision = f"{number:04d}_{name}"
    command.revision(alembic_config(), message=name, rev_id=revision, autogenerate=True)
    (MIGRATIONS / "head").write_text(revision + "\n", encoding="utf-8")
