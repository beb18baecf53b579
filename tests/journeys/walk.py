"""A walk by links over every page of every role, with a judge looking at each."""

from collections import deque
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.journeys import judge
from tests.journeys.visitor import PHONE, POST_SCREEN

NARROWEST = {"width": 320, "height": 640}
VISITORS = ("", "kamila", "quiz16", "zhanna", "farid", "madina", "trainer", "manager", "admin")
"""Nobody; under way; in a quiz; certified; in a pause after failures; in a scenario; and the other
roles."""
START = {"": "/login"}
MORE = {
    "": ("/verify/QLQ-0000-0000-0000-0000-0000", "/verify/?number=1", "/gallery"),
    "kamila": ("/password", "/manage/", "/nowhere"),
    "madina": (
        "/courses/story/story/runs/1",
        "/courses/story/story/runs/2/1",
        "/courses/story/story/runs/2?after=1",
    ),
    "manager": (
        "/manage/units/2/people/5/courses/ve1-foundations/withdraw",
        "/manage/units/2/people/5/courses/ve1-foundations/due",
    ),
    "farid": ("/courses/ve1-foundations/m1-quiz/attempts/1",),
    "trainer": (
        "/author/ve1-foundations/publish",
        "/author/ve1-foundations/discard",
        "/author/qk1-orientation/bank",
        "/author/qk1-orientation/statistics/gain",
        "/author/qk1-orientation/regrade/closed-quiz",
    ),
}
"""Pages to which no link of the walk leads, refusals among them; person 5 has not begun yet."""
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


def check_every_page(visitor, app, document, language):
    """Raise with every fault of every page that some role can open in this language."""
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
