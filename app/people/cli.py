"""Commands for units, positions, people and roles, until they come from the HR file."""

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.db import transaction
from app.core.permissions import Role
from app.core.text import Localized
from app.people import queries, service
from app.people.models import Person, Unit, UnitKind
from app.people.service import MIN_PASSWORD_LENGTH

COMMITTEE = Localized("Қылмыстық-атқару жүйесі комитеті", "Комитет уголовно-исполнительной системы")
GIVEN_ROLES = [role.value for role in Role if role is not Role.LEARNER]

people = AppGroup("people", help="Units, positions, people, roles.")


@people.command("add-administrator")
@click.argument("username")
@click.option("--surname", prompt=True)
@click.option("--given-name", prompt=True)
@click.password_option()
def add_administrator(username: str, surname: str, given_name: str, password: str) -> None:
    """Add the first account: an administrator over the whole service."""
    with transaction():
        top = queries.top_unit_or_none() or service.add_unit(COMMITTEE, UnitKind.COMMITTEE)
        person = _added(username, surname, given_name, "", password)
        service.grant(person, Role.ADMINISTRATOR, over=top, from_on=clock.today())
    click.echo(f"Added {username}.")


@people.command("add-unit")
@click.argument("kind", type=click.Choice([kind.value for kind in UnitKind]))
@click.argument("kazakh")
@click.argument("russian")
@click.option("--under", type=int, help="The number of the unit above it.")
def add_unit(kind: str, kazakh: str, russian: str, under: int | None) -> None:
    """Add a unit and print its number."""
    with transaction():
        above = _unit(under) if under is not None else None
        unit = service.add_unit(Localized(kazakh, russian), UnitKind(kind), under=above)
    click.echo(f"Added unit {unit.id}.")


@people.command("add-position")
@click.argument("code")
@click.argument("kazakh")
@click.argument("russian")
def add_position(code: str, kazakh: str, russian: str) -> None:
    """Add a position of the staff list; courses name it by CODE."""
    with transaction():
        service.add_position(code, Localized(kazakh, russian))
    click.echo(f"Added {code}.")


@people.command("add-person")
@click.argument("username")
@click.option("--surname", prompt=True)
@click.option("--given-name", prompt=True)
@click.option("--patronymic", default="")
@click.option("--unit", "unit_id", type=int, required=True)
@click.option("--position", "code", required=True)
@click.password_option()
def add_person(
    username: str,
    surname: str,
    given_name: str,
    patronymic: str,
    unit_id: int,
    code: str,
    password: str,
) -> None:
    """Add somebody who works in a unit from today."""
    with transaction():
        unit = _unit(unit_id)
        position = next((known for known in queries.positions() if known.code == code), None)
        if position is None:
            raise click.BadParameter("there is no such position", param_hint="position")
        person = _added(username, surname, given_name, patronymic, password)
        service.join(person, unit, position, from_on=clock.today())
    click.echo(f"Added {username}.")


@people.command("grant")
@click.argument("username")
@click.argument("role", type=click.Choice(GIVEN_ROLES))
@click.argument("unit_id", type=int)
def grant(username: str, role: str, unit_id: int) -> None:
    """Give a person a role over a unit and all below it from today."""
    with transaction():
        person = queries.person_or_none(username)
        if person is None:
            raise click.BadParameter("nobody has this user name", param_hint="username")
        service.grant(person, Role(role), over=_unit(unit_id), from_on=clock.today())
    click.echo(f"{username} is now {role}.")


def _unit(unit_id: int) -> Unit:
    unit = queries.unit_or_none(unit_id)
    if unit is None:
        raise click.BadParameter("there is no unit with this number", param_hint="unit")
    return unit


def _added(username: str, surname: str, given_name: str, patronymic: str, password: str) -> Person:
    if len(password) < MIN_PASSWORD_LENGTH:
        raise click.BadParameter(
            f"at least {MIN_PASSWORD_LENGTH} characters", param_hint="password"
        )
    if queries.person_or_none(username):
        raise click.BadParameter("somebody has this user name", param_hint="username")
    return service.add_person(
        username,
        surname=surname,
        given_name=given_name,
        patronymic=patronymic,
        password=password,
    )
