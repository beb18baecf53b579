"""Builds the demonstration organisation through the same services that real users use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from app.core import clock
from app.core.permissions import Role
from app.courses import loader
from app.courses import queries as courses
from app.courses import service as course_service
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz
from app.courses.models import Course
from app.demonstration import people as invented
from app.demonstration import sittings, stories
from app.learning import service as learning
from app.learning.models import Enrolment
from app.people import service as people
from app.people.models import Person, Position, Unit

PASSWORD = "qalqan-demo"  # noqa: S105 - printed on purpose; see cli.py
ACCOUNTS = ("learner", "trainer", "manager", "admin")
COURSE = "ve1-foundations"
ORIENTATION = "qk1-orientation"
NEWCOMERS = 6
"""Every sixth has been given the orientation."""
SEED = 30052017
LONG_AGO = timedelta(days=900)
DEADLINES = (-40, -9, 6, 12, 30, 60)
"""Days from today by which the course is due, spread over the people."""


@dataclass
class Organisation:
    """What has been built so far."""

    top: Unit
    regions: list[Unit]
    departments: list[Unit]
    positions: dict[str, Position]
    staff: list[Person]


def load(folder: Path) -> None:
    """Build everything in the transaction of the caller; `folder` holds the courses."""
    with clock.stopped_at(clock.now() - LONG_AGO):
        loader.load(folder)
        organisation = _organisation()
    course = courses.course(COURSE)
    named = _named_accounts(organisation)
    _history(organisation, course, by=named["manager"])
    _orientation(organisation, by=named["manager"])
    _learner_under_way(named["learner"], course, by=named["manager"])


def _organisation() -> Organisation:
    committee, region_kind, institution_kind, department_kind = invented.KINDS
    top = people.add_unit(invented.COMMITTEE, committee)
    regions, departments = [], []
    for name, institutions in invented.REGIONS.items():
        region = people.add_unit(name, region_kind, under=top)
        regions.append(region)
        for institution_name in institutions:
            institution = people.add_unit(institution_name, institution_kind, under=region)
            departments += [
                people.add_unit(department, department_kind, under=institution)
                for department in invented.DEPARTMENTS.values()
            ]
    positions = {code: people.add_position(code, name) for code, name in invented.POSITIONS.items()}
    staff = [
        _person(number, names, department, positions[code])
        for number, (names, department, code) in enumerate(_places(departments), start=1)
    ]
    return Organisation(top, regions, departments, positions, staff)


def _places(departments: list[Unit]) -> Iterator[tuple[tuple[str, str, str], Unit, str]]:
    source = Random(SEED)  # noqa: S311 - invented names, not secrets
    codes = cycle(
        (
            "line-officer",
            "duty-commander",
            "psychologist",
            "line-officer",
            "security-officer",
            "educator",
            "line-officer",
            "social-worker",
            "head",
            "medical-worker",
            "theologian",
        )
    )
    for department in departments:
        for _ in range(4):
            is_woman = source.random() < 0.4
            surname = source.choice(invented.SURNAMES)[is_woman]
            given = source.choice(invented.WOMEN if is_woman else invented.MEN)
            father = source.choice(invented.FATHERS)[is_woman]
            yield (surname, given, father), department, next(codes)


def _person(number: int, names: tuple[str, str, str], unit: Unit, position: Position) -> Person:
    surname, given_name, patronymic = names
    person = people.add_person(
        f"officer{number:02}",
        surname=surname,
        given_name=given_name,
        patronymic=patronymic,
        password=None,
    )
    people.join(person, unit, position, from_on=clock.today())
    return person


def _named_accounts(organisation: Organisation) -> dict[str, Person]:
    north = organisation.regions[0]
    places = {
        "learner": (
            ("Серікова", "Айгерім", "Болатқызы"),
            organisation.departments[2],
            "line-officer",
        ),
        "trainer": (("Нұрланова", "Сәуле", "Ерболқызы"), organisation.top, "trainer"),
        "manager": (("Жұмабаева", "Ботагөз", "Серікқызы"), north, "head"),
        "admin": (("Ермеков", "Ерлан", "Болатұлы"), organisation.top, "hr-officer"),
    }
    since = clock.today() - LONG_AGO
    named = {}
    for username, ((surname, given_name, patronymic), unit, code) in places.items():
        person = people.add_person(
            username,
            surname=surname,
            given_name=given_name,
            patronymic=patronymic,
            password=PASSWORD,
        )
        people.join(person, unit, organisation.positions[code], from_on=since)
        named[username] = person
    for username, role, over in (
        ("trainer", Role.TRAINER, organisation.top),
        ("manager", Role.MANAGER, north),
        ("admin", Role.ADMINISTRATOR, organisation.top),
    ):
        people.grant(named[username], role, over=over, from_on=since)
    for written in courses.published():
        course_service.add_owner(written, named["trainer"])
    return named


def _history(organisation: Organisation, course: Course, *, by: Person) -> None:
    for number, person in enumerate(organisation.staff):
        deadline = clock.today() + timedelta(days=DEADLINES[number % len(DEADLINES)])
        match number % 7:
            case 0:
                _take(course, person, days_ago=800, due=clock.today() - timedelta(days=770), by=by)
            case 1 | 2:
                _take(course, person, days_ago=30 + number, due=deadline, by=by)
            case 3:
                _take(course, person, days_ago=50, due=deadline, by=by, steps=2 + number % 3)
            case 4 | 5:
                _assign(course, person, due=deadline, by=by)


def _orientation(organisation: Organisation, *, by: Person) -> None:
    """Some have taken the orientation; what they wrote waits for the trainer's marks."""
    course = courses.course(ORIENTATION)
    for number, person in enumerate(organisation.staff[::NEWCOMERS]):
        due = clock.today() + timedelta(days=14)
        _take(course, person, days_ago=2 + number, due=due, by=by)


def _assign(course: Course, person: Person, *, due: date, by: Person) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=70)):
        learning.assign(course, to=[person], due=due, by=by)


def _take(
    course: Course, person: Person, *, days_ago: int, due: date, by: Person, steps: int = 100
) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=days_ago + 14)):
        learning.assign(course, to=[person], due=due, by=by)
    with clock.stopped_at(clock.now() - timedelta(days=days_ago)):
        _study(learning.begin(course, by=person), person, steps)


def _study(enrolment: Enrolment, person: Person, steps: int) -> None:
    for step in learning.document_of(enrolment).steps[:steps]:
        match step:
            case Lesson():
                learning.finish_lesson(enrolment, step, by=person)
            case Quiz():
                sittings.sit(enrolment, step, person)
            case Scenario():
                stories.pass_story(enrolment, step, person)


def _learner_under_way(learner: Person, course: Course, *, by: Person) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=5)):
        learning.assign(course, to=[learner], due=clock.today() + timedelta(days=21), by=by)
        enrolment = learning.begin(course, by=learner)
        first, second = learning.document_of(enrolment).steps[:2]
        if isinstance(first, Lesson):
            learning.finish_lesson(enrolment, first, by=learner)
        if isinstance(second, Lesson):
            learning.keep_place(enrolment, second, second.blocks[1].id)
