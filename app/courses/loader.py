"""Courses as folders on the disk: found, read, stored as editions and written back."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from app.core.db import session
from app.core.errors import N_, DomainError
from app.courses import pictures, queries, reading, service, writing
from app.courses.document.course import CourseDocument
from app.courses.layout import COURSE_FILE, MEDIA, TEXTS
from app.courses.models import Course, Edition, MediaFile
from app.courses.nodes import Problem
from app.people.models import Person

SUBFOLDERS = (TEXTS.rstrip("/"), MEDIA.rstrip("/"))


@dataclass(frozen=True)
class Found:
    """A course folder that has been read; with problems there is no document."""

    folder: Path
    document: CourseDocument | None
    media: Mapping[str, bytes]
    problems: list[Problem]

    @property
    def slug(self) -> str:
        return self.folder.name


@dataclass(frozen=True)
class LoadResult:
    """What loading a folder did: problems, or an edition if the content was new."""

    slug: str
    edition: Edition | None
    problems: list[Problem]


def check(path: Path) -> list[Found]:
    """Read every course in `path`: one course folder, or a folder of course folders.

    The files of the problems are named as seen from the working directory.
    """
    found = [_read(folder) for folder in _folders(path.resolve())]
    return _refuse_codes(found, taken={})


def load(path: Path, *, by: Person | None = None) -> list[LoadResult]:
    """Store a new edition of every faultless course in `path` that changed since it was loaded.

    A folder that is still the same does not undo what an author has published in the meantime.
    """
    held = {course.code: course.slug for course in queries.published()}
    results = []
    for found in _refuse_codes(check(path), taken=held):
        edition = None
        if found.document:
            course = queries.course_or_none(found.slug)
            course = course or service.add_course(found.slug, found.document)
            if not _is_loaded(course, found.document):
                edition = service.publish(course, found.document, media=found.media, by=by)
        results.append(LoadResult(found.slug, edition, found.problems))
    return results


def _is_loaded(course: Course, document: CourseDocument) -> bool:
    loaded = queries.newest_edition_or_none(course, is_loaded=True)
    return loaded is not None and loaded.document == document


def export(course: Course, path: Path) -> Path:
    """Write the newest edition as a folder: `path` if it is called like the course, else inside it.

    A course that is there already is replaced, with the texts and pictures it no longer has.
    """
    if course.edition_id is None:
        raise DomainError(N_("This course has no edition yet"))
    folder = path if path.resolve().name == course.slug else path / course.slug
    if folder.exists() and any(folder.iterdir()) and not (folder / COURSE_FILE).exists():
        raise DomainError(N_("The folder %(path)s holds something else"), path=str(folder))
    document = queries.document(course.edition_id)
    files = writing.files(document, _media(document))
    for part in SUBFOLDERS:
        for old in (folder / part).glob("*"):
            if f"{part}/{old.name}" not in files and old.is_file():
                old.unlink()
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def _media(document: CourseDocument) -> dict[str, bytes]:
    wanted = select(MediaFile).where(MediaFile.sha256.in_(document.media.values()))
    stored = {file.sha256: file.data for file in session.scalars(wanted)}
    return {name: stored[sha256] for name, sha256 in document.media.items()}


def _folders(path: Path) -> list[Path]:
    inside = sorted(item for item in path.iterdir() if item.is_dir() and _is_visible(item))
    is_course = (path / COURSE_FILE).exists() or any(item.name in SUBFOLDERS for item in inside)
    return [path] if is_course or not inside else inside


def _read(folder: Path) -> Found:
    files: dict[str, bytes] = {}
    unreadable: list[Problem] = []
    for item in _items(folder):
        name = item.relative_to(folder).as_posix()
        try:
            with item.open("rb") as file:
                files[name] = file.read(pictures.LARGEST + 1)
        except OSError as error:
            message = N_("This cannot be read as a file of a course: %(reason)s")
            unreadable.append(Problem(name, 1, message, {"reason": error.strerror}))
    result = reading.read(folder.name, files)
    if isinstance(result, CourseDocument) and not unreadable:
        return Found(folder, result, reading.media(result, files), [])
    problems = unreadable if isinstance(result, CourseDocument) else [*unreadable, *result]
    return Found(folder, None, {}, [_from_here(problem, folder) for problem in problems])


def _items(folder: Path) -> Iterator[Path]:
    """Everything that should be a file of the course."""
    for item in sorted(filter(_is_visible, folder.iterdir())):
        if item.name in SUBFOLDERS and item.is_dir():
            yield from sorted(filter(_is_visible, item.iterdir()))
        else:
            yield item


def _is_visible(path: Path) -> bool:
    return not path.name.startswith(".")


def _from_here(problem: Problem, folder: Path) -> Problem:
    return replace(problem, file=os.path.relpath(folder / problem.file))


def _refuse_codes(courses: Iterable[Found], *, taken: Mapping[str, str]) -> list[Found]:
    """The same courses, without those whose code another course has."""
    held = dict(taken)
    checked = []
    for course in courses:
        found = course
        code = course.document.code if course.document else None
        if code and held.setdefault(code, course.slug) != course.slug:
            message = N_("The course “%(slug)s” has the code %(code)s already: choose another")
            values: dict[str, object] = {"slug": held[code], "code": code}
            problem = Problem(COURSE_FILE, _line_of_code(course.folder), message, values)
            here = _from_here(problem, course.folder)
            found = replace(course, document=None, problems=[here])
        checked.append(found)
    return checked


def _line_of_code(folder: Path) -> int:
    lines = (folder / COURSE_FILE).read_text("utf-8").splitlines()
    return next((i for i, line in enumerate(lines, 1) if line.startswith("code:")), 1)
