"""Playing scenarios as steps of a course."""

from app.core.errors import N_, DomainError
from app.courses.document.scenarios import Scenario
from app.learning import progress, queries
from app.learning.models import Enrolment
from app.learning.service.finishing import document_of, edition_of, finish_if_done, note
from app.learning.service.taking import keep_place
from app.people.models import Person
from app.scenarios import queries as scenario_queries
from app.scenarios import service as scenarios
from app.scenarios.models import Move, Run


def begin_run(
    enrolment: Enrolment,
    scenario: Scenario,
    *,
    by: Person,
    language: str,
    is_group: bool = False,
    participants: int | None = None,
) -> Run:
    """Open a run, or go on with the open one of the same kind; the enrolment must be held.

    Raises `DomainError` while lessons before the scenario are not read.
    """
    view = progress.outline(document_of(enrolment), queries.results(enrolment)).view(scenario.id)
    if view.state == "closed":
        raise DomainError(N_("Read the lessons of this module first."))
    keep_place(enrolment, scenario, None)
    return scenarios.begin(
        scenario,
        by=by,
        enrolment_id=enrolment.id,
        edition_id=edition_of(enrolment),
        language=language,
        is_group=is_group,
        participants=participants,
    )


def decide(
    enrolment: Enrolment,
    run: Run,
    number: int,
    choice_id: str,
    *,
    by: Person,
    language: str,
    reason: str = "",
) -> Move:
    """Make a move; a passed run is a finished step and may finish the course.

    The enrolment must be held. A run of a group teaches, but is nobody's own result. Raises
    `DomainError` as the run itself does.
    """
    move = scenarios.decide(run, number, choice_id, by=by, language=language, reason=reason)
    if run.passed and not run.is_group and not enrolment.finished_at:
        _take_result(enrolment, run, by=by)
    return move


def _take_result(enrolment: Enrolment, run: Run, *, by: Person) -> None:
    scenario = scenario_queries.scenario(run)
    if not progress.stays(scenario, document_of(enrolment).steps_by_id.get(scenario.id)):
        return
    before = queries.results(enrolment).get(scenario.id)
    assert run.finished_at
    note(enrolment, scenario, score=max(run.percent, before or 0), at=run.finished_at)
    finish_if_done(enrolment, at=run.finished_at, by=by)
