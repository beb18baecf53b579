"""`make bench`: what the pages cost beside a bare page of the same server, in the same run."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests import databases, server
from tests.bench import weight
from tests.bench.load import Figures, Make, drive
from tests.bench.readers import Reader
from tests.company import IN_QUIZ
from tests.server import Server

ROUNDS = 4
CLIENTS = (1, 16, 32)
REQUESTS = {1: 50, 16: 160, 32: 320}
MOST_SECONDS = 1.5
WARM_UP = 40
COURSE = "/kk/courses/ve1-foundations"
LESSON, LATER_LESSON, QUIZ = f"{COURSE}/figures", f"{COURSE}/terms", f"{COURSE}/m1-quiz"
BARE = "bare page"
COLUMNS = (
    *("Database", "Page", "Clients", "Requests/s", "p50 ms", "p99 ms"),
    *("p99 × bare", "CPU ms", "CPU × bare", "Errors"),
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qalqan-bench-") as name:
        folder = Path(name)
        print(f"Server: granian, {_workers()} workers of 2 threads; {os.cpu_count()} processors\n")
        print(f"| {' | '.join(COLUMNS)} |\n|---|---{'|--:' * (len(COLUMNS) - 2)}|")
        for database, url in _databases(folder):
            with server.running(
                url, folder, factory="tests.bench.bare:create_app", workers=_workers()
            ) as live:
                _measure(database, live)
                visits = weight.visits(Reader(live, IN_QUIZ[0]), LESSON, LATER_LESSON)
        first, later, how = visits
        print(
            "\n`CPU ms`: processor time of the server for one request; `× bare`: as a multiple of"
        )
        print("the bare page's (access checked, session looked up, one query) in the same run.\n")
        print(f"| A lesson over the wire, {how} | Bytes | Requests |\n|---|--:|--:|")
        print(f"| first visit, fonts included | {first.size:,} | {first.requests} |")
        print(f"| a later lesson | {later.size:,} | {later.requests} |")


def _workers() -> int:
    return os.cpu_count() or 1


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{folder / 'bench.sqlite3'}"
    if databases.postgresql_binaries() is None:
        return
    with databases.postgresql() as cluster:
        yield "PostgreSQL", databases.empty_database(cluster)


def _measure(database: str, live: Server) -> None:
    readers = [Reader(live, username) for username in IN_QUIZ]
    manager = Reader(live, "manager")
    unit = f"/kk/manage/units/{live.facts['region']}"
    pages: dict[str, Sequence[Make]] = {
        BARE: [reader.page("/kk/bare") for reader in readers],
        "lesson": [reader.page(LESSON) for reader in readers],
        "quiz answer": [reader.answers(QUIZ) for reader in readers],
        "my training": [reader.page("/kk/") for reader in readers],
        "manager's unit": [manager.page(unit) for _reader in readers],
    }
    for makes in pages.values():
        drive(live.port, makes, WARM_UP, most_seconds=MOST_SECONDS)
    for clients in CLIENTS:
        found = {page: Figures() for page in pages}
        for _round in range(ROUNDS):
            for page, makes in pages.items():
                with _cpu(live, found[page]):
                    figures = drive(
                        live.port, makes[:clients], REQUESTS[clients], most_seconds=MOST_SECONDS
                    )
                found[page].add(figures)
        for page, figures in found.items():
            print(_row(database, page, clients, figures, found[BARE]), flush=True)


def _row(database: str, page: str, clients: int, figures: Figures, bare: Figures) -> str:
    cells = (
        database,
        page,
        str(clients),
        f"{figures.rate:.0f}",
        f"{figures.percentile(50):.1f}",
        f"{figures.percentile(99):.1f}",
        f"{figures.percentile(99) / bare.percentile(99):.2f}",
        f"{figures.cpu_each:.2f}",
        f"{figures.cpu_each / bare.cpu_each:.2f}",
        str(figures.errors),
    )
    return f"| {' | '.join(cells)} |"


@contextmanager
def _cpu(live: Server, figures: Figures) -> Iterator[None]:
    """Adds the processor time of the server and its workers meanwhile."""
    before = _cpu_seconds(live.process.pid)
    yield
    figures.cpu += _cpu_seconds(live.process.pid) - before


def _cpu_seconds(root: int) -> float:
    """User and system time of a process and all below it, as Linux tells it."""
    parents, ticks = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(file.parent.name)
        parents[pid], ticks[pid] = int(values[1]), int(values[11]) + int(values[12])
    family = {root}
    while below := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= below
    return sum(ticks.get(pid, 0) for pid in family) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
