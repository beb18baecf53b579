"""The command that loads the demonstration data."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.core.db import transaction
from app.demonstration import service
from app.people import queries as people

COURSES = Path(__file__).resolve().parent.parent.parent / "courses"

demo = AppGroup("demo", help="Demonstration data.")


@demo.command()
@click.option("--in-production", is_flag=True, help="Load it into a production system, too.")
def load(in_production: bool) -> None:
    """Load the demonstration organisation once; say which accounts it has."""
    if current_app.config["SETTINGS"].is_production and not in_production:
        raise click.ClickException(
            "this is a production system; --in-production loads well-known passwords into it"
        )
    with transaction():
        if people.person_or_none(service.ACCOUNTS[0]) is None:
            service.load(COURSES)
    click.echo(f"Demonstration accounts: {', '.join(service.ACCOUNTS)}")
    click.echo(f"Their password:         {service.PASSWORD}")
