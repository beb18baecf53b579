"""Going on in the newest edition of a course."""

from collections.abc import Iterator

from app.assessment import queries as assessment
from app.audit import service as audit
from app.core import clock
from app.core.errors import N_, DomainError
from app.courses import queries as courses
from app.courses.document.steps import Step
from app.learning import progress, queries
from app.learning.models import Enrolment
from app.learning.service.finishing import document_of, edition_of, finish_if_done, take_back
from app.learning.service.quizzes import close_run_out
from app.people.models import Person
from app.scenarios import queries as scenarios


def take_newest_edition(enrolment: Enrolment, *, by: Person) -> None:
    """Go on in the newest edition; what is done stays done where the step is still the same.

    Raises `DomainError` before the course is begun: beginning asks for the courses before it; and
    while something is open in a step that would be gone.
    """
    before, after = edition_of(enrolment), enrolment.course.newest_edition_id
    if enrolment.finished_at or before == after:
        return
    old, new = document_of(enrolment), courses.document(after)
    for step in _open_steps(enrolment):
        if not progress.stays(step, new.steps_by_id.get(step.id)):
            raise DomainError(
                N_(
                    "You have begun «%(title)s», which is not in the newest edition. "
                    "Finish it first."
                ),
                title=step.title,
            )
    enrolment.edition_id = after
    for step_id in queries.results(enrolment).keys() & old.steps_by_id.keys():
        step = old.steps_by_id[step_id]
        if step_id in new.steps_by_id and not progress.stays(step, new.steps_by_id[step_id]):
            take_back(enrolment, step)
    audit.record("course.edition-taken", by=by, subject=enrolment, before=before, now=after)
    finish_if_done(enrolment, at=clock.now(), by=by)


def _open_steps(enrolment: Enrolment) -> Iterator[Step]:
    """The quizzes and scenarios in which something is open, as they were when it was begun."""
    for attempt in assessment.open_attempts(enrolment.person, within=enrolment.id):
        if not close_run_out(enrolment, attempt.quiz_id):
            yield assessment.quiz(attempt)
    for run in scenarios.open_runs(enrolment.id):
        yield scenarios.scenario(run)
