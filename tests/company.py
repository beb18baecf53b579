"""Adds to the demonstration organisation the people of the journeys; prints where things are."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app import create_app
from app.assessment import queries as assessment_queries
from app.assessment import service as assessment
from app.core import clock
from app.core.db import session, transaction
from app.core.permissions import Role
from app.courses import queries as courses
from app.courses import service as course_service
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz
from app.courses.models import Course
from app.demonstration import stories
from app.learning import service as learning
from app.people import queries, service
from app.people.models import Person, Unit
from tests.documents import pair, scenario, small_course
from tests.server import PASSWORD

READERS = ("asel", "berik", "dina", "erbol", "galym")
"""Each takes the course from its beginning in one journey of her or his own."""
IN_QUIZ = tuple(f"quiz{number:02}" for number in range(1, 33))
"""Each has the first quiz open."""
UNDER_WAY = "kamila"
FINISHED = "zhanna"
FAILED = "farid"
STORY_READERS = ("timur", "laura", "ruslan")
"""Each plays the small story in one journey of her or his own."""
IN_STORY = "madina"
"""Has played it once and is in the middle of it again."""


def build() -> dict[str, Any]:
    """Everything, in the transaction of the caller."""
    course = courses.course("ve1-foundations")
    department = session.scalars(
        select(Unit).where(Unit.kind == "department").order_by(Unit.id)
    ).first()
    assert department
    for username in READERS:
        _person(username, department)
    for username in IN_QUIZ:
        _open_quiz(_person(username, department), course)
    _begin(_person(UNDER_WAY, department), course)
    _finish(_person(FINISHED, department), course)
    _fail(_person(FAILED, department), course)
    story = _story()
    for username in STORY_READERS:
        learning.begin(story, by=_person(username, department))
    _play(_person(IN_STORY, department), story)
    return {
        "course": course.slug,
        "region": _managed(),
        "department": department.id,
    }


def _managed() -> int:
    manager = queries.person_or_none("manager")
    assert manager
    return next(grant.unit_id for grant in manager.roles if grant.role == Role.MANAGER)


def _person(username: str, unit: Unit) -> Person:
    person = service.add_person(
        username,
        surname="Сейітова",
        given_name="Жанар",
        patronymic="Ерболқызы",
        password=PASSWORD,
    )
    position = queries.positions()[0]
    service.join(person, unit, position, from_on=clock.today() - timedelta(days=30))
    return person


def _begin(person: Person, course: Course) -> None:
    enrolment = learning.begin(course, by=person)
    first, second = learning.document_of(enrolment).steps[:2]
    assert isinstance(first, Lesson)
    assert isinstance(second, Lesson)
    learning.finish_lesson(enrolment, first, by=person)
    learning.keep_place(enrolment, second, second.blocks[2].id)


def _open_quiz(person: Person, course: Course) -> None:
    enrolment = learning.begin(course, by=person)
    for step in learning.document_of(enrolment).modules[0].steps:
        if isinstance(step, Lesson):
            learning.finish_lesson(enrolment, step, by=person)
        else:
            learning.start_quiz(enrolment, step, by=person, language="kk")


def _finish(person: Person, course: Course) -> None:
    enrolment = learning.begin(course, by=person)
    for step in learning.document_of(enrolment).steps:
        if isinstance(step, Lesson):
            learning.finish_lesson(enrolment, step, by=person)
        elif isinstance(step, Scenario):
            stories.pass_story(enrolment, step, person)
        else:
            attempt = learning.start_quiz(enrolment, step, by=person, language="ru")
            asked = [sheet.question for sheet in assessment_queries.sheets(attempt)]
            right = {question.id: question.right_answer for question in asked}
            assessment.save_all(attempt, right, language="ru")
            learning.hand_in(enrolment, attempt, by=person)


def _fail(person: Person, course: Course) -> None:
    enrolment = learning.begin(course, by=person)
    for step in learning.document_of(enrolment).modules[0].steps:
        if isinstance(step, Lesson):
            learning.finish_lesson(enrolment, step, by=person)
            continue
        assert isinstance(step, Quiz)
        for _attempt in range(step.attempts):
            attempt = learning.start_quiz(enrolment, step, by=person, language="kk")
            learning.hand_in(enrolment, attempt, by=person)


def _story() -> Course:
    """A course of one small scenario, the last of the catalogue."""
    steps = [scenario()]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    document = small_course("ZZ1", modules=modules)
    course = course_service.add_course("story", document)
    course_service.publish(course, document, by=None)
    return course


def _play(person: Person, course: Course) -> None:
    enrolment = learning.begin(course, by=person)
    [step] = learning.document_of(enrolment).scenarios()
    for choices in ("cadi", "a"):
        run = learning.begin_run(enrolment, step, by=person, language="kk")
        for number, choice in enumerate(choices, start=1):
            learning.decide(enrolment, run, number, choice, by=person, language="kk")


if __name__ == "__main__":
    with create_app().app_context(), transaction():
        print(json.dumps(build()))
