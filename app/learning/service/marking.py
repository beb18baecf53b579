"""Marking open answers by their rubric."""

from collections.abc import Mapping

from app.assessment import policy, scoring
from app.assessment import queries as assessment_queries
from app.assessment import service as assessment
from app.assessment.models import Attempt, Mark
from app.audit import service as audit
from app.core import clock
from app.courses.document.questions import OpenAnswer
from app.learning import queries
from app.learning.service.quizzes import take_result
from app.people.models import Person


def mark(
    attempt: Attempt,
    question: OpenAnswer,
    *,
    points: Mapping[str, int],
    comment: str,
    by: Person,
) -> bool:
    """Give an open answer its points by criterion; the last one marked settles the attempt.

    False, and nothing is changed, where a pass that was announced would be lost by it.
    """
    enrolment = queries.enrolment_to_change(attempt.enrolment_id)
    marks = assessment_queries.marks(attempt)
    given = marks[question.id]
    criteria = {criterion.id: points[criterion.id] for criterion in question.rubric}
    earned = float(scoring.rubric_points(question, criteria))
    if attempt.passed and not _passes(attempt, marks, question.id, earned):
        return False
    given.criteria, given.points = criteria, earned
    given.comment = comment.strip() or None
    given.marked_by_id, given.marked_at = by.id, clock.now()
    assessment.settle(attempt)
    audit.record(
        "answer.marked",
        by=by,
        subject=attempt,
        quiz=attempt.quiz_id,
        question=question.id,
        score=attempt.score,
    )
    take_result(enrolment, attempt, by=by)
    return True


def _passes(attempt: Attempt, marks: Mapping[str, Mark], question_id: str, earned: float) -> bool:
    points = {key: scoring.exact(mark.points) for key, mark in marks.items()}
    points[question_id] = scoring.exact(earned)
    reached = scoring.score(points)
    crossed = scoring.crossed(assessment_queries.keyed(attempt, marks), points)
    quiz = assessment_queries.quiz(attempt)
    return reached is not None and policy.passes(quiz, reached, crossed)
