"""Sessions on the server: begun, kept, ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import Entry
from app.core import clock, db
from app.signin import queries, service
from app.signin.models import SignedInSession


def begin(person, *, address: str = "10.0.0.1", agent: str = "Browser") -> str:
    token = service.begin_session(person, address=address, agent=agent)
    db.session.flush()
    return token


def is_open(token: str) -> bool:
    return queries.open_session_or_none(token) is not None


def journal(act: str) -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.act == act).order_by(Entry.id)))


def test_a_token_opens_the_session_of_its_person(world):
    record = queries.open_session_or_none(begin(world.aigerim))
    assert record.person is world.aigerim
    assert record.expires_at - record.begun_at == service.SESSION_LENGTH


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_a_made_up_token_opens_nothing(world, token):
    begin(world.aigerim)
    assert not is_open(token)


def test_the_token_itself_is_not_stored(world):
    token = begin(world.aigerim)
    stored = db.session.scalars(select(SignedInSession)).one()
    assert token not in {stored.token_hash, stored.address, stored.agent}
    assert stored.token_hash == queries.token_hash(token)
    assert not is_open(stored.token_hash)


def test_every_sign_in_has_a_token_of_its_own(world):
    tokens = {begin(world.aigerim) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43


def test_a_very_long_name_of_a_browser_is_cut(world):
    begin(world.aigerim, address="f" * 100, agent="x" * 1000)
    stored = db.session.scalars(select(SignedInSession)).one()
    assert (len(stored.address), len(stored.agent)) == (45, 200)


def test_a_session_ends_by_itself_after_a_long_shift(world):
    token = begin(world.aigerim)
    almost = clock.now() + service.SESSION_LENGTH - timedelta(seconds=5)
    with clock.stopped_at(almost):
        assert is_open(token)
    with clock.stopped_at(almost + timedelta(seconds=10)):
        assert not is_open(token)


def test_a_session_that_was_ended_stays_ended(world):
    token = begin(world.aigerim)
    service.end_session(queries.open_session_or_none(token), by=world.aigerim)
    db.session.flush()
    assert not is_open(token)
    assert journal("person.signed-out")[-1].actor_id == world.aigerim.id


def test_ending_one_session_leaves_the_others_open(world):
    here, there = begin(world.aigerim), begin(world.aigerim)
    service.end_session(queries.open_session_or_none(here), by=world.aigerim)
    db.session.flush()
    assert is_open(there)


def test_all_sessions_of_a_person_are_ended_and_nobody_else_s(world):
    mine = [begin(world.aigerim) for _ in range(3)]
    other = begin(world.berik)
    assert service.end_sessions(world.aigerim, by=world.yerlan) == 3
    db.session.expire_all()
    assert not any(is_open(token) for token in mine)
    assert is_open(other)
    entry = journal("sessions.ended")[-1]
    assert entry.actor_id == world.yerlan.id
    assert entry.details == {"count": 3}


def test_all_sessions_but_this_one_are_ended(world):
    here, there = begin(world.aigerim), begin(world.aigerim)
    keep = queries.open_session_or_none(here)
    assert service.end_sessions(world.aigerim, by=world.aigerim, keep=keep) == 1
    db.session.expire_all()
    assert is_open(here)
    assert not is_open(there)


def test_the_time_at_which_a_session_ended_is_not_written_over(world):
    token = begin(world.aigerim)
    service.end_session(queries.open_session_or_none(token), by=world.aigerim)
    db.session.flush()
    ended_at = db.session.scalars(select(SignedInSession)).one().ended_at
    assert service.end_sessions(world.aigerim, by=world.yerlan) == 0
    db.session.expire_all()
    assert db.session.scalars(select(SignedInSession)).one().ended_at == ended_at


def test_the_session_of_a_person_who_has_left_ends_with_her_last_day(world):
    token = begin(world.aigerim)
    world.aigerim.left_on = clock.today()
    db.session.flush()
    assert is_open(token)
    world.aigerim.left_on = clock.today() - timedelta(days=1)
    db.session.flush()
    assert not is_open(token)


def test_a_refused_sign_in_is_noted_with_the_person_it_was_about(world):
    service.refuse_sign_in("aigerim", world.aigerim, address="10.0.0.1")
    service.refuse_sign_in("nobody" * 30, None, address="10.0.0.1")
    db.session.flush()
    known, unknown = journal("sign-in.refused")
    assert (known.subject, known.subject_id) == ("person", str(world.aigerim.id))
    assert (unknown.subject, len(unknown.subject_id)) == ("username", 60)
    assert known.actor_id is unknown.actor_id is None


def test_person_roles_and_units_come_with_the_session_in_one_query(world, count_queries):
    token = begin(world.botagoz)
    db.session.commit()
    db.session.expunge_all()
    with count_queries() as queries_sent:
        person = queries.open_session_or_none(token).person
        assert person.permissions
        assert [grant.unit.path for grant in person.roles]
    assert len(queries_sent) == 1
