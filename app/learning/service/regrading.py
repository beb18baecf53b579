"""Applying a corrected answer key to results already given."""

from collections.abc import Iterable, Sequence

from app.assessment.models import Regrade
from app.audit import service as audit
from app.certificates import service as certificates
from app.core import clock
from app.core.db import session
from app.courses.document.questions import Question
from app.courses.models import Course
from app.learning import regrading
from app.learning.regrading import Change
from app.learning.service.quizzes import take_result
from app.people.models import Person


def regrade(
    course: Course,
    question: Question,
    changes: Sequence[Change],
    *,
    takes_away: bool,
    reason: str,
    by: Person,
) -> Regrade:
    """Give attempts the results of the corrected key, and the certificates that follow from them.

    Unless `takes_away`, whoever would lose by it keeps what she has. Where a pass is lost, the
    certificate that rests on it is revoked with the same reason and the course is open again.
    """
    for mark in regrading.unchanged(course, question):
        mark.key_edition_id = course.newest_edition_id
    applied = [change for change in changes if takes_away or not change.falls]
    records = [_apply(change, course) for change in applied]
    session.flush()
    lost = [change for change in applied if change.loses_pass] if takes_away else []
    revoked = _revoke(lost, reason=reason, by=by)
    for change in applied:
        take_result(change.enrolment, change.attempt, by=by)
    done = Regrade(
        course_id=course.id,
        question_id=question.id,
        edition_id=course.newest_edition_id,
        applied_at=clock.now(),
        applied_by=by,
        reason=reason,
        changes=records,
    )
    session.add(done)
    session.flush()
    audit.record(
        "quiz.regraded",
        by=by,
        subject=course,
        question=question.id,
        edition=course.newest_edition_id,
        people=len({change.person.id for change in applied}),
        lost=sorted({change.person.id for change in lost}),
        revoked=revoked,
        reason=reason,
    )
    return done


def _apply(change: Change, course: Course) -> dict[str, object]:
    attempt, new = change.attempt, change.new.result
    before: dict[str, object] = {
        "attempt": attempt.id,
        "score": [attempt.score, new.score],
        "passed": [attempt.passed, new.passed],
    }
    change.mark.points = float(change.new.earned)
    change.mark.key_edition_id = course.newest_edition_id
    attempt.points, attempt.score = float(new.points), new.score
    attempt.passed, attempt.crossed = new.passed, list(new.crossed)
    return before


def _revoke(lost: Iterable[Change], *, reason: str, by: Person) -> list[str]:
    """Revoke each certificate once, and open the courses again; the numbers revoked."""
    found = {change.certificate.id: change.certificate for change in lost if change.certificate}
    for certificate in found.values():
        certificates.revoke(certificate, reason=reason, by=by)
    for enrolment in {change.enrolment.id: change.enrolment for change in lost}.values():
        if enrolment.finished_at:
            enrolment.finished_at = None
            enrolment.reopened += 1
    return [certificate.number for certificate in found.values()]
