"""Editors who press Save at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.authoring import editing, queries, service
from app.core import db
from app.core.errors import DomainError
from app.core.text import Localized
from app.courses import queries as courses
from app.people.models import Person
from tests import make
from tests.authoring.samples import full_course

PARTS = ["first-text", "first-note", "first-picture", "second-text", "second-note", "third-text"]
MANY = 8


@pytest.fixture
def dana_id(app, engine):
    """The owner of a course, both really committed, and removed at the end."""
    db.session.remove()
    with db.transaction():
        dana = make.person()
        make.course(full_course(), slug="full", owner=dana)
        dana_id = dana.id
    yield dana_id
    with db.transaction() as session:
        for table in reversed(db.Model.metadata.sorted_tables):
            session.execute(table.delete())


def at_once(act, values):
    """What `act` returns for each of the values, all begun in the same moment."""
    start = Barrier(len(values))

    def run(value):
        start.wait()
        with db.transaction():
            return act(value)

    with ThreadPoolExecutor(len(values)) as threads:
        return list(threads.map(run, values))


def desk_of(person_id):
    person = db.session.get(Person, person_id)
    return queries.desk_to_change("full", of=person), person


def write(person_id, part_id, words, loaded=None):
    """Change the first text of a part; whether it was kept."""
    desk, person = desk_of(person_id)
    part = editing.part(desk.document, part_id)
    path = next(iter(editing.leaves(part)))
    new = editing.rewrite(part, {path: words})
    loaded = loaded or editing.fingerprint(part)
    return service.save(desk, part, new, loaded=loaded, by=person) is not None


def document():
    with db.transaction():
        return courses.draft_or_none(courses.course("full")).document


def test_the_first_changes_of_many_editors_make_one_draft_with_all_of_them(dana_id):
    kept = at_once(lambda part_id: write(dana_id, part_id, Localized(part_id, part_id)), PARTS)

    assert kept == [True] * len(PARTS)
    draft = document()
    for part_id in PARTS:
        assert Localized(part_id, part_id) in editing.leaves(editing.part(draft, part_id)).values()


def test_of_many_who_change_the_same_text_one_is_kept_and_all_others_are_told(dana_id):
    loaded = editing.fingerprint(editing.part(full_course(), "first-text"))
    words = [Localized(f"сөз {number}", f"слово {number}") for number in range(MANY)]

    kept = at_once(lambda text: write(dana_id, "first-text", text, loaded), words)

    assert kept.count(True) == 1
    assert editing.part(document(), "first-text").text == words[kept.index(True)]


def test_a_draft_is_published_once(dana_id):
    with db.transaction():
        write(dana_id, "first-text", Localized("сөз", "слово"))

    def publish(_number):
        desk, person = desk_of(dana_id)
        try:
            return service.publish(desk, by=person).number
        except DomainError:
            return None

    numbers = at_once(publish, range(MANY))

    assert [number for number in numbers if number] == [2]
    with db.transaction():
        assert len(courses.editions(courses.course("full"))) == 2
