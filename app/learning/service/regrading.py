"""Applying a corrected answer key to results already given."""

from collections.abc import Sequence

from app.assessment.models import Regrade
from app.audit import service as audit
from app.certificates import service as certificates
from app.core import clock
from app.core.db import session
from app.courses.document.questions import Question
from app.courses.models import Course
from app.learning import queries
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

    Unless `takes_away`, whoever would lose by it keeps what she has. A certificate that rests on
    a lost pass is revoked with the same reason; the others stay as they were issued.
    """
    applied = [change for change in changes if takes_away or not change.falls]
    kept = [_apply(change, reason=reason, by=by) for change in applied]
    done = Regrade(
        course_id=course.id,
        question_id=question.id,
        edition_id=course.newest_edition_id,
        applied_at=clock.now(),
        applied_by=by,
        reason=reason,
        changes=kept,
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
        lost=[change.person.id for change in applied if change.loses_pass],
        reason=reason,
    )
    return done


def _apply(change: Change, *, reason: str, by: Person) -> dict[str, object]:
    attempt, new = change.attempt, change.new.result
    record: dict[str, object] = {
        "attempt": attempt.id,
        "score": [attempt.score, new.score],
        "passed": [attempt.passed, new.passed],
    }
    change.mark.points = float(change.new.earned)
    attempt.points, attempt.score = float(new.points), new.score
    attempt.passed, attempt.crossed = new.passed, list(new.crossed)
    if change.lost_certificate:
        certificates.revoke(change.lost_certificate, reason=reason, by=by)
        record["revoked"] = change.lost_certificate.number
    # Its own query must see the new result of the attempt.
    session.flush()
    take_result(queries.enrolment_to_change(attempt.enrolment_id), attempt, by=by)
    return record
