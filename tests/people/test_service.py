"""Changes to people: what they keep, what they refuse, what the journal says."""

from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.core import clock, db
from app.core.errors import DomainError
from app.core.permissions import Role
from app.core.text import Localized
from app.people import queries, service
from app.people.models import UnitKind
from tests import make
from tests.browser import PASSWORD

MAY = date(2026, 5, 1)


def journal(act: str) -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.act == act).order_by(Entry.id)))


def test_a_unit_below_another_carries_the_path_of_all_above(session):
    top = service.add_unit(Localized("Комитет", "Комитет"), UnitKind.COMMITTEE)
    region = service.add_unit(Localized("Өңір", "Регион"), UnitKind.REGION, under=top)
    assert top.path == f"/{top.id}/"
    assert region.path == f"/{top.id}/{region.id}/"


def test_a_user_name_is_kept_in_small_letters(session):
    added = service.add_person("  Arman ", surname="Сериков", given_name="Арман", password=None)
    assert added.username == "arman"
    assert [entry.subject_id for entry in journal("person.added")] == [str(added.id)]


def test_who_joins_a_unit_ends_the_earlier_membership_the_day_before(world):
    before = world.aigerim.memberships[0]
    joined = service.join(world.aigerim, world.unit_b, make.position(), from_on=MAY)
    assert before.to_on == date(2026, 4, 30)
    assert (joined.from_on, joined.to_on) == (MAY, None)
    assert [row.holds_on(MAY) for row in (before, joined)] == [False, True]


def test_who_joins_leaves_memberships_that_ended_long_ago_alone(world):
    first = world.aigerim.memberships[0]
    first.to_on = date(2021, 1, 1)
    service.join(world.aigerim, world.unit_b, make.position(), from_on=MAY)
    assert first.to_on == date(2021, 1, 1)


def test_who_is_given_a_role_holds_it_and_the_journal_knows(world):
    service.grant(world.aigerim, Role.TRAINER, over=world.unit_a, from_on=clock.today())
    assert Role.TRAINER in world.aigerim.current_roles
    entry = journal("role.granted")[-1]
    assert entry.subject_id == str(world.aigerim.id)
    assert entry.details == {"role": "trainer", "unit": world.unit_a.id}


def test_a_password_is_kept_as_an_argon2_hash_only(session):
    added = service.add_person("arman", surname="С", given_name="А", password=PASSWORD)
    assert added.password_hash.startswith("$argon2id$")
    assert PASSWORD not in added.password_hash


def test_two_people_with_one_password_have_different_hashes(session):
    one = service.add_person("one", surname="С", given_name="А", password=PASSWORD)
    other = service.add_person("other", surname="С", given_name="А", password=PASSWORD)
    assert one.password_hash != other.password_hash


def test_the_right_password_opens_and_every_other_does_not(world):
    assert service.password_is_right(world.aigerim, PASSWORD)
    for wrong in ("", PASSWORD.upper(), PASSWORD + " ", "ұзын құпиясөз"):
        assert not service.password_is_right(world.aigerim, wrong)


def test_kazakh_letters_make_a_password(session):
    added = service.add_person("arman", surname="С", given_name="А", password="Әліппе ғой 1")
    assert service.password_is_right(added, "Әліппе ғой 1")


def test_an_account_without_a_password_opens_with_none(session):
    added = service.add_person("arman", surname="С", given_name="А", password=None)
    for guess in ("", service.NO_PASSWORD, "None", "nobody has this password"):
        assert not service.password_is_right(added, guess)


def test_a_name_that_nobody_has_costs_one_check_like_any_other(world, monkeypatch):
    checked = []
    hasher = service._hasher

    class Watching:
        def verify(self, stored: str, password: str) -> bool:
            checked.append(stored)
            return hasher.verify(stored, password)

        def __getattr__(self, name: str) -> object:
            return getattr(hasher, name)

    monkeypatch.setattr(service, "_hasher", Watching())
    assert not service.password_is_right(None, PASSWORD)
    assert not service.password_is_right(None, "nobody has this password")
    assert not service.password_is_right(world.aigerim, "wrong")
    without = service.add_person("arman", surname="С", given_name="А", password=None)
    assert not service.password_is_right(without, "wrong")
    assert len(checked) == 4
    assert all(stored.startswith("$argon2id$") for stored in checked)


def test_who_has_left_cannot_use_the_password_from_the_next_day_on(world):
    world.aigerim.left_on = clock.today()
    assert service.password_is_right(world.aigerim, PASSWORD)
    world.aigerim.left_on = clock.today() - timedelta(days=1)
    assert not service.password_is_right(world.aigerim, PASSWORD)


def test_a_password_hashed_by_older_rules_is_hashed_anew_when_it_is_used(world, monkeypatch):
    before = world.aigerim.password_hash
    monkeypatch.setattr(
        service, "_hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )
    assert not service.password_is_right(world.aigerim, "wrong")
    assert world.aigerim.password_hash == before
    assert service.password_is_right(world.aigerim, PASSWORD)
    assert world.aigerim.password_hash != before
    assert service.password_is_right(world.aigerim, PASSWORD)


def test_a_new_password_replaces_the_old_one(world):
    service.change_password(world.aigerim, to="жаңа құпиясөз", by=world.aigerim)
    assert service.password_is_right(world.aigerim, "жаңа құпиясөз")
    assert not service.password_is_right(world.aigerim, PASSWORD)
    entry = journal("password.changed")[-1]
    assert entry.actor_id == world.aigerim.id
    assert entry.details == {}


@pytest.mark.parametrize("short", ["", "123456789"])
def test_a_short_password_is_refused_and_the_old_one_stays(world, short):
    with pytest.raises(DomainError, match="at least 10 characters"):
        service.change_password(world.aigerim, to=short, by=world.aigerim)
    assert service.password_is_right(world.aigerim, PASSWORD)
    assert journal("password.changed") == []


def test_the_user_name_is_no_password(session):
    added = service.add_person("longusername", surname="С", given_name="А", password=None)
    with pytest.raises(DomainError, match="differ from the user name"):
        service.change_password(added, to="LongUserName", by=added)


def test_two_people_cannot_have_one_user_name(world):
    assert queries.person_or_none("aigerim") is world.aigerim
    with pytest.raises(IntegrityError):
        service.add_person("AIGERIM", surname="С", given_name="А", password=None)
    db.session.rollback()
