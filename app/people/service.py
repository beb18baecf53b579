"""Changes to people, units and roles."""

from datetime import date
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.audit import service as audit
from app.core import clock
from app.core.db import session
from app.core.errors import N_, DomainError
from app.core.permissions import Role
from app.core.text import Localized
from app.people.models import Membership, Person, Position, RoleGrant, Unit, UnitKind

MIN_PASSWORD_LENGTH = 10
NO_PASSWORD = "!"  # noqa: S105 - a hash that no password has

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""19 MiB, two rounds: the OWASP Password Storage Cheat Sheet's argon2id setting."""


def add_unit(name: Localized, kind: UnitKind, *, under: Unit | None = None) -> Unit:
    """A new unit below `under`, or the top of the tree."""
    unit = Unit(name=name, kind=kind, parent=under, path="")
    session.add(unit)
    session.flush()
    unit.path = f"{under.path if under else '/'}{unit.id}/"
    session.flush()
    return unit


def add_position(code: str, name: Localized) -> Position:
    """A new post of the staff list."""
    position = Position(code=code, name=name)
    session.add(position)
    session.flush()
    return position


def add_person(
    username: str,
    *,
    surname: str,
    given_name: str,
    patronymic: str = "",
    password: str | None,
    language: str = "kk",
) -> Person:
    """A new person, who can sign in at once if there is a password."""
    person = Person(
        username=username.strip().casefold(),
        surname=surname,
        given_name=given_name,
        patronymic=patronymic,
        password_hash=_hasher.hash(password) if password else NO_PASSWORD,
        language=language,
    )
    session.add(person)
    session.flush()
    audit.record("person.added", by=None, subject=person)
    return person


def join(person: Person, unit: Unit, position: Position, *, from_on: date) -> Membership:
    """Begin `person`'s work in `unit`; an open membership elsewhere ends the day before."""
    for earlier in person.memberships:
        if earlier.to_on is None:
            earlier.to_on = date.fromordinal(from_on.toordinal() - 1)
    membership = Membership(person=person, unit=unit, position=position, from_on=from_on)
    session.add(membership)
    session.flush()
    return membership


def grant(person: Person, role: Role, *, over: Unit, from_on: date) -> RoleGrant:
    """Give `person` a role over a unit and all below it."""
    granted = RoleGrant(person=person, role=role, unit=over, from_on=from_on)
    session.add(granted)
    session.flush()
    audit.record("role.granted", by=None, subject=person, role=role.value, unit=over.id)
    return granted


def password_is_right(person: Person | None, password: str) -> bool:
    """Whether the password opens this account.

    Costs the same time where there is no account, or one without a password.
    """
    known = person if person and person.password_hash != NO_PASSWORD else None
    stored = known.password_hash if known else _decoy()
    try:
        _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
    if known is None or (known.left_on and known.left_on < clock.today()):
        return False
    if _hasher.check_needs_rehash(stored):
        known.password_hash = _hasher.hash(password)
    return True


@cache
def _decoy() -> str:
    return _hasher.hash("nobody has this password")


def change_password(person: Person, *, to: str, by: Person) -> None:
    """Replace the password. Raises `DomainError` where the new one is too short or the name."""
    if len(to) < MIN_PASSWORD_LENGTH:
        raise DomainError(
            N_("The password must have at least %(length)s characters."), length=MIN_PASSWORD_LENGTH
        )
    if to.casefold() == person.username:
        raise DomainError(N_("The password must differ from the user name."))
    person.password_hash = _hasher.hash(to)
    audit.record("password.changed", by=by, subject=person)
