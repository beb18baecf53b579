"""Who may open what, as lines of text: `python -m tests.access.matrix` writes them to the file.

The file is read by people before a change is accepted; nobody edits it by hand.
"""

from collections.abc import Iterable
from pathlib import Path

from flask import Flask

from app.core.permissions import GRANTS, Permission, Role
from app.web.access import declared

FILE = Path(__file__).with_name("matrix.txt")
PUBLIC = "public"


def lines(app: Flask) -> list[str]:
    """One line for each endpoint, in order."""
    return [_line(app, endpoint) for endpoint in sorted(app.view_functions)]


def may_open(role: Role, permission: Permission | None) -> bool:
    """Whether somebody who holds only `role` (and is a learner like everybody) may come in."""
    return permission is None or permission in GRANTS[role] | GRANTS[Role.LEARNER]


def _line(app: Flask, endpoint: str) -> str:
    access = declared(app, endpoint)
    assert access is not None
    columns = (f"{role} {'x' if may_open(role, access.permission) else '.'}" for role in Role)
    return f"{endpoint:<30} {access.permission or PUBLIC:<20} {'  '.join(columns)}"


def write(rows: Iterable[str]) -> None:
    """Put the lines into the file."""
    FILE.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    from app import create_app

    write(lines(create_app()))
