"""Whose results a corrected answer key would change, and which certificates; nothing is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import NoResultFound

from app.assessment import policy, regrading, scoring
from app.assessment import queries as assessment
from app.assessment.models import Answer, Attempt, Mark, Regrade
from app.assessment.regrading import Regraded
from app.certificates.models import Certificate
from app.core.db import session
from app.courses import queries as courses
from app.courses.document.questions import OpenAnswer, Question
from app.courses.models import Course, Edition
from app.learning.models import Enrolment
from app.learning.service.finishing import occasion
from app.people.models import Person

AT_ONCE = 500
"""How many values one statement names; both engines limit them."""
Place = tuple[int, str]
"""An enrolment and a quiz: all attempts of one person at it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question of the newest edition, and how many attempts another key than its own marked."""

    question: Question
    attempts: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An attempt as the rules see it, with the result it has or would have."""

    handed_in_at: datetime | None
    passed: bool | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One attempt whose result would become another."""

    attempt: Attempt
    enrolment: Enrolment
    person: Person
    mark: Mark
    new: Regraded
    certificate: Certificate | None
    """The one that rests on the passes of this enrolment."""
    was_passed: bool
    """Whether the quiz counts as passed now, by whichever attempt counts."""
    passes_if_raised: bool
    """Whether it would, if nobody were to lose by the key."""
    passes_if_applied: bool
    """Whether it would, if the key were applied to everybody."""
    falls: bool
    """Whether this attempt would be worth less than before."""

    @property
    def gains_pass(self) -> bool:
        return self.passes_if_raised and not self.was_passed

    @property
    def loses_pass(self) -> bool:
        return self.falls and self.was_passed and not self.passes_if_applied

    @property
    def lost_certificate(self) -> Certificate | None:
        """The certificate that rests on the pass which would be lost."""
        return self.certificate if self.loses_pass else None


def corrected(course: Course) -> list[Corrected]:
    """The questions of the newest edition with attempts that another key has marked."""
    newest = _newest(course)
    other = _editions_with_another_key(course, newest)
    counts = _counts(course)
    totals = {
        question_id: sum(counts.get((edition_id, question_id), 0) for edition_id in editions)
        for question_id, editions in other.items()
    }
    return [Corrected(newest[key], total) for key, total in totals.items() if total]


def question(course: Course, question_id: str) -> Question:
    """The question as the newest edition has it; `NoResultFound` where it has no key of its own."""
    found = _newest(course).get(question_id)
    if found is None or isinstance(found, OpenAnswer):
        raise NoResultFound
    return found


def changes(course: Course, question: Question, *, to_change: bool = False) -> list[Change]:
    """Every marked attempt whose result the key of `question` would change, newest last.

    With `to_change` all that may be changed is held, enrolments first as learners hold them.
    """
    editions = _editions_with_another_key(course, {question.id: question})[question.id]
    if to_change:
        _hold(_marked(course, question, editions).with_only_columns(Attempt.enrolment_id))
    wanted = _marked(course, question, editions).order_by(Attempt.handed_in_at, Attempt.id)
    if to_change:
        wanted = wanted.with_for_update(of=(Attempt, Mark)).execution_options(
            populate_existing=True
        )
    rows = session.execute(wanted).all()
    results = _results(rows, question)
    tries = _tries([row.Attempt for row in rows])
    held = _certificates({row.Enrolment.id: row.Enrolment for row in rows}.values())
    kept = {
        row.Attempt.id for row in rows if _falls(row.Attempt, row.Mark, results[row.Attempt.id])
    }
    raised = {key: new for key, new in results.items() if key not in kept}
    return [
        Change(
            attempt=attempt,
            enrolment=enrolment,
            person=person,
            mark=mark,
            new=results[attempt.id],
            certificate=held.get(occasion(enrolment)),
            was_passed=_passes(attempt, tries, {}),
            passes_if_raised=_passes(attempt, tries, raised),
            passes_if_applied=_passes(attempt, tries, results),
            falls=attempt.id in kept,
        )
        for attempt, mark, enrolment, person, _answer in rows
        if _differs(attempt, mark, results[attempt.id])
    ]


def unchanged(course: Course, question: Question) -> Sequence[Mark]:
    """The marks which the key of `question` leaves as they are, though another one gave them."""
    editions = _editions_with_another_key(course, {question.id: question})[question.id]
    rows = session.execute(_marked(course, question, editions).order_by(Attempt.id)).all()
    results = _results(rows, question)
    return [
        row.Mark for row in rows if not _differs(row.Attempt, row.Mark, results[row.Attempt.id])
    ]


def fingerprint(found: Iterable[Change]) -> str:
    """What tells whether the changes are still those which a trainer has looked at."""
    said = [
        (one.attempt.id, one.attempt.score, str(one.new.earned), one.new.result.score)
        for one in found
    ]
    return sha256(repr(said).encode()).hexdigest()


def history(course: Course) -> Sequence[Regrade]:
    """What was regraded in this course, newest first."""
    return session.scalars(
        select(Regrade).where(Regrade.course_id == course.id).order_by(Regrade.id.desc())
    ).all()


def _newest(course: Course) -> Mapping[str, Question]:
    return courses.document(course.newest_edition_id).questions_by_id


def _editions_with_another_key(
    course: Course, questions: Mapping[str, Question]
) -> dict[str, list[int]]:
    """By question id the editions of the course that mark it otherwise than `questions` do."""
    ids = session.scalars(
        select(Edition.id).where(Edition.course_id == course.id).order_by(Edition.id)
    ).all()
    found: dict[str, list[int]] = {question_id: [] for question_id in questions}
    for edition_id in ids:
        old = courses.document(edition_id).questions_by_id
        for question_id in questions.keys() & old.keys():
            if regrading.has_other_key(old[question_id], questions[question_id]):
                found[question_id].append(edition_id)
    return found


def _key_edition() -> ColumnElement[int]:
    """The edition whose key gave a mark."""
    return func.coalesce(Mark.key_edition_id, Attempt.edition_id)


def _counts(course: Course) -> dict[tuple[int, str], int]:
    found = session.execute(
        select(_key_edition(), Mark.question_id, func.count())
        .join(Attempt, Attempt.id == Mark.attempt_id)
        .join(Edition, Edition.id == Attempt.edition_id)
        .where(Edition.course_id == course.id, Attempt.marked_at.is_not(None))
        .group_by(_key_edition(), Mark.question_id)
    )
    return {(edition_id, question_id): count for edition_id, question_id, count in found}


def _marked(
    course: Course, question: Question, editions: Sequence[int]
) -> Select[*tuple[Any, ...]]:
    """The attempts of the course in which another key has marked the question."""
    return (
        select(Attempt, Mark, Enrolment, Person, Answer)
        .join(Edition, Edition.id == Attempt.edition_id)
        .join(Mark, Mark.attempt_id == Attempt.id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(
            Answer,
            (Answer.attempt_id == Attempt.id) & (Answer.question_id == Mark.question_id),
        )
        .where(
            Edition.course_id == course.id,
            _key_edition().in_(editions),
            Attempt.marked_at.is_not(None),
            Mark.question_id == question.id,
        )
    )


def _hold(enrolment_ids: Select[*tuple[Any, ...]]) -> None:
    session.execute(
        select(Enrolment.id)
        .where(Enrolment.id.in_(enrolment_ids))
        .order_by(Enrolment.id)
        .with_for_update()
    )


def _results(rows: Sequence[Any], question: Question) -> dict[int, Regraded]:
    """What each attempt comes to with the key of `question`."""
    marks = _marks([row.Attempt.id for row in rows])
    return {
        row.Attempt.id: regrading.regraded(
            assessment.quiz(row.Attempt),
            assessment.keyed(row.Attempt, marks[row.Attempt.id]),
            _earned(marks[row.Attempt.id]),
            by_key=question,
            given=row.Answer.chosen if row.Answer else (),
        )
        for row in rows
    }


def _marks(attempt_ids: Sequence[int]) -> dict[int, dict[str, Mark]]:
    found: dict[int, dict[str, Mark]] = defaultdict(dict)
    for some in _portions(attempt_ids):
        wanted = select(Mark).where(Mark.attempt_id.in_(some))
        for mark in session.scalars(wanted.order_by(Mark.attempt_id, Mark.question_id)):
            found[mark.attempt_id][mark.question_id] = mark
    return found


def _earned(marks: Mapping[str, Mark]) -> dict[str, Fraction]:
    return {key: scoring.exact(mark.points) or Fraction(0) for key, mark in marks.items()}


def _tries(attempts: Sequence[Attempt]) -> dict[Place, list[Attempt]]:
    """All attempts of the same people at the same quizzes: which of them counts may change."""
    tries: dict[Place, list[Attempt]] = defaultdict(list)
    for some in _portions(sorted({attempt.enrolment_id for attempt in attempts})):
        wanted = select(Attempt).where(Attempt.enrolment_id.in_(some))
        for attempt in session.scalars(wanted.order_by(Attempt.enrolment_id, Attempt.number)):
            tries[attempt.enrolment_id, attempt.quiz_id].append(attempt)
    return tries


def _certificates(enrolments: Iterable[Enrolment]) -> dict[str, Certificate]:
    """The certificates in force, by their occasion."""
    found: dict[str, Certificate] = {}
    for some in _portions(sorted(occasion(enrolment) for enrolment in enrolments)):
        wanted = select(Certificate).where(
            Certificate.occasion.in_(some), Certificate.revoked_on.is_(None)
        )
        for certificate in session.scalars(wanted.order_by(Certificate.id)):
            found[certificate.occasion] = certificate
    return found


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _passes(
    attempt: Attempt, tries: Mapping[Place, Sequence[Attempt]], new: Mapping[int, Regraded]
) -> bool:
    """Whether the quiz of the attempt counts as passed with these new results."""
    mine = tries[attempt.enrolment_id, attempt.quiz_id]
    same = [_standing(one, new.get(one.id)) for one in mine if one.purpose == attempt.purpose]
    counting = policy.counting(assessment.quiz(attempt), same)
    return bool(counting and counting.passed)


def _standing(attempt: Attempt, new: Regraded | None) -> Standing:
    if new is None:
        return Standing(attempt.handed_in_at, attempt.passed, attempt.score)
    return Standing(attempt.handed_in_at, new.result.passed, new.result.score)


def _differs(attempt: Attempt, mark: Mark, new: Regraded) -> bool:
    return (
        new.earned != scoring.exact(mark.points)
        or new.result.passed != attempt.passed
        or list(new.result.crossed) != (attempt.crossed or [])
    )


def _falls(attempt: Attempt, mark: Mark, new: Regraded) -> bool:
    has_less = new.earned < (scoring.exact(mark.points) or Fraction(0))
    return has_less or bool(attempt.passed and not new.result.passed)
