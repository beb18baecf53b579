"""What a manager has narrowed her lists to, as the address of every page carries it (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.management.states import State

LONGEST_SEARCH = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """`course` narrows the page of a unit; `state`, `search` and `page` narrow a list of people."""

    position: int | None = None
    course: str = ""
    state: State | None = None
    search: str = ""
    page: int = 1

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Filters":
        """The filters in an address; what it cannot mean is left out."""
        state = values.get("state", "")
        return cls(
            position=number(values.get("position", "")),
            course=values.get("course", ""),
            state=State(state) if state in list(State) else None,
            search=values.get("search", "").strip()[:LONGEST_SEARCH],
            page=number(values.get("page", "")) or 1,
        )

    def but(self, **changes: Any) -> "Filters":
        """The same with changes, on the first page of what comes out."""
        return replace(self, **({"page": 1} | changes))

    @property
    def of_unit(self) -> "Filters":
        """What of them the page of a unit keeps."""
        return Filters(position=self.position, course=self.course)

    @property
    def query(self) -> dict[str, Any]:
        """Themselves as the query of an address, without what is not set."""
        values = {
            "position": self.position,
            "course": self.course,
            "state": str(self.state) if self.state else None,
            "search": self.search,
            "page": self.page if self.page > 1 else None,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def narrows_people(self) -> bool:
        """Whether a list of people is shorter because of them."""
        return bool(self.position or self.state or self.search)


def number(text: str) -> int | None:
    """A text as the number of a row, None where it cannot be one."""
    is_number = text.isascii() and text.isdigit() and len(text) < len(str(2**31))
    return int(text) or None if is_number else None
