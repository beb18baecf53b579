"""The journal: who did what, when, to what."""

from datetime import UTC, datetime

from sqlalchemy import select

from app.audit import queries, service
from app.audit.models import Entry
from app.core import clock, db

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def newest() -> Entry:
    db.session.flush()
    db.session.expire_all()
    return db.session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one()


def test_an_entry_says_who_did_what_when_to_what(world):
    with clock.stopped_at(NOON):
        service.record("course.published", by=world.dana, subject=world.course, edition=2)
    entry = newest()
    assert entry.at == NOON
    assert (entry.actor_id, entry.actor_name) == (world.dana.id, "Ким Дана")
    assert (entry.act, entry.subject) == ("course.published", "course")
    assert entry.subject_id == str(world.course.id)
    assert entry.details == {"edition": 2}


def test_what_the_system_does_by_itself_has_no_actor(world):
    service.record("course.published", by=None, subject=("username", "nobody"))
    entry = newest()
    assert (entry.actor_id, entry.actor_name) == (None, "")
    assert (entry.subject, entry.subject_id) == ("username", "nobody")


def test_the_journal_keeps_the_name_of_that_time(world):
    service.record("course.published", by=world.dana, subject=world.course)
    world.dana.surname = "Серікова"
    assert newest().actor_name == "Ким Дана"


def test_an_act_that_is_undone_was_never_noted(world):
    before = len(db.session.scalars(select(Entry)).all())
    service.record("course.published", by=world.dana, subject=world.course)
    db.session.rollback()
    assert len(db.session.scalars(select(Entry)).all()) == before


def test_the_newest_entry_comes_first_and_one_more_than_a_page_is_read(world):
    for number in range(queries.PAGE + 5):
        service.record("course.published", by=world.dana, subject=("thing", number))
    db.session.flush()
    found = queries.entries()
    assert len(found) == queries.PAGE + 1
    assert [entry.id for entry in found] == sorted((e.id for e in found), reverse=True)
    assert found[0].subject_id == str(queries.PAGE + 4)


def test_older_entries_follow_without_gap_or_repetition(world):
    for number in range(queries.PAGE + 5):
        service.record("draft.changed", by=world.dana, subject=("thing", number))
    db.session.flush()
    first = queries.entries(act="draft.changed")[: queries.PAGE]
    rest = queries.entries(act="draft.changed", before=first[-1].id)
    assert [int(entry.subject_id) for entry in [*first, *rest]] == list(
        range(queries.PAGE + 4, -1, -1)
    )


def test_only_the_wanted_act_is_read(world):
    service.record("draft.changed", by=world.dana, subject=world.course)
    service.record("draft.discarded", by=world.dana, subject=world.course)
    db.session.flush()
    assert [entry.act for entry in queries.entries(act="draft.discarded")] == ["draft.discarded"]


def test_the_acts_that_happened_are_listed_once_and_in_order(world):
    for act in ("draft.discarded", "draft.changed", "draft.changed"):
        service.record(act, by=world.dana, subject=world.course)
    db.session.flush()
    acts = list(queries.acts())
    assert acts == sorted(set(acts))
    assert {"draft.changed", "draft.discarded", "person.added"} <= set(acts)
