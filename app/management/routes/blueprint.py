"""The blueprint to which the manager's pages belong, and what they all say."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import lazy_gettext

from app.core.permissions import Permission
from app.core.text import sort_key
from app.courses.models import Course
from app.management.filters import Filters
from app.management.queries import Place
from app.management.states import State
from app.people import queries as people
from app.people.models import Person, Unit
from app.web import navigation
from app.web.access import me, reach

bp = Blueprint(
    "management", __name__, url_prefix="/<any(kk,ru):lang>/manage", template_folder="../templates"
)
PAGES = ("unit", "course", "roll", "person", "assign", "withdraw", "due")
navigation.entry(
    lazy_gettext("My team"),
    "management.home",
    order=50,
    leads_to=tuple(f"management.{page}" for page in PAGES),
)

STATES = {
    State.NOT_STARTED: lazy_gettext("Not started"),
    State.IN_PROGRESS: lazy_gettext("In progress"),
    State.OVERDUE: lazy_gettext("Overdue"),
    State.DUE_SOON: lazy_gettext("Due soon"),
    State.DONE: lazy_gettext("Completed"),
    State.NOT_ASSIGNED: lazy_gettext("Not assigned"),
}


def filters() -> Filters:
    """What this address narrows."""
    return Filters.read(request.args)


def way_to(place: Place, *, and_unit: bool = True) -> list[tuple[object, str]]:
    """The breadcrumbs from the top of my reach down to the unit; filters stay."""
    start: list[tuple[object, str]] = []
    if len(reach().roots) > 1:
        start = [(lazy_gettext("My team"), url_for("management.home"))]
    units = [*place.above, *([place.unit] if and_unit else [])]
    query = filters().of_unit.query
    return start + [
        (unit.name, url_for("management.unit", unit_id=unit.id, **query)) for unit in units
    ]


def list_of(unit: Unit, course: Course, narrowed: Filters) -> str:
    """The address of the people of the unit and the course, as far as they are narrowed."""
    return url_for("management.course", unit_id=unit.id, slug=course.slug, **narrowed.query)


def page_of(unit: Unit, person: Person) -> str:
    """The address of the person's page, from which the list is still one click away."""
    return url_for("management.person", unit_id=unit.id, person_id=person.id, **kept())


def kept() -> dict[str, Any]:
    """What the person's page and those behind it hand on: the list and what narrowed it."""
    slug = request.args.get("list", "")
    return filters().query | ({"list": slug} if slug else {})


def may_assign(unit: Unit) -> bool:
    """Whether I may give courses here, too; seeing a unit does not include it."""
    return me().reach(Permission.ASSIGN_COURSES).covers(unit.path)


def may_export(unit: Unit) -> bool:
    """Whether I may take the unit's lists out of the system."""
    return me().reach(Permission.EXPORT_TEAM).covers(unit.path)


def position_choices() -> list[tuple[int, str]]:
    """The positions for a filter, by name."""
    pairs = [(position.id, str(position.name)) for position in people.positions()]
    return sorted(pairs, key=lambda pair: sort_key(pair[1]))
