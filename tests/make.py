"""Makes one thing with sensible defaults, in one line."""

from datetime import date
from itertools import count

from app.core.permissions import Role
from app.core.text import Localized
from app.courses import service as courses
from app.courses.document.course import CourseDocument
from app.courses.models import Course
from app.people import queries, service
from app.people.models import Person, Position, Unit, UnitKind
from tests.browser import PASSWORD
from tests.documents import small_course

_numbers = count(1)
SINCE = date(2020, 1, 1)


def unit(name: str = "Бөлімше", *, under: Unit | None = None) -> Unit:
    kind = UnitKind.DEPARTMENT if under else UnitKind.COMMITTEE
    return service.add_unit(Localized(name, name), kind, under=under)


def position(code: str = "line-officer") -> Position:
    known = {position.code: position for position in queries.positions()}
    return known.get(code) or service.add_position(code, Localized(code, code))


def person(
    surname: str = "Серікова",
    *,
    given_name: str = "Айгерім",
    username: str = "",
    unit: Unit | None = None,
    position_code: str = "line-officer",
    password: str | None = None,
) -> Person:
    made = service.add_person(
        username or f"person{next(_numbers)}",
        surname=surname,
        given_name=given_name,
        password=None,
    )
    made.password_hash = _known_hash() if password is None else service._hasher.hash(password)
    if unit is not None:
        service.join(made, unit, position(position_code), from_on=SINCE)
    return made


def role(person: Person, role: Role, *, over: Unit) -> Person:
    service.grant(person, role, over=over, from_on=SINCE)
    return person


def course(
    document: CourseDocument | None = None, *, slug: str = "small", owner: Person | None = None
) -> Course:
    document = document or small_course()
    made = courses.add_course(slug, document)
    courses.publish(made, document, by=None)
    if owner is not None:
        courses.add_owner(made, owner)
    return made


_hashes: dict[str, str] = {}


def _known_hash() -> str:
    if PASSWORD not in _hashes:
        _hashes[PASSWORD] = service._hasher.hash(PASSWORD)
    return _hashes[PASSWORD]
