"""Dana's second course, and a trainer who may become its second owner."""

import pytest

from app.authoring import editing
from app.core.permissions import Role
from app.courses import service as courses
from tests import make
from tests.authoring.samples import full_course


@pytest.fixture
def course(world, session):
    """A course of Dana's that has every kind of block."""
    document = editing.changed(full_course(), code="FU1")
    made = make.course(document, slug="full", owner=world.dana)
    session.commit()
    return made


@pytest.fixture
def other_trainer(world, session):
    """Somebody who may edit courses, but owns none of these."""
    person = make.person("Ли", given_name="Вера", username="vera", unit=world.top)
    make.role(person, Role.TRAINER, over=world.top)
    session.commit()
    return person


@pytest.fixture
def second_owner(course, other_trainer, session):
    """Vera, when she edits the course together with Dana."""
    courses.add_owner(course, other_trainer)
    session.commit()
    return other_trainer
