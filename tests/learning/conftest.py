"""What the tests of the learner's pages share."""

from datetime import UTC, datetime

import pytest
from flask_babel import force_locale, gettext, ngettext

from app.core import clock, db
from app.learning import service
from tests.learning import taking
from tests.learning.quizzes import QUIZ
from tests.learning.reading import Page

NOON = datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.fixture
def noon():
    """It is 2 March 2026, noon in Kazakhstan."""
    with clock.stopped_at(NOON):
        yield NOON


@pytest.fixture
def say(app):
    """What the interface says for a message, in a language."""

    def translated(message, language="kk", *, plural="", num=0, **values):
        with app.app_context(), force_locale(language):
            text = (
                ngettext(message, plural, num, **values) if plural else gettext(message, **values)
            )
        return " ".join(text.split())

    return translated


@pytest.fixture
def look(browser):
    """Opens pages as a person; what the test has prepared is there."""

    def as_person(person, *, language="kk"):
        db.session.commit()
        opened = browser(person, language=language)
        opened.see = lambda path: Page(opened.page(path))
        return opened

    return as_person


@pytest.fixture
def ready(world):
    """Aigerim has read both lessons; the id of her enrolment."""
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    return enrolment.id


@pytest.fixture
def sitting(world, ready, look):
    """Her browser with the quiz open in it."""
    reader = look(world.aigerim)
    assert reader.post(f"{QUIZ}/start").status_code in {302, 303}
    return reader
