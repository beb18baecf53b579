"""Every page of every role in both languages is usable by everybody, on any screen."""

from collections import deque
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.core.text import KAZAKH_ALPHABET, LANGUAGES
from tests.journeys import judge
from tests.journeys.visitor import PHONE, POST_SCREEN

pytestmark = pytest.mark.browser

NARROWEST = {"width": 320, "height": 640}
VISITORS = ("", "kamila", "quiz16", "zhanna", "farid", "trainer", "manager", "admin")
"""Nobody; under way; in a quiz; certified; in a pause after failures; and the other roles."""
START = {"": "/login"}
MORE = {
    "": ("/verify/QLQ-0000-0000-0000-0000-0000", "/verify/?number=1", "/gallery"),
    "kamila": ("/password", "/manage/", "/nowhere"),
    "trainer": ("/author/ve1-foundations/publish", "/author/ve1-foundations/discard"),
}
"""Pages to which no link leads, refusals among them."""
NO_PAGE = {
    "certificates.pdf",
    "courses.media_file",
    "web.front",
    "web.gallery_front",
    "web.live",
    "web.ready",
    "web.static_file",
    "web.stylesheet",
    "web.without_language",
}

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_every_role_is_usable_by_everybody(visitor, app, document, language):
    broken: list[str] = []
    opened: set[str] = set()
    for username in VISITORS:
        reader = visitor(username, language=language)
        for endpoint in _walk(reader, app, document, username):
            opened.add(endpoint)
            broken += [f"{username or 'nobody'}: {fault}" for fault in _faults(reader)]
        reader.close()
    assert not broken, "\n".join(broken)
    assert _pages(app) - opened == set(), "pages that nobody opened"


def _pages(app):
    """Every page there is."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGE
    }


def _faults(reader):
    """What is wrong with the open page, on each screen."""
    for size in (POST_SCREEN, PHONE):
        reader.page.set_viewport_size(size)
        for fault in judge.faults(reader.page):
            yield f"{reader.path} at {size['width']}: {fault}"
    reader.page.set_viewport_size(NARROWEST)
    if judge.scrolls_sideways(reader.page):
        yield f"{reader.path}: scrolls sideways at {NARROWEST['width']}"
    reader.page.set_viewport_size(POST_SCREEN)


def _walk(reader, app, document, username):
    """Open one page of every kind to which links lead, and name it while it is open."""
    start = START.get(username, "/")
    waiting = deque([start, *MORE.get(username, ())])
    known = {_kind(app, document, f"/{reader.language}{path}") for path in waiting}
    while waiting:
        reader.go(waiting.popleft())
        endpoint, _what = _kind(app, document, reader.path)
        yield endpoint
        for address in reader.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
            path = urlsplit(address).path
            kind = _kind(app, document, path)
            is_ours = path.startswith(f"/{reader.language}/")
            if is_ours and kind[0] not in NO_PAGE and kind not in known:
                known.add(kind)
                query = urlsplit(address).query
                waiting.append(path + (f"?{query}" if query else ""))


def _kind(app, document, path):
    """Which page an address shows; each step, and one block and question of each kind."""
    try:
        endpoint, values = app.url_map.bind("localhost").match(path, method="GET")
    except RequestRedirect as redirect:
        return _kind(app, document, urlsplit(redirect.new_url).path)
    except HTTPException:
        return "", path
    step = document.steps_by_id.get(values.get("step_id", ""))
    if endpoint == "learning.step" and step:
        return endpoint, step.id
    blocks = {
        block.id: block.kind for one in document.steps for block in getattr(one, "blocks", ())
    }
    what = blocks.get(values.get("block_id", ""), "")
    return endpoint, what or (step.kind if step else "")


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
