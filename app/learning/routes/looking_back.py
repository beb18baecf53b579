"""Where attempts and runs are found, whatever round and edition they were begun in."""

from typing import Any

from flask import url_for

from app.assessment import queries as assessment
from app.assessment.models import Attempt
from app.courses import queries as courses
from app.courses.document.steps import Step
from app.learning import history, progress, queries
from app.learning.routes.player import Place
from app.scenarios import queries as scenarios
from app.scenarios.models import Run


def place_of(begun: Attempt | Run) -> Place:
    """Where the step of an attempt or a run stands in what its person reads now, if it does."""
    if isinstance(begun, Run):
        return _place(begun.enrolment_id, scenarios.scenario(begun))
    return _place(begun.enrolment_id, assessment.quiz(begun))


def _place(enrolment_id: int, step: Step) -> Place:
    newest = history.newest_round(enrolment_id)
    document = courses.document(newest.edition_id or newest.course.newest_edition_id)
    results = queries.results(newest)
    outline = progress.outline(document, results)
    now = document.steps_by_id.get(step.id)
    if now and type(now) is type(step) and newest.id == enrolment_id:
        return Place(newest, document, results, outline, now)
    return Place(newest, document, results, outline, step, is_here=False)


def attempt_address(attempt: Attempt, **values: Any) -> str:
    """The page of an attempt: its questions while it is open, then its result."""
    newest = history.newest_round(attempt.enrolment_id)
    if newest.id != attempt.enrolment_id:
        return url_for("learning.attempt", receipt=attempt.receipt, **values)
    names = {"slug": newest.course.slug, "step_id": attempt.quiz_id, **values}
    if attempt.is_open:
        return url_for("learning.step", **names)
    return url_for("learning.result", **names, number=attempt.number)
