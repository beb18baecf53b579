"""A manager sees who is late, gives a course, and takes the list away on paper and as a file."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from babel.dates import format_date
from playwright.sync_api import expect

from app.core import clock

pytestmark = pytest.mark.browser


def test_manager_sees_who_is_late_and_takes_the_list_away(visitor, live, document):
    botagoz = visitor("manager")
    botagoz.page.locator('.menu a[href$="/manage/"]').click()
    assert botagoz.path == f"/kk/manage/units/{live.facts['region']}"
    _numbers_add_up(botagoz, document)

    late = _opens_who_is_late(botagoz, document)
    _reads_the_files(botagoz, late)
    _prints_the_list(botagoz, late)

    botagoz.page.go_back()
    botagoz.page.locator("tbody th a").first.click()
    expect(botagoz.heading).to_have_text(late[0])
    botagoz.see(document.title.kk)


def test_manager_gives_a_course_and_each_person_is_told_why_and_by_when(visitor, live, document):
    department, due = live.facts["department"], clock.today() + timedelta(days=30)
    botagoz = visitor("manager", language="ru")
    botagoz.go(f"/manage/units/{department}")
    unit = botagoz.heading.inner_text()
    botagoz.press("Assign a course")
    botagoz.page.select_option("[name=course]", live.facts["course"])
    botagoz.page.fill("[name=due]", due.isoformat())
    botagoz.page.check("[name=whom][value=unit]")
    botagoz.press("Continue")
    botagoz.see(botagoz.say("Nothing has been assigned yet."))
    botagoz.see(format_date(due, "long", locale="ru"))
    botagoz.press("Assign")
    botagoz.see(document.title.ru)

    galym = visitor("galym", language="ru")
    galym.see(document.title.ru)
    galym.see(unit)
    galym.see("Жұмабаева Ботагөз Серікқызы")
    galym.see(format_date(due, "long", locale="ru"))


def _numbers_add_up(botagoz, document):
    row = botagoz.page.locator("table").first.locator("tbody tr", has_text=document.code)
    assigned, _done, in_progress, not_started, overdue = (
        cell.inner_text().split("\n")[0].split("(")[0] for cell in row.locator("td").all()
    )
    bar = row.locator("progress, [role=progressbar]").first
    done = int(bar.get_attribute("aria-valuenow") or bar.get_attribute("value") or 0)
    assert int(assigned) == done + int(in_progress) + int(not_started) + int(overdue)
    assert int(overdue) > 0


def _opens_who_is_late(botagoz, document):
    """The number of the late leads to exactly as many people."""
    link = botagoz.page.locator("table").first.locator('a[href*="state=overdue"]').first
    number = int(link.inner_text())
    link.click()
    expect(botagoz.heading).to_have_text(document.title.kk)
    names = [name.inner_text() for name in botagoz.page.locator("tbody th a").all()]
    assert len(names) == number
    return names


def _reads_the_files(botagoz, late):
    text = botagoz.download(botagoz.page.locator("button[name=format][value=csv]")).decode()
    assert text.startswith("\ufeff"), "Excel needs the mark"
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == late
    assert {row[3] for row in rows[1:]} == {botagoz.say("Overdue")}

    book = openpyxl.load_workbook(
        BytesIO(botagoz.download(botagoz.page.locator("button[name=format][value=xlsx]")))
    )
    sheet = list(book.active.iter_rows(values_only=True))
    assert list(sheet[0]) == rows[0]
    assert [row[0] for row in sheet[1:]] == late
    assert all(row[4].date() < clock.today() for row in sheet[1:]), "dates are dates"


def _prints_the_list(botagoz, late):
    botagoz.press("List for the roll-call")
    page = botagoz.page
    names = [name.inner_text() for name in page.locator(".roll-list tbody th").all()]
    assert names == late
    expect(page.locator(".header")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".header")).to_be_hidden()
    expect(page.locator(".menu")).to_be_hidden()
    expect(page.locator(".roll-list__signature")).to_be_visible()
    page.emulate_media(media="screen")
