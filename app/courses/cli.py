"""Commands for courses as folders."""

import os
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import AppGroup

from app.core.db import transaction
from app.core.errors import DomainError
from app.courses import loader, paths, queries, service
from app.courses.nodes import Problem
from app.people import queries as people

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

courses = AppGroup("courses", help="Courses as folders; see courses/README.md.")


@courses.command()
@click.argument("path", type=FOLDER, default="courses")
@click.option("--graph", is_flag=True, help="Print the scenarios as graphs.")
def check(path: Path, *, graph: bool) -> None:
    """Print every problem of the courses in PATH, as file:line: what and how to mend."""
    found = loader.check(path)
    if graph:
        _print_graphs(found)
    problems = [problem for course in found for problem in course.problems]
    _refuse(problems)
    click.echo(f"No problem found in: {', '.join(course.slug for course in found)}.")


@courses.command()
@click.argument("path", type=FOLDER, default="courses")
def load(path: Path) -> None:
    """Check the courses in PATH and store a new edition of those that changed."""
    with transaction():
        results = loader.load(path)
    for result in results:
        if result.edition:
            click.echo(f"{result.slug}: stored as edition {result.edition.number}.")
        elif result.problems:
            click.echo(f"{result.slug}: not loaded.")
        else:
            click.echo(f"{result.slug}: nothing has changed.")
    _refuse([problem for result in results for problem in result.problems])


@courses.command()
@click.argument("slug")
@click.argument("path", type=click.Path(file_okay=False, path_type=Path))
def export(slug: str, path: Path) -> None:
    """Write the newest edition of the course SLUG as a folder SLUG in PATH, or as PATH itself."""
    course = queries.course_or_none(slug)
    if course is None:
        raise click.ClickException(f"There is no course {slug}.")
    try:
        folder = loader.export(course, path)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Written: {os.path.relpath(folder)}")


@courses.command("add-owner")
@click.argument("slug")
@click.argument("username")
def add_owner(slug: str, username: str) -> None:
    """Let the trainer USERNAME edit and publish the course SLUG."""
    with transaction():
        course, person = queries.course_or_none(slug), people.person_or_none(username)
        if course is None:
            raise click.ClickException(f"There is no course {slug}.")
        if person is None:
            raise click.ClickException(f"Nobody is called {username}.")
        service.add_owner(course, person)
    click.echo(f"{username} owns {slug}.")


def _print_graphs(found: Sequence[loader.Found]) -> None:
    """Print the scenarios of the courses that have no problem."""
    documents = (course.document for course in found if course.document)
    for scenario in (one for document in documents for one in document.scenarios()):
        for line in paths.as_text(scenario):
            click.echo(line)


def _refuse(problems: Sequence[Problem]) -> None:
    """Print the problems and end with failure, if there are any."""
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"Problems: {len(problems)}.", err=True)
        raise SystemExit(1)
