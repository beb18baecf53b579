"""Who is found, by whom, and in which order."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from app.core import clock
from app.core.permissions import Permission, Reach
from app.people import queries, service
from tests import make

NOWHERE = Reach(Permission.SEE_TEAM, ())


def over(*units) -> Reach:
    return Reach(Permission.SEE_TEAM, tuple(unit.path for unit in units))


def test_a_unit_is_found_within_the_reach(world):
    assert queries.unit(world.unit_a.id, within=over(world.top)).id == world.unit_a.id


@pytest.mark.parametrize("asked", ["unit_b", "top"])
def test_a_unit_outside_the_reach_is_as_if_there_were_none(world, asked):
    with pytest.raises(NoResultFound):
        queries.unit(getattr(world, asked).id, within=over(world.unit_a))


def test_units_come_each_parent_before_its_children(world):
    below = make.unit("Кіші бөлім", under=world.unit_a)
    found = [unit.id for unit in queries.units(over(world.top))]
    assert found == [world.top.id, world.unit_a.id, below.id, world.unit_b.id]
    assert queries.units(NOWHERE) == []


def test_a_person_is_found_within_the_reach_of_today(world):
    assert queries.person(world.aigerim.id, within=over(world.unit_a)) is world.aigerim
    with pytest.raises(NoResultFound):
        queries.person(world.berik.id, within=over(world.unit_a))
    with pytest.raises(NoResultFound):
        queries.person(world.berik.id, within=NOWHERE)


def test_a_person_who_moved_away_is_no_longer_found(world):
    service.join(world.aigerim, world.unit_b, make.position(), from_on=clock.today())
    with pytest.raises(NoResultFound):
        queries.person(world.aigerim.id, within=over(world.unit_a))
    assert queries.person(world.aigerim.id, within=over(world.unit_b)) is world.aigerim


@pytest.mark.parametrize("written", ["aigerim", "AIGERIM", "  Aigerim "])
def test_a_user_name_is_found_however_it_is_written(world, written):
    assert queries.person_or_none(written) is world.aigerim


def test_a_user_name_that_nobody_has_finds_nobody(world):
    assert queries.person_or_none("aigeri") is None


def test_members_of_a_unit_are_all_below_it_by_the_kazakh_alphabet(world):
    found = [person.surname for person in queries.members(world.top)]
    assert found == ["Әбенова", "Ермеков", "Ким", "Қасымов", "Серікова", "Іңкәров"]


def test_members_as_of_a_day_are_those_of_that_day(world):
    moved_on = date(2024, 3, 1)
    service.join(world.aigerim, world.unit_b, make.position(), from_on=moved_on)
    before = queries.members(world.unit_a, on=moved_on - timedelta(days=1))
    after = queries.members(world.unit_a, on=moved_on)
    assert world.aigerim in before
    assert world.aigerim not in after
    assert world.aigerim in queries.members(world.unit_b, on=moved_on)


def test_who_works_in_two_units_is_one_member(world):
    make.person("Екеуов", username="twice", unit=world.unit_a)
    twice = queries.person_or_none("twice")
    later = service.join(twice, world.unit_b, make.position(), from_on=clock.today())
    later.person.memberships[0].to_on = None
    assert [p.username for p in queries.members(world.top)].count("twice") == 1


def test_a_unit_whose_number_begins_alike_is_another_unit(world):
    others = [make.unit(f"{n}", under=world.top) for n in range(12)]
    make.person("Басқа", unit=others[-1])
    for unit in others[:-1]:
        assert list(queries.members(unit)) == []


def directory(world, **asked) -> list[str]:
    wanted = {"within": over(world.top), "search": "", "page": 1} | asked
    return [row.person.surname for row in queries.directory(**wanted)]


def test_the_directory_is_in_the_order_of_the_kazakh_alphabet(world):
    assert directory(world) == ["Әбенова", "Ермеков", "Ким", "Қасымов", "Серікова", "Іңкәров"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("Іңкәр", ["Іңкәров"]),
        ("іңк", ["Іңкәров"]),
        ("ӘБ", ["Әбенова"]),
        ("aig", ["Серікова"]),
        ("AIGERIM", ["Серікова"]),
        ("енова", []),
        ("%", []),
        ("_", []),
    ],
)
def test_the_directory_is_searched_by_the_beginning_of_a_name_in_any_case(world, search, found):
    assert directory(world, search=search) == found


def test_the_directory_shows_nobody_outside_the_reach(world):
    assert directory(world, within=over(world.unit_b)) == ["Қасымов", "Іңкәров"]
    assert directory(world, within=NOWHERE) == []


def test_the_directory_turns_its_pages(world):
    for number in range(60):
        make.person(f"Абай{number:02d}", unit=world.unit_b)
    assert len(directory(world)) == queries.DIRECTORY_PAGE + 1
    first, second = directory(world)[:-1], directory(world, page=2)
    assert len(first + second) == len(set(first + second)) == 66


def test_the_directory_asks_as_often_for_many_people_as_for_few(world, count_queries):
    with count_queries() as few:
        directory(world)
    for number in range(30):
        make.person(f"Абай{number:02d}", unit=world.unit_b)
    with count_queries() as many:
        directory(world)
    assert len(few) == len(many)


def test_the_top_unit_is_the_one_above_all(session, world):
    assert queries.top_unit_or_none() is world.top


def test_there_is_no_top_unit_before_the_first_one(session):
    assert queries.top_unit_or_none() is None
