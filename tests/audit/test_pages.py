"""The journal's page, and the names of all acts."""

import ast
import re
from pathlib import Path

import pytest
from flask_babel import lazy_gettext

from app.audit import queries, service
from app.audit.routes import ACTS, DETAILS, SUBJECTS
from app.core import db


def recorded_in_code(root: Path) -> set[str]:
    """Every act that some line of the product notes."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in (root / "app").rglob("*.py"))
    return set(re.findall(r"\brecord\(\s*\"([^\"]+)\"", text)) - {"course.past"}


def acts_on(page: str) -> list[str]:
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.findall(r"<td>(.*?)</td>", row, re.DOTALL)[2] for row in body.split("<tr>")[1:]]


def test_every_act_that_the_code_notes_has_a_name_and_no_name_is_left_over(root):
    recorded = recorded_in_code(root)
    assert recorded
    assert recorded == set(ACTS)


def records(tree: ast.AST) -> list[ast.Call]:
    """Every call in a module that notes an act."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "record"
    ]


def test_every_detail_that_the_code_notes_has_a_name_and_no_name_is_left_over(root):
    noted = set()
    services = [*(root / "app").rglob("service.py"), *(root / "app").rglob("service/*.py")]
    for file in services:
        for call in records(ast.parse(file.read_text(encoding="utf-8"))):
            noted |= {word.arg for word in call.keywords} - {"by", "subject", None}
            spread = [word.value for word in call.keywords if word.arg is None]
            noted |= {
                key.value
                for value in spread
                for node in ast.walk(value)
                if isinstance(node, ast.Dict)
                for key in node.keys
            }
    assert noted == set(DETAILS)


def test_an_administrator_reads_details_and_subjects_in_words(world, browser):
    service.record("quiz.handed-in", by=world.dana, subject=("attempt", 7), passed=True, to=[1, 2])
    db.session.commit()
    opened = browser(world.yerlan)
    page = opened.page("/admin/journal?act=quiz.handed-in")
    assert f"{opened.says(SUBJECTS['attempt'])} №\u00a07" in page
    assert f"{opened.says(DETAILS['passed'])}: {opened.says(lazy_gettext('yes'))}" in page
    assert f"{opened.says(DETAILS['to'])}: 1, 2" in page


def test_every_subject_in_the_journal_has_a_name(world):
    acted = {entry.subject for entry in queries.entries()}
    assert acted
    assert acted <= set(SUBJECTS)


def test_acts_are_called_noun_and_past(root):
    assert all(re.fullmatch(r"[a-z-]+\.[a-z-]+", act) for act in recorded_in_code(root))


def test_an_administrator_reads_who_did_what(world, browser):
    opened = browser(world.yerlan)
    page = opened.page("/admin/journal")
    assert opened.says(ACTS["person.signed-in"]) in page
    assert "Ермеков Ерлан" in page


@pytest.mark.parametrize("name", ["aigerim", "botagoz", "dana"])
def test_nobody_else_reads_the_journal(world, browser, name):
    assert browser(getattr(world, name)).get("/admin/journal").status_code == 403


def test_an_administrator_reads_one_kind_of_act(world, browser):
    opened = browser(world.yerlan)
    page = opened.page("/admin/journal?act=person.added")
    assert set(acts_on(page)) == {opened.says(ACTS["person.added"])}
    assert re.search(r'<option value="person.added" selected>', page)


def test_an_act_that_never_happened_gives_an_empty_page(world, browser):
    page = browser(world.yerlan).page("/admin/journal?act=nothing.happened")
    assert "<tbody>" not in page


def test_an_administrator_turns_to_older_entries_and_the_filter_stays(world, browser):
    for number in range(queries.PAGE + 3):
        service.record("draft.changed", by=world.dana, subject=("thing", f"number-{number}-"))
    db.session.commit()
    opened = browser(world.yerlan)
    first = opened.page("/admin/journal?act=draft.changed")
    older = re.search(r'href="([^"]+before=\d+[^"]*)"', first)[1].replace("&amp;", "&")
    assert "act=draft.changed" in older
    second = opened.page(older)
    assert len(acts_on(first)) == queries.PAGE
    assert len(acts_on(second)) == 3
    assert "before=" not in second.partition("<main")[2]


def test_the_time_is_the_one_of_the_wall_clock(world, browser):
    page = browser(world.yerlan).page("/admin/journal")
    assert re.search(r'<time datetime="[^"]+\+00:00">\d\d\.\d\d\.\d{4}, \d\d:\d\d</time>', page)
