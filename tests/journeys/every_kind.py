"""Publishes the course with a question of every kind, beside what the server has already."""

from app import create_app
from app.core.db import transaction
from app.courses import service
from tests.documents import course_of_every_kind

SLUG = "every-kind"


def publish() -> None:
    """The course and its first edition, in the transaction of the caller."""
    document = course_of_every_kind()
    service.publish(service.add_course(SLUG, document), document, by=None)


if __name__ == "__main__":
    with create_app().app_context(), transaction():
        publish()
