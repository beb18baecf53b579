"""The real server, once for all journeys, and browsers that must not complain."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from app.courses import loader
from app.courses.document.course import CourseDocument
from tests import databases, parts, server
from tests.conftest import ON_POSTGRESQL
from tests.journeys.visitor import Visitor
from tests.server import ROOT, Server


@pytest.fixture(scope="session")
def live(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The server with the demonstration data and the people of `tests.company`."""
    folder = tmp_path_factory.mktemp("live")
    url = f"sqlite:///{folder / 'qalqan.sqlite3'}"
    if ON_POSTGRESQL:
        url = databases.empty_database(request.getfixturevalue("cluster"))
    with server.running(url, folder) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = parts.chromium()
    assert program, parts.closing_line(parts.missing())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, live: Server) -> Iterator[Callable[..., Visitor]]:
    """Opens browsers; at the end none of them may have complained."""
    opened: list[Visitor] = []

    def open_visitor(username: str = "", **options: object) -> Visitor:
        made = Visitor(chromium, live, **options)
        opened.append(made)
        return made.sign_in(username) if username else made

    yield open_visitor
    for made in opened:
        made.close()
    complaints = [text for made in opened for text in made.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="session")
def document() -> CourseDocument:
    """The course as its folder says it."""
    (found,) = loader.check(Path(ROOT / "courses" / "ve1-foundations"))
    assert found.document, found.problems
    return found.document
