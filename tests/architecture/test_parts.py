"""What cannot run here is left out and named, never skipped in silence."""

import pytest

from tests import conftest, parts


class Terminal:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def write_line(self, line: str) -> None:
        self.lines.append(line)


class Item:
    def __init__(self, *markers: str) -> None:
        self.marks = [getattr(pytest.mark, marker).mark for marker in markers]

    def iter_markers(self):
        return iter(self.marks)


class Hooks:
    def __init__(self) -> None:
        self.hook = self
        self.left_out: list[Item] = []

    def pytest_deselected(self, items: list[Item]) -> None:
        self.left_out += items


@pytest.fixture
def without_a_browser(monkeypatch):
    absent = parts.Part("browser", "browser journeys", "chromium", lambda: False)
    there = parts.Part("postgresql", "PostgreSQL", "postgresql", lambda: True)
    monkeypatch.setattr(parts, "PARTS", (absent, there))


def test_only_what_needs_the_missing_program_is_left_out(without_a_browser):
    journey, migration, plain = Item("browser"), Item("postgresql"), Item()
    config, items = Hooks(), [journey, migration, plain]
    conftest.pytest_collection_modifyitems(config, items)
    assert items == [migration, plain]
    assert config.left_out == [journey]


def test_the_closing_line_says_what_did_not_run_and_how_to_get_it(without_a_browser):
    terminal = Terminal()
    conftest.pytest_terminal_summary(terminal)
    assert terminal.lines == [
        "Did not run: browser journeys. To run them: apt-get install chromium"
    ]


def test_nothing_is_said_where_everything_runs(monkeypatch):
    monkeypatch.setattr(parts, "PARTS", ())
    terminal = Terminal()
    conftest.pytest_terminal_summary(terminal)
    assert terminal.lines == []


def test_every_part_is_a_marker_of_this_suite(pytestconfig):
    known = {line.partition(":")[0] for line in pytestconfig.getini("markers")}
    assert {part.marker for part in parts.PARTS} <= known
