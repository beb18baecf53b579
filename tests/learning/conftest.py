"""What the tests of the learner's pages share."""

import pytest
from flask_babel import force_locale, gettext, ngettext

from app.core import db
from tests.learning.reading import Page


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
