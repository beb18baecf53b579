"""Over which rows each person's reach goes; and no page offers a link its reader may not follow."""

import inspect
import re
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.core import clock, db
from app.core.permissions import Permission, Role
from app.courses import queries as courses
from app.management import queries as management
from app.people import queries, scope, service
from app.people.models import Person, Unit
from tests import make
from tests.world import World

UNITS = {
    "aigerim": {},
    "botagoz": {
        Permission.SEE_TEAM: {"А", "А1"},
        Permission.ASSIGN_COURSES: {"А", "А1"},
        Permission.EXPORT_TEAM: {"А", "А1"},
    },
    "chingiz": {
        Permission.SEE_TEAM: {"Б"},
        Permission.ASSIGN_COURSES: {"Б"},
        Permission.EXPORT_TEAM: {"Б"},
    },
    "berik": {},
    "dana": {
        Permission.EDIT_COURSES: {"К", "А", "А1", "Б"},
        Permission.PUBLISH_COURSES: {"К", "А", "А1", "Б"},
        Permission.GIVE_TIME: {"К", "А", "А1", "Б"},
        Permission.MARK_ANSWERS: {"К", "А", "А1", "Б"},
        Permission.REGRADE: {"К", "А", "А1", "Б"},
    },
    "yerlan": {
        Permission.SEE_TEAM: {"К", "А", "А1", "Б"},
        Permission.EXPORT_TEAM: {"К", "А", "А1", "Б"},
        Permission.READ_JOURNAL: {"К", "А", "А1", "Б"},
        Permission.SEE_PEOPLE: {"К", "А", "А1", "Б"},
        Permission.END_SESSIONS: {"К", "А", "А1", "Б"},
        Permission.GIVE_TIME: {"К", "А", "А1", "Б"},
    },
}
"""Units by letter over which each person holds each permission; nothing where none is named."""

MEMBERS = {
    "К": {"dana", "yerlan"},
    "А": {"aigerim", "botagoz"},
    "А1": {"aliya"},
    "Б": {"chingiz", "berik"},
}
EVERY_PAIR = pytest.mark.parametrize(
    ("name", "permission"), [(name, permission) for name in UNITS for permission in Permission]
)


@pytest.fixture
def units(world: World) -> dict[str, Unit]:
    below = make.unit("А1", under=world.unit_a)
    make.person("Әлиева", username="aliya", unit=below)
    db.session.commit()
    return {"К": world.top, "А": world.unit_a, "А1": below, "Б": world.unit_b}


def expected(name: str, permission: Permission) -> set[str]:
    if permission is Permission.LEARN:
        return set()
    return UNITS[name].get(permission, set())


@EVERY_PAIR
def test_the_units_of_a_reach_are_exactly_these(world, units, name, permission):
    reach = getattr(world, name).reach(permission)
    found = db.session.scalars(select(Unit.id).where(scope.units(reach))).all()
    assert {letter for letter, unit in units.items() if unit.id in found} == expected(
        name, permission
    )
    assert len(found) == len(expected(name, permission))
    assert [unit.id for unit in units.values() if reach.covers(unit.path)] == [
        unit.id for unit in units.values() if unit.id in found
    ]


@EVERY_PAIR
def test_the_people_of_a_reach_are_exactly_these(world, units, name, permission):
    reach = getattr(world, name).reach(permission)
    found = db.session.scalars(
        select(Person.username).where(scope.people(reach, on=clock.today()))
    ).all()
    people = {who for letter in expected(name, permission) for who in MEMBERS[letter]}
    assert sorted(found) == sorted(people)


@EVERY_PAIR
def test_the_list_and_the_single_object_agree(world, units, name, permission):
    reach = getattr(world, name).reach(permission)
    listed = {unit.id for unit in queries.units(reach)}
    for unit in units.values():
        if unit.id in listed:
            assert queries.unit(unit.id, within=reach) is unit
            assert management.place(unit.id, within=reach).unit is unit
        else:
            with pytest.raises(NoResultFound):
                queries.unit(unit.id, within=reach)
            with pytest.raises(NoResultFound):
                management.place(unit.id, within=reach)


def test_every_function_that_turns_a_reach_into_rows_is_tested_here(root: Path):
    tested = {"app.people.scope.units", "app.people.scope.people"}
    found = set()
    for file in (root / "app").glob("*/scope.py"):
        module = import_module(f"app.{file.parent.name}.scope")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and "Reach" in str(inspect.signature(function)):
                found.add(f"{module.__name__}.{name}")
    assert found == tested


@pytest.mark.parametrize("name", ["aigerim", "botagoz", "chingiz", "berik", "yerlan"])
def test_only_an_owner_finds_a_course_to_edit(world, name):
    assert courses.own_course("small", of=world.dana) is world.course
    with pytest.raises(NoResultFound):
        courses.own_course("small", of=getattr(world, name))


def test_another_trainer_cannot_open_the_course(world, browser):
    other = make.person("Ахметова", username="other", unit=world.top)
    make.role(other, Role.TRAINER, over=world.top)
    db.session.commit()
    opened = browser(other)
    for path in ("", "/publish", "/editions", "/blocks/first-text"):
        assert opened.get(f"/author/small{path}").status_code == 404


def test_a_manager_does_not_open_another_unit(world, browser):
    opened = browser(world.botagoz)
    assert opened.get(f"/manage/units/{world.unit_a.id}").status_code == 200
    for unit in (world.unit_b, world.top):
        for path in ("", "/assign", "/courses/small", "/courses/small/list"):
            assert opened.get(f"/manage/units/{unit.id}{path}").status_code == 404
        assert opened.post(f"/manage/units/{unit.id}/courses/small/export").status_code == 404


def test_a_manager_does_not_open_a_person_of_another_unit(world, browser):
    opened = browser(world.botagoz)
    place = f"/manage/units/{world.unit_a.id}/people"
    assert opened.get(f"{place}/{world.aigerim.id}").status_code == 200
    assert opened.get(f"{place}/{world.berik.id}").status_code == 404


def test_a_manager_whose_role_ended_yesterday_opens_nothing(world, browser):
    opened = browser(world.botagoz)
    grant = db.session.get(Person, world.botagoz.id).roles[0]
    grant.to_on = clock.today().replace(year=clock.today().year - 1)
    db.session.commit()
    assert opened.get("/manage/").status_code == 403


def test_an_administrator_of_a_region_ends_sessions_there_only(world, browser):
    local = make.person("Жергілікті", username="local", unit=world.unit_a)
    make.role(local, Role.ADMINISTRATOR, over=world.unit_a)
    db.session.commit()
    opened = browser(local)
    own, other = world.aigerim.id, world.berik.id
    assert opened.post(f"/admin/people/{own}/end-sessions").status_code in {302, 303}
    assert opened.post(f"/admin/people/{other}/end-sessions").status_code == 404
    page = opened.page("/admin/people")
    assert "Серікова" in page
    assert "Іңкәров" not in page


START = {
    "learner": ["/", "/courses/", "/certificates/", "/password"],
    "trainer": ["/", "/author/"],
    "manager": ["/", "/manage/"],
    "administrator": ["/", "/manage/", "/admin/people", "/admin/roles", "/admin/journal"],
}
MOST_PAGES = 150


def links(page: str) -> set[str]:
    """Addresses on this very site that the page offers to follow."""
    found = re.findall(r'<a\b[^>]*?\bhref="(/[^"#]*)', page)
    return {unescape(address) for address in found if not address.startswith(("//", "/static/"))}


@pytest.mark.parametrize("role", START)
def test_no_page_offers_a_link_its_reader_may_not_follow(world, browser, role):
    busy(world)
    opened = browser(world.people()[role])
    waiting = [f"/kk{path}" for path in START[role]]
    seen = set(waiting)
    wrong = {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop()
        answer = opened.get(address)
        if answer.status_code >= 400:
            wrong[address] = answer.status_code
        following = {answer.headers["Location"]} if answer.status_code in {302, 303} else set()
        if answer.mimetype == "text/html" and answer.status_code < 300:
            following = links(answer.get_data(as_text=True))
        # The Russian twin of a page offers the same links: it is opened, not searched.
        new = following - seen if address.startswith("/kk/") else set()
        seen |= new
        waiting += sorted(new)
    assert wrong == {}
    assert len(seen) > len(START[role]) + 2


def busy(world: World) -> None:
    """Something to see on every page: a course assigned, begun, and a second one of its trainer."""
    from app.learning import service as learning

    learning.assign(
        world.course, to=[world.aigerim, world.berik], due=clock.today(), by=world.botagoz
    )
    learning.begin(world.course, by=world.aigerim)
    service.join(world.berik, world.unit_a, make.position("psychologist"), from_on=clock.today())
    db.session.commit()
