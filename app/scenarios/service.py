"""Beginning a run, deciding in it, and giving it up."""

from secrets import randbits

from app.audit import service as audit
from app.core import clock
from app.core.db import insert_or_keep, session
from app.core.errors import N_, DomainError
from app.courses.document.scenarios import Scenario
from app.courses.paths import best_and_worst
from app.people.models import Person
from app.scenarios import play, queries
from app.scenarios.models import Move, Run

SMALLEST_GROUP = 2
LARGEST_GROUP = 200
SHORTEST_REASON = 3
LONGEST_REASON = 2000


def begin(
    scenario: Scenario,
    *,
    by: Person,
    enrolment_id: int,
    edition_id: int,
    language: str,
    is_group: bool = False,
    participants: int | None = None,
) -> Run:
    """The open run of the same kind, or a new one; the caller holds the enrolment.

    Raises `DomainError` for a group of impossible size.
    """
    earlier = queries.runs(enrolment_id, scenario.id)
    for run in earlier:
        if run.is_open and run.is_group == is_group:
            return run
    if is_group and not SMALLEST_GROUP <= (participants or 0) <= LARGEST_GROUP:
        raise DomainError(
            N_("A group has from %(least)s to %(most)s people."),
            least=SMALLEST_GROUP,
            most=LARGEST_GROUP,
        )
    run = Run(
        person_id=by.id,
        enrolment_id=enrolment_id,
        edition_id=edition_id,
        scenario_id=scenario.id,
        number=len(earlier) + 1,
        seed=randbits(62),
        language=language,
        is_group=is_group,
        participants=participants if is_group else None,
        started_at=clock.now(),
    )
    session.add(run)
    session.flush()
    audit.record("scenario.begun", by=by, subject=run, scenario=scenario.id, number=run.number)
    return run


def decide(
    run: Run, number: int, choice_id: str, *, by: Person, language: str, reason: str = ""
) -> Move:
    """Make the move with this number, or keep the one that was made: a repeat changes nothing.

    The last move finishes the run. Raises `DomainError` for a choice that is not offered, for a
    group that gives no reason, and when the run is over.
    """
    made = queries.moves(run)
    if 0 < number <= len(made):
        return made[number - 1]
    now = queries.state(run, made)
    if not run.is_open or now.node is None:
        raise DomainError(N_("This run is over. Begin a new one."))
    try:
        following = play.after(queries.scenario(run), now, choice_id)
    except play.NotOffered as error:
        raise _foreign() from error
    if number != len(made) + 1:
        raise _foreign()
    at = clock.now()
    before = made[-1].made_at if made else run.started_at
    is_new = insert_or_keep(
        Move,
        {
            "run_id": run.id,
            "number": number,
            "node_id": now.node.id,
            "choice_id": choice_id,
            "language": language,
            "made_at": at,
            "seconds": round((at - before).total_seconds()),
            "is_red_line": following.is_stopped,
            "reason": _reason(reason) if run.is_group else None,
        },
        unique=("run_id", "number"),
    )
    if is_new and following.is_over:
        _finish(run, following, by=by)
    return queries.moves(run)[number - 1]


def _foreign() -> DomainError:
    return DomainError(N_("This decision is not offered here. Reload the page."))


def _reason(text: str) -> str:
    words = "".join(one for one in text if one.isprintable() or one == "\n").strip()
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise DomainError(
            N_("Say why the group decided so, in %(least)s to %(most)s characters."),
            least=SHORTEST_REASON,
            most=LONGEST_REASON,
        )
    return words


def _finish(run: Run, end: play.State, *, by: Person) -> None:
    assert end.ending
    run.ending_id = end.ending.id
    _close(run, end)
    audit.record(
        "scenario.finished",
        by=by,
        subject=run,
        scenario=run.scenario_id,
        ending=run.ending_id,
        score=run.points,
        passed=run.passed,
    )


def abandon(run: Run, *, by: Person) -> None:
    """End an open run where it stands, without an ending; it stays to be looked back upon."""
    if not run.is_open:
        return
    _close(run, queries.state(run, queries.moves(run)))
    audit.record(
        "scenario.abandoned", by=by, subject=run, scenario=run.scenario_id, number=run.number
    )


def _close(run: Run, end: play.State) -> None:
    run.finished_at = clock.now()
    run.points = end.score
    _worst, run.out_of = best_and_worst(queries.scenario(run))
    run.red_lines = end.red_lines
    run.passed = end.passed
