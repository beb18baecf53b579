"""What each role allows, and how far it reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.permissions import GRANTS, ROLE_NAMES, Permission, Reach, Role
from app.people.routes import PERMISSION_NAMES

ALLOWED = {
    Role.LEARNER: {"courses:learn"},
    Role.TRAINER: {
        "courses:edit",
        "courses:publish",
        "answers:mark",
        "results:regrade",
        "attempts:give-time",
    },
    Role.MANAGER: {"team:see", "team:assign", "team:export"},
    Role.ADMINISTRATOR: {
        "team:see",
        "team:export",
        "journal:read",
        "people:see",
        "people:end-sessions",
        "attempts:give-time",
    },
}
paths = st.lists(st.integers(1, 30), max_size=5).map(
    lambda ids: "/" + "".join(f"{n}/" for n in ids)
)


@pytest.mark.parametrize("role", Role)
def test_a_role_allows_exactly_this(role: Role):
    assert set(GRANTS[role]) == ALLOWED[role]


def test_every_role_is_in_the_table_and_has_a_name():
    assert set(GRANTS) == set(Role) == set(ROLE_NAMES)


def test_every_permission_is_given_to_some_role_and_has_a_name():
    assert frozenset().union(*GRANTS.values()) == set(Permission)
    assert set(PERMISSION_NAMES) == set(Permission)


def test_an_administrator_neither_assigns_nor_edits_courses():
    forbidden = {
        Permission.ASSIGN_COURSES,
        Permission.EDIT_COURSES,
        Permission.PUBLISH_COURSES,
    }
    assert not GRANTS[Role.ADMINISTRATOR] & forbidden


def test_permissions_are_written_as_resource_and_verb_in_order():
    assert all(permission.value.count(":") == 1 for permission in Permission)
    assert [p.name for p in Permission] == sorted(p.name for p in Permission)


def test_a_reach_covers_its_units_and_all_below_them():
    reach = Reach(Permission.SEE_TEAM, ("/1/4/", "/1/7/"))
    assert reach.covers("/1/4/")
    assert reach.covers("/1/4/9/2/")
    assert reach.covers("/1/7/3/")


def test_a_reach_covers_neither_what_is_above_nor_what_is_beside():
    reach = Reach(Permission.SEE_TEAM, ("/1/4/",))
    assert not reach.covers("/1/")
    assert not reach.covers("/1/5/")
    assert not reach.covers("/1/44/")
    assert not reach.covers("/4/")


def test_who_holds_nothing_reaches_nobody():
    assert not Reach(Permission.SEE_TEAM, ()).covers("/1/")


@given(paths, paths)
def test_a_unit_is_covered_exactly_when_the_root_is_among_the_units_above_it(root: str, path: str):
    above, below = root.split("/")[1:-1], path.split("/")[1:-1]
    covered = Reach(Permission.SEE_TEAM, (root,)).covers(path)
    assert covered == (below[: len(above)] == above)
