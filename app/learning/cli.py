"""Commands that tidy up attempts: those whose time has run out, those from before marks."""

import logging

import click
from flask.cli import AppGroup

from app.assessment import marks
from app.assessment import queries as assessment_queries
from app.assessment.models import Attempt
from app.core.db import session, transaction
from app.learning import queries, service

log = logging.getLogger(__name__)

assessment = AppGroup("assessment", help="Attempts at quizzes.")


@assessment.command()
def close() -> None:
    """Hand in what the clock has ended, let it count for the course, and say how many.

    Pages tell the truth without it; run now and then, it brings results to those who never return.
    Fails at the end if some attempt could not be closed; the log says which and why.
    """
    with transaction():
        waiting = assessment_queries.run_out()
    closed = failed = 0
    for enrolment_id, quiz_id in waiting:
        try:
            closed += _close(enrolment_id, quiz_id)
        except Exception:
            log.exception("cannot close quiz %s of enrolment %s", quiz_id, enrolment_id)
            failed += 1
    click.echo(f"Closed attempts whose time had run out: {closed}.")
    if failed:
        raise click.ClickException(f"Attempts that could not be closed: {failed}. See the log.")


def _close(enrolment_id: int, quiz_id: str) -> bool:
    with transaction():  # one at a time, so that nobody waits long for the database
        enrolment = queries.enrolment_to_change(enrolment_id)
        return service.close_run_out(enrolment, quiz_id) is not None


@assessment.command()
def remark() -> None:
    """Write the marks of attempts from before marks were kept, and say how many.

    Their results stay as they were given; statistics and corrected keys need the marks.
    """
    with transaction():
        waiting = assessment_queries.unmarked()
    for attempt_id in waiting:
        with transaction():
            marks.write_missing(session.get_one(Attempt, attempt_id))
    if waiting:
        click.echo(f"Marked attempts from before marks were kept: {len(waiting)}.")
