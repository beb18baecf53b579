"""What a person, a membership and a role know about themselves."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core import clock, db
from app.core.permissions import Permission, Role
from app.core.text import sort_key
from app.people import service
from app.people.models import Membership, Person, RoleGrant
from tests import make

MAY = date(2026, 5, 1)


def person(surname="Сериков", given_name="Арман", patronymic="") -> Person:
    return Person(surname=surname, given_name=given_name, patronymic=patronymic)


def test_a_person_is_named_in_the_official_order():
    assert person(patronymic="Болатұлы").full_name == "Сериков Арман Болатұлы"


def test_a_person_may_have_no_patronymic():
    assert person().full_name == "Сериков Арман"
    assert person().short_name == "Сериков\u00a0А."
    assert person().initials == "С.\u00a0А."


def test_the_short_name_never_breaks_between_surname_and_initials():
    assert person(patronymic="Болатұлы").short_name == "Сериков\u00a0А.\u00a0Б."


def test_initials_keep_kazakh_letters():
    assert person("Іңкәров", "Әлихан", "Өмірұлы").initials == "І.\u00a0Ә.\u00a0Ө."


def test_a_person_sorts_by_the_full_name():
    assert person(patronymic="Болатұлы").sort_key == sort_key("Сериков Арман Болатұлы")


def test_whoever_changes_her_name_moves_in_the_list():
    renamed = person()
    renamed.surname = "Әбенова"
    assert renamed.sort_key == sort_key("Әбенова Арман")
    renamed.patronymic = "Болатқызы"
    assert renamed.sort_key == sort_key("Әбенова Арман Болатқызы")


@pytest.mark.parametrize(
    ("to_on", "day", "holds"),
    [
        (None, MAY - timedelta(days=1), False),
        (None, MAY, True),
        (None, MAY + timedelta(days=9000), True),
        (MAY, MAY, True),
        (MAY, MAY + timedelta(days=1), False),
    ],
)
def test_a_dated_fact_holds_from_its_first_to_its_last_day(world, to_on, day, holds):
    fact = Membership(
        person=world.aigerim,
        unit=world.unit_b,
        position=make.position(),
        from_on=MAY,
        to_on=to_on,
    )
    db.session.add(fact)
    db.session.flush()
    assert fact.holds_on(day) is holds
    found = select(Membership.id).where(Membership.id == fact.id, Membership.held_on(day))
    assert (db.session.scalars(found).first() is not None) is holds


@pytest.mark.parametrize("kind", [Membership, RoleGrant])
def test_nothing_ends_before_it_begins(world, kind):
    row = kind(
        person_id=world.aigerim.id,
        unit_id=world.unit_a.id,
        from_on=MAY,
        to_on=MAY - timedelta(days=1),
    )
    if kind is Membership:
        row.position_id = make.position().id
    else:
        row.role = Role.MANAGER
    db.session.add(row)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_everybody_is_a_learner(world):
    assert world.aigerim.current_roles == {Role.LEARNER}
    assert world.aigerim.permissions == {Permission.LEARN}


def test_a_manager_is_a_learner_too(world):
    assert world.botagoz.current_roles == {Role.LEARNER, Role.MANAGER}
    assert Permission.LEARN in world.botagoz.permissions
    assert Permission.ASSIGN_COURSES in world.botagoz.permissions
    assert Permission.READ_JOURNAL not in world.botagoz.permissions


def test_a_manager_reaches_the_unit_over_which_she_holds_the_role(world):
    assert world.botagoz.reach(Permission.SEE_TEAM).roots == (world.unit_a.path,)
    assert world.yerlan.reach(Permission.SEE_TEAM).roots == (world.top.path,)
    assert world.aigerim.reach(Permission.SEE_TEAM).roots == ()


def test_a_role_reaches_only_on_the_days_on_which_it_is_held(world):
    grant = world.botagoz.roles[0]
    grant.to_on = clock.today()
    assert world.botagoz.reach(Permission.SEE_TEAM).covers(world.unit_a.path)
    grant.to_on = clock.today() - timedelta(days=1)
    assert world.botagoz.reach(Permission.SEE_TEAM).roots == ()
    assert world.botagoz.permissions == {Permission.LEARN}


def test_a_role_that_begins_tomorrow_allows_nothing_today(world):
    tomorrow = clock.today() + timedelta(days=1)
    service.grant(world.aigerim, Role.MANAGER, over=world.unit_a, from_on=tomorrow)
    assert world.aigerim.permissions == {Permission.LEARN}
    assert world.aigerim.reach(Permission.SEE_TEAM).roots == ()


def test_a_role_held_twice_over_a_unit_reaches_it_once(world):
    service.grant(world.botagoz, Role.MANAGER, over=world.unit_a, from_on=make.SINCE)
    assert world.botagoz.reach(Permission.SEE_TEAM).roots == (world.unit_a.path,)


def test_the_path_of_a_unit_names_all_units_above_it(world):
    below = make.unit("Кіші бөлім", under=world.unit_a)
    assert below.path == f"/{world.top.id}/{world.unit_a.id}/{below.id}/"
