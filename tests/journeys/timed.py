"""Publishes a course with a quiz of every kind that has half an hour, and adds who will sit it."""

from sqlalchemy import select

from app import create_app
from app.core.db import session, transaction
from app.courses import service
from app.people.models import Unit
from tests import company
from tests.documents import course_of_every_kind

SLUG = "timed"
READERS = ("kanat", "saltanat", "nurlan")


def publish() -> None:
    """The course, its first edition and the people, in the transaction of the caller."""
    document = course_of_every_kind("TM1", time_limit=30, attempts=3)
    service.publish(service.add_course(SLUG, document), document, by=None)
    department = select(Unit).where(Unit.kind == "department").order_by(Unit.id).limit(1)
    unit = session.scalars(department).one()
    for username in READERS:
        company._person(username, unit)


if __name__ == "__main__":
    with create_app().app_context(), transaction():
        publish()
