"""Cohorts whose ability and language are known, as answers and as rows of the tables."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from math import exp
from random import Random
from typing import Any

from sqlalchemy import insert

from app.assessment.fairness import Table
from app.assessment.models import Attempt, Mark, Pick
from app.core.db import session
from app.courses.models import Course
from app.learning.models import Enrolment
from app.people.models import Person
from tests.documents import quiz, single, small_course

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUESSED = 0.25
_numbers = count(1)


@dataclass
class Answered:
    """One answer: what it earned from 0 to 1, and what was picked."""

    points: float
    picks: list[str] = field(default_factory=list)
    language: str = "kk"
    seconds: int | None = None
    is_answered: bool = True


Paper = dict[str, Answered]
"""The answers of one person, by question id."""


def simulated(
    seed: int,
    *,
    people: int = 200,
    items: int = 20,
    impact: float = 0,
    slopes: float = 0,
    mistranslated: int | None = None,
) -> list[tuple[str, list[int]]]:
    """So many people of each language, with their language and a 1 for each right answer.

    Abilities are normal with variance 1 and equal means; `impact` is how much lower the mean is
    in Kazakh. Difficulties are normal about -0.8, slopes are 1 (Rasch) or vary (`slopes`). Who
    meets the question `mistranslated` in Kazakh can only guess among four options.
    """
    source = Random(seed)
    hard = [source.gauss(-0.8, 0.9) for _ in range(items)]
    steep = [exp(source.gauss(0, slopes)) for _ in range(items)]
    if mistranslated is not None:
        hard[mistranslated] = -0.8
    papers = []
    for language in ("ru", "kk"):
        for _ in range(people):
            ability = source.gauss(-impact if language == "kk" else 0, 1)
            right = []
            for item in range(items):
                chance = 1 / (1 + exp(-steep[item] * (ability - hard[item])))
                is_broken = item == mistranslated and language == "kk"
                right.append(int(source.random() < (GUESSED if is_broken else chance)))
            papers.append((language, right))
    return papers


def levels(
    papers: list[tuple[str, list[int]]], *, without: frozenset[int] = frozenset()
) -> dict[str, dict[int, Table]]:
    """What the database would count of the same answers."""
    counted: dict[int, dict[int, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for language, right in papers:
        for item, is_right in enumerate(right):
            kept = [r for i, r in enumerate(right) if i == item or i not in without]
            counted[item][int(100 * sum(kept) / len(kept) + 0.501)][language, is_right] += 1
    cells = [("ru", 1), ("ru", 0), ("kk", 1), ("kk", 0)]
    return {
        f"i{item}": {level: Table(*(c[cell] for cell in cells)) for level, c in by_level.items()}
        for item, by_level in counted.items()
    }


def document_of(items: int) -> Any:
    """A course whose quiz has so many questions, "i0", "i1" and so on; "a" is right."""
    step = quiz("m1-quiz", [single(f"i{number}") for number in range(items)])
    module = {"id": "m1", "title": step["title"], "objectives": [], "steps": [step]}
    return small_course("CO1", modules=[module])


def papers_of(simulation: list[tuple[str, list[int]]]) -> list[Paper]:
    """The same answers as papers of the course above."""
    return [
        {
            f"i{item}": Answered(is_right, ["a" if is_right else "b"], language, 20 + item)
            for item, is_right in enumerate(right)
        }
        for language, right in simulation
    ]


def sit(
    course: Course,
    papers: list[Paper],
    *,
    person_ids: list[int] | None = None,
    quiz_id: str = "m1-quiz",
    purpose: str = "module",
    edition_id: int | None = None,
    at: datetime = NOON,
    **changes: Any,
) -> list[int]:
    """Each paper is handed in by a person of its own, straight into the tables; their ids."""
    is_new = person_ids is None
    people = _people(course, len(papers)) if is_new else _again(course, person_ids)
    attempts = session.scalars(
        insert(Attempt).returning(Attempt.id, sort_by_parameter_order=True),
        [
            {
                "person_id": person_id,
                "enrolment_id": enrolment_id,
                "edition_id": edition_id or course.edition_id,
                "quiz_id": quiz_id,
                "purpose": purpose,
                "number": next(_numbers),
                "seed": 1,
                "paper": [],
                "language": next((a.language for a in paper.values()), "kk"),
                "started_at": at - timedelta(minutes=10),
                "handed_in_at": at,
                "marked_at": at,
                "receipt": f"R{next(_numbers)}",
                "points": float(sum(answer.points for answer in paper.values())),
                "out_of": len(paper),
            }
            | changes
            for (person_id, enrolment_id), paper in zip(people, papers, strict=True)
        ],
    ).all()
    _keep(attempts, papers)
    return [person_id for person_id, _enrolment_id in people]


def _keep(attempts: Any, papers: list[Paper]) -> None:
    rows = [
        (attempt_id, question_id, answer)
        for attempt_id, paper in zip(attempts, papers, strict=True)
        for question_id, answer in paper.items()
    ]
    marks = [
        {
            "attempt_id": attempt_id,
            "question_id": question_id,
            "points": float(answer.points),
            "is_answered": answer.is_answered,
            "language": answer.language,
            "seconds": answer.seconds,
        }
        for attempt_id, question_id, answer in rows
    ]
    picks = [
        {"attempt_id": attempt_id, "question_id": question_id, "pick": pick}
        for attempt_id, question_id, answer in rows
        for pick in answer.picks
    ]
    for model, values in ((Mark, marks), (Pick, picks)):
        if values:
            session.execute(insert(model), values)


def _people(course: Course, number: int) -> list[tuple[int, int]]:
    names = [f"cohort{next(_numbers)}" for _ in range(number)]
    values = [
        {
            "username": name,
            "password_hash": "x",
            "surname": name,
            "given_name": "Х",
            "sort_key": name,
        }
        for name in names
    ]
    made = insert(Person).returning(Person.id, sort_by_parameter_order=True)
    return _again(course, list(session.scalars(made, values)) if values else [])


def _again(course: Course, person_ids: list[int]) -> list[tuple[int, int]]:
    values = [
        {
            "person_id": person_id,
            "course_id": course.id,
            "round": next(_numbers),
            "edition_id": course.edition_id,
            "assigned_at": NOON,
        }
        for person_id in person_ids
    ]
    made = insert(Enrolment).returning(Enrolment.id, sort_by_parameter_order=True)
    enrolments = list(session.scalars(made, values)) if values else []
    return list(zip(person_ids, enrolments, strict=True))
