from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app.audit.models import Entry
from app.certificates import service
from app.certificates.models import Certificate
from app.core import db
from app.courses import queries as courses
from app.courses.models import Course
from app.people.models import Person
from tests import make

MANY = 24


@pytest.fixture
def kept(app, engine):
    """A person and a course that are really committed, and removed at the end."""
    db.session.remove()
    with db.transaction():
        person, course = make.person(), make.course()
        ids = person.id, course.id
    yield ids
    with db.transaction() as session:
        for table in reversed(db.Model.metadata.sorted_tables):
            session.execute(table.delete())


def test_many_at_once_get_one_certificate(kept):
    start = Barrier(MANY)

    def finish(_):
        start.wait()
        with db.transaction() as session:
            person, course = session.get(Person, kept[0]), session.get(Course, kept[1])
            return service.issue(
                person,
                occasion="the same for all",
                course=course,
                edition=courses.edition(course.newest_edition_id),
                hours=2,
                score=100,
                finished_on=date(2026, 1, 1),
                by=person,
            ).number

    with ThreadPoolExecutor(MANY) as threads:
        numbers = set(threads.map(finish, range(MANY)))

    with db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Certificate)) == 1
        issued = select(func.count()).where(Entry.act == "certificate.issued")
        assert session.scalar(issued) == 1
    assert len(numbers) == 1
