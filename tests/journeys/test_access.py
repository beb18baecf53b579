"""Every page of every role in both languages is usable by everybody, on any screen."""

import pytest
from playwright.sync_api import expect

from app.core.text import KAZAKH_ALPHABET
from tests.journeys import judge

pytestmark = pytest.mark.browser

BAD = """<!doctype html><html><head><title></title></head><body>
<img src="data:,"><input name="a"><p style="color:#999;background:#fff">Сөз</p>
<button style="width:10px;height:10px;padding:0">a</button
><button style="width:10px;height:10px;padding:0">b</button></body></html>"""
CROWDED = """<!doctype html><html lang="kk"><head><title>Бет</title></head><body><main><h1>Бет</h1>
<ul style="line-height:15px;font-size:12px"><li><a href="#a">Бір</a></li>
<li><a href="#b" style="display:block;height:40px">Екі</a></li></ul></main></body></html>"""
GOOD = """<!doctype html><html lang="kk"><head><title>Бет</title></head><body><main>
<h1>Бет</h1><img src="data:," alt="Сурет"><label>Аты <input name="a" style="height:30px"></label>
<p style="color:#222;background:#fff">Сөз</p></main></body></html>"""


def test_the_judge_finds_faults_and_invents_none(chromium):
    page = chromium.new_page()
    page.set_content(BAD)
    found = " ".join(judge.faults(page))
    for rule in ("html-has-lang", "document-title", "image-alt", "label", "color-contrast"):
        assert rule in found
    assert found.count("target-size") == 2
    page.set_content(CROWDED)
    assert len(judge.faults(page)) == 1
    page.set_content(GOOD)
    assert judge.faults(page) == []
    page.set_content("<div style='width:5000px'>x</div>")
    assert judge.scrolls_sideways(page)
    page.close()


@pytest.mark.parametrize(("tag", "weight"), [("p", "400"), ("strong", "700")])
def test_every_kazakh_letter_is_drawn_in_our_own_face(visitor, tag, weight):
    reader = visitor()
    page = reader.go("/login")
    letters = KAZAKH_ALPHABET + KAZAKH_ALPHABET.upper()
    page.evaluate(
        """([tag, letters]) => {
          const sample = document.createElement(tag);
          sample.id = "letters";
          sample.textContent = letters;
          document.querySelector("main").append(sample);
        }""",
        [tag, letters],
    )
    page.evaluate("document.fonts.ready")
    assert page.evaluate(
        "([weight, letters]) => document.fonts.check(`${weight} 16px 'PT Sans'`, letters)",
        [weight, letters],
    )
    sample = page.locator("#letters")
    expect(sample).to_have_css("font-weight", weight)
    fonts = _fonts_of(page, "#letters")
    assert {font["familyName"] for font in fonts} == {"PT Sans"}
    assert all(font["isCustomFont"] for font in fonts)
    assert sum(font["glyphCount"] for font in fonts) == len(letters)
    assert all(("Bold" in font["postScriptName"]) == (weight == "700") for font in fonts)


def _fonts_of(page, selector):
    """Which fonts the browser really drew the element with."""
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
