"""Parts of the suite that need a program of the system, and the package that gives it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import databases

DICTIONARIES = Path("/usr/share/hunspell")


@dataclass(frozen=True)
class Part:
    """The tests with this marker run only where `is_found`."""

    marker: str
    name: str
    packages: str
    is_found: Callable[[], bool]


def chromium() -> str | None:
    """The browser of the journeys."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def has_dictionaries() -> bool:
    """Whether both languages can be spelled."""
    files = (DICTIONARIES / name for name in ("kk_KZ.dic", "ru_RU.dic"))
    return shutil.which("hunspell") is not None and all(file.exists() for file in files)


PARTS = (
    Part("browser", "browser journeys", "chromium", lambda: chromium() is not None),
    Part("postgresql", "PostgreSQL", "postgresql", lambda: bool(databases.postgresql_binaries())),
    Part("spelling", "spelling", "hunspell hunspell-kk hunspell-ru", has_dictionaries),
)


def missing() -> list[Part]:
    """The parts that cannot run here."""
    return [part for part in PARTS if not part.is_found()]


def closing_line(parts: list[Part]) -> str:
    """What did not run, and how to get it."""
    names = ", ".join(part.name for part in parts)
    packages = " ".join(part.packages for part in parts)
    return f"Did not run: {names}. To run them: apt-get install {packages}"
