"""The command that tidies up attempts whose time has run out."""

import click
from flask.cli import AppGroup

from app.assessment import queries as assessment_queries
from app.core.db import transaction
from app.learning import queries, service

assessment = AppGroup("assessment", help="Attempts at quizzes.")


@assessment.command()
def close() -> None:
    """Hand in what the clock has ended, let it count for the course, and say how many.

    Pages tell the truth without it; run now and then, it brings results to those who never return.
    """
    with transaction():
        waiting = assessment_queries.run_out()
    count = 0
    for enrolment_id, quiz_id in waiting:
        with transaction():  # one at a time, so that nobody waits long for the database
            enrolment = queries.enrolment_to_change(enrolment_id)
            count += service.close_run_out(enrolment, quiz_id) is not None
    click.echo(f"Closed attempts whose time had run out: {count}.")
