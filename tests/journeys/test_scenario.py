"""A story is played to its end: with a switch and a killed tab; without a script; by keys."""

import json

import pytest
from playwright.sync_api import expect

from app.courses.document.scenarios import Scenario
from tests import documents
from tests.journeys import judge
from tests.journeys.visitor import PHONE, POST_SCREEN

pytestmark = pytest.mark.browser

STORY = "/courses/story/story"
TEXT = Scenario.model_validate_json(json.dumps(documents.scenario()))
NODES = TEXT.nodes_by_id


def test_played_with_a_mistake_a_switch_of_language_and_a_killed_tab(visitor):
    timur = visitor("timur")
    timur.go(STORY)
    expect(timur.heading).to_have_text(TEXT.title.kk)
    _is_usable(timur)
    timur.press("Begin")
    _is_before(timur, "n1")
    _is_usable(timur)

    _decides(timur, "c")
    expect(timur.heading).to_have_text(timur.say("Stop"))
    timur.see(timur.say("Critical mistake"))
    timur.see(_choice("n1", "c").feedback.kk)
    _is_usable(timur)
    timur.press("Decide once more")
    _is_before(timur, "n1")
    assert timur.page.locator("#choice-c").count() == 0
    _is_usable(timur)

    timur.page.locator("#choice-b").check()
    timur.switch("ru")
    _is_before(timur, "n1")
    expect(timur.page.locator("#choice-b")).to_be_checked()
    timur.press("Decide")
    timur.see(_choice("n1", "b").consequence.ru)
    timur.switch("kk")
    timur.see(_choice("n1", "b").consequence.kk)
    _is_usable(timur)
    timur.close()

    timur = visitor("timur", language="ru")
    timur.go(STORY)
    timur.press("Continue")
    timur.see(_choice("n1", "b").consequence.ru)
    timur.press("Go on")
    _is_before(timur, "n2")
    timur.see(NODES["n2"].additions[0].text.ru)
    timur.page.reload()
    _is_before(timur, "n2")
    _decides(timur, "d")
    timur.press("Go on")
    _decides(timur, "h")
    timur.press("To the end of the story")
    expect(timur.heading).to_contain_text(TEXT.title.ru)
    timur.see(TEXT.endings_by_id["e4"].title.ru)
    timur.page.get_by_text(timur.say("What the other decisions would have led to")).last.click()
    expect(timur.page.get_by_text(_choice("n3", "i").consequence.ru)).to_be_visible()
    _is_usable(timur)
    timur.switch("kk")
    timur.see(TEXT.debrief[0].kk)
    _is_usable(timur)


def test_a_group_plays_on_a_browser_without_a_script(visitor):
    laura = visitor("laura", java_script_enabled=False)
    laura.go(STORY)
    laura.page.locator("details summary").last.click()
    laura.page.fill("[name=participants]", "14")
    laura.press("Begin with the group")
    _is_before(laura, "n1")
    laura.press("Decide")
    laura.see(laura.say("Choose one decision."))

    laura.page.locator("#choice-a").check()
    laura.page.fill("[name=reason]", "Алдымен адам өмірі")
    laura.switch("ru")
    _is_before(laura, "n1")
    expect(laura.page.locator("[name=reason]")).to_have_value("Алдымен адам өмірі")
    expect(laura.page.locator("#choice-a")).to_be_checked()
    laura.press("Decide")
    laura.see("Алдымен адам өмірі")
    laura.press("Go on")
    for choice in "dh":
        laura.page.fill("[name=reason]", "Так решили вместе")
        _decides(laura, choice)
        laura.page.locator("main p > a.button").click()
    laura.see(TEXT.endings_by_id["e1"].title.ru)
    laura.see("Алдымен адам өмірі")
    laura.go(STORY)
    assert laura.page.locator('form[action$="/begin"]').count() == 2, "her own run is still to come"


def test_a_story_is_played_by_keys_alone(visitor):
    ruslan = visitor("ruslan")
    ruslan.go(STORY)
    _goes_to(ruslan, 'form[action$="/begin"] button')
    ruslan.page.keyboard.press("Enter")
    for node, choice in (("n1", "a"), ("n2", "d"), ("n3", "h")):
        _is_before(ruslan, node)
        _goes_to(ruslan, "[name=choice]")
        while not ruslan.page.locator(f"#choice-{choice}").is_checked():
            ruslan.page.keyboard.press("ArrowDown")
        _goes_to(ruslan, "#decision button[type=submit]")
        ruslan.page.keyboard.press("Enter")
        ruslan.see(_choice(node, choice).consequence.kk)
        _goes_to(ruslan, "main p > a.button")
        ruslan.page.keyboard.press("Enter")
    ruslan.see(ruslan.say("Passed, without a critical mistake."))
    _goes_to(ruslan, ".disclosure summary")
    ruslan.page.keyboard.press("Enter")
    expect(ruslan.page.get_by_text(NODES["n1"].situation.kk)).to_be_visible()


def _choice(node, choice):
    return next(one for one in NODES[node].choices if one.id == choice)


def _is_before(visitor, node):
    expect(visitor.heading).to_have_text(NODES[node].title.pick(visitor.language))
    visitor.see(NODES[node].situation.pick(visitor.language))


def _decides(visitor, choice):
    visitor.page.locator(f"#choice-{choice}").check()
    visitor.press("Decide")


def _goes_to(visitor, selector):
    """By the tab key, as far as it takes."""
    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def _is_usable(visitor):
    """The open page in both languages and on both screens, then as it was."""
    address = visitor.page.url
    for language in ("kk", "ru"):
        visitor.page.goto(address.replace(f"/{visitor.language}/", f"/{language}/", 1))
        for size in (POST_SCREEN, PHONE):
            visitor.page.set_viewport_size(size)
            assert judge.faults(visitor.page) == []
            assert not judge.scrolls_sideways(visitor.page)
    visitor.page.set_viewport_size(POST_SCREEN)
    visitor.page.goto(address)
