"""A manager finds who is late, acts, and takes a list along."""

import re
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from app.audit.models import Entry
from app.core.permissions import Role
from app.learning.models import Enrolment
from tests import make
from tests.core.test_exports import read_csv
from tests.documents import small_course
from tests.management import crowd


def unit_page(unit, query: str = "") -> str:
    return f"/manage/units/{unit.id}{query}"


def list_page(unit, course, query: str = "") -> str:
    return f"/manage/units/{unit.id}/courses/{course.slug}{query}"


def links(page: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', page)]


def link(page: str, *parts: str) -> str:
    """The one link of the page that contains all of this."""
    [found] = {address for address in links(page) if all(part in address for part in parts)}
    return found


def enrolled(session) -> int:
    return session.scalars(select(func.count()).select_from(Enrolment)).one()


def entries(session, act: str) -> list[Entry]:
    return list(session.scalars(select(Entry).where(Entry.act == act).order_by(Entry.id)))


def test_my_team_leads_to_the_only_unit(world, browser):
    answer = browser(world.botagoz).get("/manage/")
    assert answer.location.endswith(unit_page(world.unit_a))


def test_who_leads_two_units_chooses(world, browser, session):
    make.role(world.botagoz, Role.MANAGER, over=world.unit_b)
    session.commit()
    page = browser(world.botagoz).page("/manage/")
    assert link(page, unit_page(world.unit_a))
    assert link(page, unit_page(world.unit_b))


PAGES = [
    "/manage/units/{unit}",
    "/manage/units/{unit}/courses/small",
    "/manage/units/{unit}/courses/small/list",
    "/manage/units/{unit}/people/{person}",
]


@pytest.mark.parametrize("path", [*PAGES, "/manage/units/{unit}/assign"])
def test_the_unit_of_another_manager_is_not_found(world, browser, path):
    address = path.format(unit=world.unit_b.id, person=world.berik.id)
    assert browser(world.botagoz).get(address).status_code == 404
    assert browser(world.chingiz).get(address).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/manage/", "/manage/units/{unit}/assign"])
def test_learner_and_trainer_have_no_team(world, browser, path):
    address = path.format(unit=world.unit_a.id, person=world.aigerim.id)
    assert browser(world.aigerim).get(address).status_code == 403
    assert browser(world.dana).get(address).status_code == 403


def test_a_person_of_another_unit_is_not_found(world, browser):
    address = f"/manage/units/{world.unit_a.id}/people/{world.berik.id}"
    assert browser(world.botagoz).get(address).status_code == 404
    below = f"/manage/units/{world.unit_a.id}/people/{world.aigerim.id}"
    assert browser(world.yerlan).get(below).status_code == 200


def test_an_unknown_course_is_not_found(world, browser):
    answer = browser(world.botagoz).get(f"/manage/units/{world.unit_a.id}/courses/nothing")
    assert answer.status_code == 404


def test_administrator_sees_but_is_not_offered_to_assign(world, browser):
    opened = browser(world.yerlan)
    for path in PAGES:
        page = opened.page(path.format(unit=world.unit_a.id, person=world.aigerim.id))
        assert "/assign" not in page
    assert opened.get(f"/manage/units/{world.unit_a.id}/assign").status_code == 403


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_page_opens_in_both_languages_full_and_empty(world, browser, session, language):
    opened = browser(world.botagoz, language=language)
    for is_full in (False, True):
        for path in [*PAGES, "/manage/units/{unit}/assign"]:
            opened.page(path.format(unit=world.unit_a.id, person=world.aigerim.id))
        opened.page(list_page(world.unit_a, world.course, "?state=overdue&search=Ы"))
        opened.page(unit_page(world.unit_a, f"?position=999&course={world.course.slug}"))
        if not is_full:
            crowd.people(world.unit_a, world.course, 8)
            crowd.people(make.unit("Ішкі", under=world.unit_a), world.course, 8)
            crowd.enrol(world.aigerim, world.course, due=1)
            crowd.keep()


def test_from_a_number_to_a_person_and_back_with_all_filters(world, browser, session):
    crowd.people(world.unit_a, world.course, 60)
    position = make.position("line-officer").id
    session.commit()
    opened = browser(world.botagoz)
    unit = unit_page(world.unit_a, f"?position={position}&course={world.course.slug}")
    number = link(opened.page(unit), "state=in-progress")
    people = opened.page(number)
    name = next(address for address in links(people) if "/people/" in address)
    back = [address for address in links(opened.page(name)) if "state=in-progress" in address]
    assert number in back
    assert [address for address in links(people) if address.endswith(unit)]


def test_pages_of_a_list_keep_the_filters(world, browser, session):
    crowd.people(world.unit_a, world.course, 130)
    session.commit()
    opened = browser(world.botagoz)
    first = opened.page(list_page(world.unit_a, world.course, "?state=done"))
    second = opened.page(
        next(a for a in links(first) if "page=2" in a and "/people/" not in a and "/list" not in a)
    )
    assert re.search(r'action="[^"]+/export\?[^"]*state=done', second)
    person = next(address for address in links(second) if "/people/" in address)
    assert "state=done" in person
    assert "page=2" in person
    assert opened.get(list_page(world.unit_a, world.course, "?page=99")).location.endswith(
        list_page(world.unit_a, world.course)
    )


def test_unit_page_names_who_is_late_and_who_soon_will_be(world, browser, session):
    crowd.enrol(world.aigerim, world.course, due=-1, started=True)
    crowd.enrol(world.botagoz, world.course, due=14)
    session.commit()
    opened = browser(world.botagoz)
    page = opened.page(unit_page(world.unit_a))
    for state, person in (("overdue", world.aigerim), ("due-soon", world.botagoz)):
        addresses = {address for address in links(page) if f"state={state}" in address}
        assert len(addresses) == 1
        people = opened.page(addresses.pop())
        assert [a for a in links(people) if f"/people/{person.id}?" in a]
        assert len([a for a in links(people) if "/people/" in a]) == 1


def test_a_page_costs_the_same_for_few_and_for_many(world, browser, session, count_queries):
    inner = make.unit("Ішкі", under=world.unit_a)
    person = crowd.people(inner, world.course, 5)[0]
    session.commit()
    opened = browser(world.botagoz)
    pages = [
        unit_page(world.unit_a),
        list_page(world.unit_a, world.course),
        list_page(world.unit_a, world.course, "?state=overdue"),
        list_page(world.unit_a, world.course, "/list"),
        f"/manage/units/{world.unit_a.id}/people/{person.id}",
    ]

    def costs():
        for page in pages:
            with count_queries() as queries:
                opened.page(page)
            yield len(queries)

    assert max(costs()) <= 8
    few = list(costs())
    crowd.people(inner, world.course, 195)
    crowd.keep()
    assert list(costs()) == few


def assignment(world, **changes):
    return {"course": world.course.slug, "whom": "unit", "due": "", "then": "check"} | changes


def assign_page(unit) -> str:
    return f"/manage/units/{unit.id}/assign"


def test_manager_sees_how_many_before_anybody_gets_the_course(world, browser, session):
    answer = browser(world.botagoz).post(assign_page(world.unit_a), assignment(world))
    assert answer.status_code == 200
    assert 'name="then" value="assign"' in answer.get_data(as_text=True)
    assert re.search(r"\b2\b", answer.get_data(as_text=True))
    assert enrolled(session) == 0


def test_manager_sees_whom_she_has_ticked_before_she_confirms(world, browser):
    ticked = assignment(world, whom="people", people=[str(world.aigerim.id)])
    answer = browser(world.botagoz).post(assign_page(world.unit_a), ticked).get_data(as_text=True)
    assert world.aigerim.full_name in answer
    assert 'name="then" value="assign"' in answer


def test_manager_assigns_to_her_unit_with_all_below_and_to_nobody_else(world, browser, session):
    below = make.person("Төменов", unit=make.unit("Ішкі", under=world.unit_a))
    session.commit()
    due = crowd.days(20)
    answer = browser(world.botagoz).post(
        assign_page(world.unit_a), assignment(world, due=due.isoformat(), then="assign")
    )
    assert answer.location.endswith(list_page(world.unit_a, world.course))
    rows = list(session.scalars(select(Enrolment)))
    assert {row.person_id for row in rows} == {world.aigerim.id, world.botagoz.id, below.id}
    assert {(row.due_on, row.assigned_by_id, row.assigned_unit_id) for row in rows} == {
        (due, world.botagoz.id, world.unit_a.id)
    }


def test_assigning_twice_changes_nothing(world, browser, session):
    opened = browser(world.botagoz)
    opened.post(assign_page(world.unit_a), assignment(world, then="assign"))
    before = {row.id: row.assigned_at for row in session.scalars(select(Enrolment))}
    session.expire_all()
    opened.post(assign_page(world.unit_a), assignment(world, then="assign"))
    assert {row.id: row.assigned_at for row in session.scalars(select(Enrolment))} == before
    assert [entry.details["people"] for entry in entries(session, "course.assigned")] == [2, 0]


def test_one_position_only(world, browser, session):
    psychologist = make.person("Психологов", unit=world.unit_a, position_code="psychologist")
    session.commit()
    position = str(make.position("psychologist").id)
    browser(world.botagoz).post(
        assign_page(world.unit_a),
        assignment(world, whom="position", position=position, then="assign"),
    )
    [row] = session.scalars(select(Enrolment))
    assert row.person_id == psychologist.id


def test_selected_people_are_told_it_is_for_them(world, browser, session):
    opened = browser(world.botagoz)
    form = opened.page(assign_page(world.unit_a) + f"?person={world.aigerim.id}")
    assert re.search(rf'checked[^>]*value="{world.aigerim.id}"', form)
    opened.post(
        assign_page(world.unit_a),
        assignment(world, whom="people", people=[str(world.aigerim.id)], then="assign"),
    )
    [row] = session.scalars(select(Enrolment))
    assert (row.person_id, row.assigned_unit_id) == (world.aigerim.id, None)
    page = opened.page(f"/manage/units/{world.unit_a.id}/people/{world.aigerim.id}")
    assert world.botagoz.full_name in page


def test_search_for_people_keeps_what_is_filled_in(world, browser, session):
    answer = browser(world.botagoz).post(
        assign_page(world.unit_a),
        assignment(
            world, search="Әбе", people=[str(world.aigerim.id)], due="2020-01-01", then="search"
        ),
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert world.botagoz.full_name in page
    assert re.search(rf'checked[^>]*value="{world.aigerim.id}"', page)
    assert "2020-01-01" in page
    assert 'value="people"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"course": ""},
        {"course": "nothing"},
        {"whom": ""},
        {"whom": "everybody"},
        {"whom": "position"},
        {"whom": "position", "position": "999"},
        {"whom": "people"},
        {"whom": "people", "people": ["x"]},
        {"whom": "people", "people": ["9" * 30]},
        {"due": "2020-01-01"},
        {"due": "tomorrow"},
    ],
)
def test_what_cannot_be_assigned_is_refused_with_words(world, browser, session, changes):
    for then in ("check", "assign"):
        answer = browser(world.botagoz).post(
            assign_page(world.unit_a), assignment(world, then=then, **changes)
        )
        assert answer.status_code == 422
        assert "error-summary" in answer.get_data(as_text=True)
    assert enrolled(session) == 0


def test_nobody_of_another_unit_can_be_assigned(world, browser, session):
    opened = browser(world.botagoz)
    elsewhere = opened.post(assign_page(world.unit_b), assignment(world, then="assign"))
    assert elsewhere.status_code == 404
    smuggled = assignment(world, whom="people", people=[str(world.berik.id)], then="assign")
    assert opened.post(assign_page(world.unit_a), smuggled).status_code == 422
    assert enrolled(session) == 0


def test_only_managers_assign(world, browser, session):
    for person in (world.aigerim, world.dana, world.yerlan):
        answer = browser(person).post(assign_page(world.unit_a), assignment(world, then="assign"))
        assert answer.status_code == 403
    assert enrolled(session) == 0


def person_page(unit, person, query: str = "") -> str:
    return f"/manage/units/{unit.id}/people/{person.id}{query}"


def duty_page(world, what: str, *, unit=None, person=None, slug: str = "small") -> str:
    unit, person = unit or world.unit_a, person or world.aigerim
    return f"{person_page(unit, person)}/courses/{slug}/{what}"


DUTY_PAGES = pytest.mark.parametrize("what", ["withdraw", "due"])


def test_manager_takes_an_assignment_back_and_is_where_she_was(world, browser, session):
    crowd.enrol(world.aigerim, world.course, due=5)
    session.commit()
    opened = browser(world.botagoz)
    start = person_page(world.unit_a, world.aigerim, "?state=not-started&page=2&list=small")
    address = link(opened.page(start), "/withdraw")
    assert start in "".join(links(opened.page(address)))
    assert enrolled(session) == 1
    answer = opened.post(address)
    assert answer.location.endswith(start)
    assert enrolled(session) == 0
    assert [entry.actor_id for entry in entries(session, "course.withdrawn")] == [world.botagoz.id]
    assert "notice--success" in opened.page(start)
    assert opened.post(address).status_code == 404


def test_a_course_that_is_begun_is_not_taken_back(world, browser, session):
    crowd.enrol(world.aigerim, world.course, started=True)
    session.commit()
    opened = browser(world.botagoz)
    page = opened.page(person_page(world.unit_a, world.aigerim))
    assert "/withdraw" not in page
    assert "/due" in page
    address = duty_page(world, "withdraw")
    assert "button--danger" not in opened.page(address)
    assert opened.post(address).status_code == 409
    assert enrolled(session) == 1


@pytest.mark.parametrize("days", [0, 30, None])
def test_manager_changes_a_due_date_and_is_where_she_was(world, browser, session, days):
    crowd.enrol(world.aigerim, world.course, due=-3, started=True)
    session.commit()
    opened = browser(world.botagoz)
    start = person_page(world.unit_a, world.aigerim, "?state=overdue&list=small")
    address = link(opened.page(start), "/due")
    assert f'value="{crowd.days(-3)}"' in opened.page(address)
    now = None if days is None else crowd.days(days)
    answer = opened.post(address, {"due": now.isoformat() if now else ""})
    assert answer.location.endswith(start)
    assert session.scalars(select(Enrolment.due_on)).one() == now
    [entry] = entries(session, "due.changed")
    assert entry.details["before"] == crowd.days(-3).isoformat()
    assert entry.details["now"] == (now and now.isoformat())
    assert "notice--success" in opened.page(start)


@pytest.mark.parametrize("due", ["2020-01-01", "tomorrow"])
def test_a_due_date_in_the_past_is_refused_with_words(world, browser, session, due):
    crowd.enrol(world.aigerim, world.course, due=5)
    session.commit()
    answer = browser(world.botagoz).post(duty_page(world, "due"), {"due": due})
    assert answer.status_code == 422
    assert "error-summary" in answer.get_data(as_text=True)
    assert session.scalars(select(Enrolment.due_on)).one() == crowd.days(5)


def test_a_finished_course_is_left_as_it_is(world, browser, session):
    crowd.enrol(world.aigerim, world.course, finished=True)
    session.commit()
    opened = browser(world.botagoz)
    page = opened.page(person_page(world.unit_a, world.aigerim))
    assert not [address for address in links(page) if address.endswith(("/due", "/withdraw"))]
    assert 'name="due"' not in opened.page(duty_page(world, "due"))
    for what in ("due", "withdraw"):
        assert opened.post(duty_page(world, what), {"due": ""}).status_code == 409


@DUTY_PAGES
def test_the_course_of_a_person_elsewhere_is_not_found(world, browser, session, what):
    crowd.enrol(world.berik, world.course)
    session.commit()
    opened = browser(world.botagoz)
    for address in (
        duty_page(world, what, unit=world.unit_b, person=world.berik),
        duty_page(world, what, person=world.berik),
        duty_page(world, what),
        duty_page(world, what, slug="nothing"),
    ):
        assert opened.get(address).status_code == 404
        assert opened.post(address).status_code == 404
    assert enrolled(session) == 1


@DUTY_PAGES
def test_only_managers_change_what_is_assigned(world, browser, session, what):
    crowd.enrol(world.aigerim, world.course)
    session.commit()
    for person in (world.aigerim, world.dana, world.yerlan):
        opened = browser(person)
        assert opened.get(duty_page(world, what)).status_code == 403
        assert opened.post(duty_page(world, what)).status_code == 403
    page = browser(world.yerlan).page(person_page(world.unit_a, world.aigerim))
    assert f"/courses/small/{what}" not in page
    assert enrolled(session) == 1


@DUTY_PAGES
def test_who_assigns_elsewhere_is_offered_nothing_where_she_only_looks(
    world, browser, session, what
):
    crowd.enrol(world.aigerim, world.course)
    make.role(world.yerlan, Role.MANAGER, over=world.unit_b)
    session.commit()
    opened = browser(world.yerlan)
    assert f"/{what}" not in opened.page(person_page(world.unit_a, world.aigerim))
    assert opened.post(duty_page(world, what)).status_code == 404
    assert enrolled(session) == 1


def test_export_has_the_people_of_the_list_and_is_noted(world, browser, session):
    crowd.enrol(world.aigerim, world.course, due=-1)
    crowd.enrol(world.botagoz, world.course, due=30)
    session.commit()
    opened = browser(world.botagoz, language="ru")
    address = list_page(world.unit_a, world.course, "/export?state=overdue")
    answer = opened.post(address, {"format": "csv"})
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=small-")
    head, row = read_csv(answer.data)
    assert len(head) == len(row)
    assert row[0] == world.aigerim.full_name
    assert row[4] == crowd.days(-1).strftime("%d.%m.%Y")
    page = load_workbook(BytesIO(opened.post(address, {"format": "xlsx"}).data)).active
    assert page.max_row == 2
    assert page["A2"].value == world.aigerim.full_name
    assert page["E2"].is_date
    details = [entry.details for entry in entries(session, "report.exported")]
    common = {"unit": world.unit_a.id, "course": "small", "rows": 1}
    assert details == [common | {"format": "csv"}, common | {"format": "xlsx"}]


def test_a_name_that_is_a_formula_is_harmless(world, browser, session):
    crowd.enrol(make.person("=CMD()", unit=world.unit_a), world.course)
    session.commit()
    answer = browser(world.botagoz).post(
        list_page(world.unit_a, world.course, "/export"), {"format": "csv"}
    )
    assert read_csv(answer.data)[1][0].startswith("'=CMD()")


def test_an_export_that_is_refused_is_not_noted(world, browser, session):
    address = list_page(world.unit_a, world.course, "/export")
    assert browser(world.botagoz).post(address, {"format": "pdf"}).status_code == 400
    assert browser(world.chingiz).post(address, {"format": "csv"}).status_code == 404
    assert browser(world.aigerim).post(address, {"format": "csv"}).status_code == 403
    assert browser(world.botagoz).get(address).status_code in {404, 405}
    assert entries(session, "report.exported") == []


def test_the_list_for_the_roll_call_numbers_everybody(world, browser, session):
    crowd.enrol(world.aigerim, world.course, due=-1)
    crowd.enrol(world.botagoz, world.course, due=30)
    session.commit()
    page = browser(world.botagoz).page(list_page(world.unit_a, world.course, "/list"))
    body = page[page.index("roll-list__grid") :]
    assert body.index(world.botagoz.full_name) < body.index(world.aigerim.full_name)
    assert re.findall(r'roll-list__number">(\d+)<', body) == ["1", "2"]
    assert 'data-module="print-button"' in page


def test_a_list_can_be_asked_for_who_has_not_got_the_course(world, browser, session):
    crowd.enrol(world.aigerim, world.course)
    session.commit()
    page = browser(world.botagoz).page(list_page(world.unit_a, world.course, "?state=not-assigned"))
    assert world.botagoz.full_name in page
    assert world.aigerim.full_name not in page


def test_a_second_course_has_a_line_of_its_own(world, browser, session):
    make.course(small_course("EX2"), slug="second")
    session.commit()
    page = browser(world.botagoz).page(unit_page(world.unit_a))
    for course in ("small", "second"):
        assert [address for address in links(page) if f"/courses/{course}" in address]
