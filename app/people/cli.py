"""Commands for accounts where no administrator can sign in yet."""

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.db import transaction
from app.core.permissions import Role
from app.core.text import Localized
from app.people import queries, service
from app.people.models import UnitKind
from app.people.service import MIN_PASSWORD_LENGTH

people = AppGroup("people", help="Accounts.")


@people.command("add-administrator")
@click.argument("username")
@click.option("--surname", prompt=True)
@click.option("--given-name", prompt=True)
@click.password_option()
def add_administrator(username: str, surname: str, given_name: str, password: str) -> None:
    """Add the first account: an administrator over the whole service."""
    if len(password) < MIN_PASSWORD_LENGTH:
        raise click.BadParameter(
            f"at least {MIN_PASSWORD_LENGTH} characters", param_hint="password"
        )
    with transaction():
        if queries.person_or_none(username):
            raise click.BadParameter("somebody has this user name", param_hint="username")
        top = queries.top_unit_or_none() or service.add_unit(
            Localized(
                "Қылмыстық-атқару жүйесі комитеті", "Комитет уголовно-исполнительной системы"
            ),
            UnitKind.COMMITTEE,
        )
        person = service.add_person(
            username, surname=surname, given_name=given_name, password=password
        )
        service.grant(person, Role.ADMINISTRATOR, over=top, from_on=clock.today())
    click.echo(f"Added {username}.")
