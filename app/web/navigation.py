"""The main menu: each package adds its entries, and a reader sees those that open for her."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, request
from flask_login import current_user

from app.core.permissions import Permission
from app.web.access import declared, me

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    label: "LazyString"
    endpoint: str
    order: int
    leads_to: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether the page that is open is this one or lies behind it."""
        return request.endpoint == self.endpoint or (request.endpoint or "").startswith(
            self.leads_to
        )


_entries: list[Entry] = []


def entry(
    label: "LazyString", endpoint: str, *, order: int, leads_to: tuple[str, ...] = ()
) -> None:
    """Add a line to the menu; whether a reader sees it is decided by what the view requires.

    `leads_to` are beginnings of the names of the pages behind it, which it marks as open, too.
    """
    if all(known.endpoint != endpoint for known in _entries):
        _entries.append(Entry(label, endpoint, order, leads_to))


def menu() -> list[Entry]:
    """The entries that open for this reader."""
    if not current_user.is_authenticated:
        return []
    permissions = me().permissions
    shown = [entry for entry in _entries if _opens(entry, permissions)]
    return sorted(shown, key=lambda entry: entry.order)


def _opens(entry: Entry, permissions: frozenset[Permission]) -> bool:
    access = declared(current_app, entry.endpoint)
    return access is not None and (access.permission is None or access.permission in permissions)


def install(app: Flask) -> None:
    """Give templates the menu."""

    def context() -> dict[str, Any]:
        return {"menu": menu}

    app.context_processor(context)
