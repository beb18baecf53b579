"""The administrator's list of people and the table of roles."""

import re

import pytest

from app.core import db
from app.core.permissions import GRANTS, Permission, Role
from app.people.routes import PERMISSION_NAMES
from tests import make


def surnames(page: str) -> list[str]:
    return re.findall(r'<th scope="row">(\w+) ', page)


def test_an_administrator_sees_everybody_in_the_order_of_the_kazakh_alphabet(world, browser):
    page = browser(world.yerlan).page("/admin/people")
    assert surnames(page) == ["Әбенова", "Ермеков", "Ким", "Қасымов", "Серікова", "Іңкәров"]


def test_the_order_is_the_same_in_russian(world, browser):
    opened = browser(world.yerlan)
    kazakh = surnames(opened.page("/admin/people"))
    with opened.speaking("ru"):
        assert surnames(opened.page("/admin/people")) == kazakh


@pytest.mark.parametrize("path", ["/admin/people", "/admin/roles"])
@pytest.mark.parametrize("name", ["aigerim", "botagoz", "dana"])
def test_nobody_else_sees_these_pages(world, browser, name, path):
    assert browser(getattr(world, name)).get(path).status_code == 403


def test_an_administrator_searches_by_the_beginning_of_a_surname(world, browser):
    opened = browser(world.yerlan)
    assert surnames(opened.page("/admin/people?search=Іңкәр")) == ["Іңкәров"]
    assert surnames(opened.page("/admin/people?search=аб")) == []
    assert surnames(opened.page("/admin/people?search=%20botagoz%20")) == ["Әбенова"]


def test_what_was_searched_stays_in_the_field(world, browser):
    page = browser(world.yerlan).page('/admin/people?search="><b>x')
    assert 'value="&#34;&gt;&lt;b&gt;x"' in page


def test_a_search_longer_than_any_name_breaks_nothing(world, browser):
    page = browser(world.yerlan).page("/admin/people?search=" + "x" * 30_000)
    assert surnames(page) == []


@pytest.mark.parametrize("number", ["0", "-3", "many", "999"])
def test_a_page_that_is_not_there_breaks_nothing(world, browser, number):
    assert browser(world.yerlan).get(f"/admin/people?page={number}").status_code == 200


def test_an_administrator_turns_the_pages(world, browser):
    for index in range(50):
        make.person(f"Абай{index:02d}", unit=world.unit_a)
    db.session.commit()
    opened = browser(world.yerlan)
    first, second = opened.page("/admin/people"), opened.page("/admin/people?page=2")
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert len(surnames(first)) == 50
    assert len(surnames(second)) == 6


def test_the_table_of_roles_says_what_the_code_says(world, browser):
    opened = browser(world.yerlan)
    page = opened.page("/admin/roles")
    for permission in Permission:
        name = re.escape(opened.says(PERMISSION_NAMES[permission]))
        row = re.search(rf">{name}</th>(.*?)</tr>", page, re.DOTALL)
        cells = re.findall(r"<td>(.*?)</td>", row[1])
        assert [cell != "–" for cell in cells] == [permission in GRANTS[role] for role in Role]


def test_everybody_s_sessions_can_be_ended_from_the_list(world, browser):
    page = browser(world.yerlan).page("/admin/people")
    assert f'action="/kk/admin/people/{world.aigerim.id}/end-sessions"' in page
