"""Crowds of people with courses in every state, straight into the tables."""

from datetime import date, timedelta
from itertools import count as counting
from random import Random
from typing import Any

from app.core import clock
from app.core.db import session
from app.courses.models import Course
from app.learning.models import Enrolment
from app.people.models import Membership, Person, Unit
from tests import make
from tests.documents import small_course

_numbers = counting(1)
SURNAMES = ("Әбенов", "Байжанов", "Ғабдуллин", "Ермеков", "Қасымов", "Ким", "Өтеғенов", "Іңкәров")


def days(number: int) -> date:
    """The date so many days from today."""
    return clock.today() + timedelta(days=number)


def enrol(person: Person, course: Course, **values: Any) -> Enrolment:
    """An enrolment whose due date is so many days from today."""
    made = _enrolment(person, course, **values)
    session.add(made)
    session.flush()
    return made


def _enrolment(
    person: Person,
    course: Course,
    *,
    due: int | None = None,
    started: bool = False,
    finished: bool = False,
    number: int = 1,
) -> Enrolment:
    return Enrolment(
        person_id=person.id,
        course_id=course.id,
        round=number,
        edition_id=course.edition_id if started or finished else None,
        assigned_at=clock.now(),
        due_on=None if due is None else days(due),
        started_at=clock.now() if started or finished else None,
        finished_at=clock.now() if finished else None,
    )


def move(person: Person, unit: Unit, *, position: str = "line-officer", **dates: date) -> None:
    """One more membership beside those there are."""
    session.add(
        Membership(
            person_id=person.id,
            unit_id=unit.id,
            position_id=make.position(position).id,
            **({"from_on": make.SINCE} | dates),
        )
    )
    session.flush()


def people(unit: Unit, course: Course, count: int) -> list[Person]:
    """So many people in the unit, each with the course in one state or another."""
    position = make.position()
    crowd = [_person(SURNAMES[n % len(SURNAMES)]) for n in range(count)]
    session.add_all(
        Membership(person=person, unit_id=unit.id, position_id=position.id, from_on=make.SINCE)
        for person in crowd
    )
    session.flush()
    session.add_all(
        _enrolment(
            person, course, due=number % 40 - 20, started=number % 3 > 0, finished=number % 5 < 2
        )
        for number, person in enumerate(crowd)
    )
    session.flush()
    return crowd


def _person(surname: str) -> Person:
    number = next(_numbers)
    return Person(
        username=f"crowd{number}", password_hash="", surname=surname, given_name=f"Н{number}"
    )


def random_service(chance: Random) -> tuple[list[Unit], list[Course]]:
    """Three levels of units; people with several, past and future memberships; many rounds."""
    top = make.unit("Комитет")
    regions = [make.unit(f"Өңір {n}", under=top) for n in range(3)]
    leaves = [make.unit(f"Мекеме {n}", under=chance.choice(regions)) for n in range(5)]
    units = [top, *regions, *leaves]
    courses = [make.course(small_course(f"EX{n}"), slug=f"ex{n}") for n in range(1, 4)]
    for _ in range(24):
        person = _person(chance.choice(SURNAMES))
        session.add(person)
        session.flush()
        for _ in range(chance.randint(0, 3)):
            begin = days(chance.randint(-60, 5))
            end = begin + timedelta(days=chance.randint(0, 60))
            move(
                person,
                chance.choice(units),
                position=chance.choice(("psychologist", "line-officer")),
                from_on=begin,
                **chance.choice(({}, {}, {"to_on": end})),
            )
        for course in courses:
            for number in range(1, chance.randint(0, 3) + 1):
                started = chance.random() < 0.6
                due = chance.choice((None, -20, -1, 0, 1, 13, 14, 15, 40))
                finished = started and chance.random() < 0.5
                session.add(
                    _enrolment(
                        person, course, due=due, started=started, finished=finished, number=number
                    )
                )
    session.flush()
    return units, courses


def keep() -> None:
    """Commit what was made after a browser had been opened, and let go of it."""
    session.commit()
    session.remove()
