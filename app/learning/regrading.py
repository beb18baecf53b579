"""Whose results a corrected answer key would change, and which certificates; nothing is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import sha256

from sqlalchemy import ColumnElement, String, cast, func, literal, select
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
from app.people.models import Person

AT_ONCE = 500
"""How many values one statement names; both engines limit them."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question of the newest edition whose key is another than in editions already sat."""

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
    person: Person
    mark: Mark
    new: Regraded
    certificate: Certificate | None
    was_passed: bool
    """Whether the quiz counts as passed now, by whichever attempt counts."""
    would_pass: bool

    @property
    def falls(self) -> bool:
        """Whether the learner would have less than before."""
        return self.new.earned < (scoring.exact(self.mark.points) or Fraction(0)) or self.loses_pass

    @property
    def gains_pass(self) -> bool:
        return self.would_pass and not self.was_passed

    @property
    def loses_pass(self) -> bool:
        return self.was_passed and not self.would_pass

    @property
    def lost_certificate(self) -> Certificate | None:
        """The certificate that rests on the pass which would be lost."""
        return self.certificate if self.loses_pass else None


def corrected(course: Course) -> list[Corrected]:
    """The questions of the newest edition with attempts that were marked by another key."""
    newest = _newest(course)
    editions = {
        question_id: found
        for question_id in newest
        if (found := _older_editions(course, newest[question_id]))
    }
    counts = _counts({one for found in editions.values() for one in found})
    totals = {
        question_id: sum(counts.get((edition_id, question_id), 0) for edition_id in found)
        for question_id, found in editions.items()
    }
    return [Corrected(newest[key], total) for key, total in totals.items() if total]


def question(course: Course, question_id: str) -> Question:
    """The question as the newest edition has it; `NoResultFound` where it has no key of its own."""
    found = _newest(course).get(question_id)
    if found is None or isinstance(found, OpenAnswer):
        raise NoResultFound
    return found


def changes(course: Course, question: Question) -> list[Change]:
    """Every marked attempt whose result the key of `question` would change, newest last."""
    rows = session.execute(
        select(Attempt, Mark, Person, Answer, Certificate)
        .join(Mark, Mark.attempt_id == Attempt.id)
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(
            Answer,
            (Answer.attempt_id == Attempt.id) & (Answer.question_id == Mark.question_id),
        )
        .outerjoin(
            Certificate,
            (Certificate.occasion == _occasion()) & Certificate.revoked_on.is_(None),
        )
        .where(
            Attempt.edition_id.in_(_older_editions(course, question)),
            Attempt.marked_at.is_not(None),
            Mark.question_id == question.id,
        )
        .order_by(Attempt.handed_in_at, Attempt.id)
    ).all()
    earned = _earned([row.Attempt.id for row in rows])
    results = {
        row.Attempt.id: _regraded(row.Attempt, row.Answer, earned[row.Attempt.id], question)
        for row in rows
    }
    tries = _tries([row.Attempt for row in rows])
    return [
        change
        for attempt, mark, person, _answer, certificate in rows
        if (change := _change(attempt, mark, person, certificate, results, tries))
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


def _older_editions(course: Course, question: Question) -> list[int]:
    ids = session.scalars(
        select(Edition.id)
        .where(Edition.course_id == course.id, Edition.id != course.newest_edition_id)
        .order_by(Edition.id)
    )
    return [
        edition_id
        for edition_id in ids
        if (old := courses.document(edition_id).questions_by_id.get(question.id))
        and regrading.has_other_key(old, question)
    ]


def _occasion() -> ColumnElement[str]:
    """`learning.service.occasion` as an expression."""
    return literal("enrolment-").concat(cast(Attempt.enrolment_id, String))


def _counts(edition_ids: set[int]) -> dict[tuple[int, str], int]:
    found = session.execute(
        select(Attempt.edition_id, Mark.question_id, func.count())
        .join(Mark, Mark.attempt_id == Attempt.id)
        .where(Attempt.edition_id.in_(edition_ids), Attempt.marked_at.is_not(None))
        .group_by(Attempt.edition_id, Mark.question_id)
        .order_by(Attempt.edition_id, Mark.question_id)
    )
    return {(edition_id, question_id): count for edition_id, question_id, count in found}


def _earned(attempt_ids: Sequence[int]) -> dict[int, dict[str, Fraction]]:
    """What each question of each attempt has earned so far."""
    earned: dict[int, dict[str, Fraction]] = defaultdict(dict)
    for start in range(0, len(attempt_ids), AT_ONCE):
        some = attempt_ids[start : start + AT_ONCE]
        found = session.execute(
            select(Mark.attempt_id, Mark.question_id, Mark.points)
            .where(Mark.attempt_id.in_(some))
            .order_by(Mark.attempt_id, Mark.question_id)
        )
        for attempt_id, question_id, points in found:
            earned[attempt_id][question_id] = scoring.exact(points) or Fraction(0)
    return earned


def _regraded(
    attempt: Attempt, answer: Answer | None, earned: Mapping[str, Fraction], question: Question
) -> Regraded:
    return regrading.regraded(
        assessment.quiz(attempt),
        [sheet.question for sheet in assessment.sheets(attempt)],
        earned,
        by_key=question,
        given=answer.chosen if answer else (),
    )


def _tries(attempts: Sequence[Attempt]) -> dict[tuple[int, str], list[Attempt]]:
    """All attempts of the same people at the same quizzes: which of them counts may change."""
    ids = sorted({attempt.enrolment_id for attempt in attempts})
    tries: dict[tuple[int, str], list[Attempt]] = defaultdict(list)
    for start in range(0, len(ids), AT_ONCE):
        found = session.scalars(
            select(Attempt)
            .where(Attempt.enrolment_id.in_(ids[start : start + AT_ONCE]))
            .order_by(Attempt.enrolment_id, Attempt.quiz_id, Attempt.number)
        )
        for attempt in found:
            tries[attempt.enrolment_id, attempt.quiz_id].append(attempt)
    return tries


def _change(
    attempt: Attempt,
    mark: Mark,
    person: Person,
    certificate: Certificate | None,
    results: Mapping[int, Regraded],
    tries: Mapping[tuple[int, str], Sequence[Attempt]],
) -> Change | None:
    new = results[attempt.id]
    if new.earned == scoring.exact(mark.points):
        return None
    quiz = assessment.quiz(attempt)
    mine = tries[attempt.enrolment_id, attempt.quiz_id]
    before = policy.counting(quiz, mine)
    after = policy.counting(quiz, [_standing(one, results.get(one.id)) for one in mine])
    return Change(
        attempt=attempt,
        person=person,
        mark=mark,
        new=new,
        certificate=certificate,
        was_passed=bool(before and before.passed),
        would_pass=bool(after and after.passed),
    )


def _standing(attempt: Attempt, new: Regraded | None) -> Standing:
    if new is None:
        return Standing(attempt.handed_in_at, attempt.passed, attempt.score)
    return Standing(attempt.handed_in_at, new.result.passed, new.result.score)
