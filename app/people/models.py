"""Units, positions, people, and the dated facts that bind them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnElement, String, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.core import clock
from app.core.db import Id, Model, plain_order, reference
from app.core.permissions import GRANTS, Permission, Reach, Role
from app.core.text import DEFAULT_LANGUAGE, Localized, sort_key


class UnitKind(StrEnum):
    """The levels of the service, from the top."""

    COMMITTEE = "committee"
    REGION = "region"
    INSTITUTION = "institution"
    DEPARTMENT = "department"


class Unit(Model):
    """A part of the service; its path names all units above it, so a subtree is a prefix."""

    __tablename__ = "units"

    id: Mapped[Id]
    parent_id: Mapped[int | None] = reference("units.id")
    path: Mapped[str] = mapped_column(plain_order(200), unique=True)
    kind: Mapped[UnitKind] = mapped_column(String(20))
    name: Mapped[Localized]

    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id")


class Position(Model):
    """A post of the staff list; courses name their audience by its code."""

    __tablename__ = "positions"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Localized]


class Dated:
    """A fact that holds from one day to another, both included; open at the end when unknown."""

    from_on: Mapped[date]
    to_on: Mapped[date | None]

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    @classmethod
    def held_on(cls, day: date) -> ColumnElement[bool]:
        """The same rule as a condition."""
        return and_(cls.from_on <= day, or_(cls.to_on.is_(None), cls.to_on >= day))


class Person(Model):
    """Somebody who works for the service and can sign in."""

    __tablename__ = "persons"

    id: Mapped[Id]
    username: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    surname: Mapped[str] = mapped_column(String(100))
    given_name: Mapped[str] = mapped_column(String(100))
    patronymic: Mapped[str] = mapped_column(String(100), default="")
    sort_key: Mapped[str] = mapped_column(plain_order(900), index=True)
    language: Mapped[str] = mapped_column(String(2), default=DEFAULT_LANGUAGE)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    left_on: Mapped[date | None]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.from_on"
    )
    roles: Mapped[list["RoleGrant"]] = relationship(
        back_populates="person", order_by="RoleGrant.id"
    )

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self.sort_key = sort_key(self.full_name)

    @validates("surname", "given_name", "patronymic")
    def _keep_sort_key(self, name: str, value: str) -> str:
        parts = {key: getattr(self, key) or "" for key in ("surname", "given_name", "patronymic")}
        parts[name] = value
        self.sort_key = sort_key(" ".join(filter(None, parts.values())))
        return value

    @property
    def full_name(self) -> str:
        """Surname, given name and patronymic, in the official order."""
        return " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """Surname and initials, held together by no-break spaces."""
        return "\u00a0".join((self.surname, *(f"{n[0]}." for n in self._forenames)))

    @property
    def initials(self) -> str:
        """All initials in the official order."""
        return "\u00a0".join(f"{name[0]}." for name in (self.surname, *self._forenames))

    @property
    def _forenames(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.given_name, self.patronymic)))

    @property
    def current_roles(self) -> frozenset[Role]:
        """The roles held today; everybody is a learner."""
        today = clock.today()
        held = {Role(grant.role) for grant in self.roles if grant.holds_on(today)}
        return frozenset(held | {Role.LEARNER})

    @property
    def permissions(self) -> frozenset[Permission]:
        return frozenset[Permission]().union(*(GRANTS[role] for role in self.current_roles))

    def reach(self, permission: Permission) -> Reach:
        """The units over which this person holds `permission` today."""
        today = clock.today()
        roots = {
            grant.unit.path
            for grant in self.roles
            if grant.holds_on(today) and permission in GRANTS[Role(grant.role)]
        }
        return Reach(permission, tuple(sorted(roots)))


class Membership(Dated, Model):
    """A person works in a unit in a position; a move ends one row and begins another."""

    __tablename__ = "memberships"
    __table_args__ = (CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates_in_order"),)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("persons.id")
    unit_id: Mapped[int] = reference("units.id")
    position_id: Mapped[int] = reference("positions.id")

    person: Mapped[Person] = relationship(back_populates="memberships")
    unit: Mapped[Unit] = relationship()
    position: Mapped[Position] = relationship()


class RoleGrant(Dated, Model):
    """A person holds a role over a unit and all below it."""

    __tablename__ = "role_grants"
    __table_args__ = (CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates_in_order"),)

    id: Mapped[Id]
    person_id: Mapped[int] = reference("persons.id")
    unit_id: Mapped[int] = reference("units.id")
    role: Mapped[Role] = mapped_column(String(20))

    person: Mapped[Person] = relationship(back_populates="roles")
    unit: Mapped[Unit] = relationship()
