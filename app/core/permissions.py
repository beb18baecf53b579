"""Who may do what: the one table from role to permission, and over which units it reaches."""

from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import N_


class Permission(StrEnum):
    """What a person may be allowed to do, as `resource:verb`, in alphabetical order."""

    ASSIGN_COURSES = "team:assign"
    EDIT_COURSES = "courses:edit"
    END_SESSIONS = "people:end-sessions"
    EXPORT_TEAM = "team:export"
    GIVE_TIME = "attempts:give-time"
    LEARN = "courses:learn"
    MARK_ANSWERS = "answers:mark"
    PUBLISH_COURSES = "courses:publish"
    READ_JOURNAL = "journal:read"
    REGRADE = "results:regrade"
    SEE_PEOPLE = "people:see"
    SEE_TEAM = "team:see"


class Role(StrEnum):
    """A role is held over a unit and all below it; everybody is a learner."""

    LEARNER = "learner"
    TRAINER = "trainer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: dict[Role, str] = {
    Role.LEARNER: N_("Learner"),
    Role.TRAINER: N_("Trainer"),
    Role.MANAGER: N_("Manager"),
    Role.ADMINISTRATOR: N_("Administrator"),
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset({Permission.LEARN}),
    Role.TRAINER: frozenset(
        {
            Permission.EDIT_COURSES,
            Permission.PUBLISH_COURSES,
            Permission.MARK_ANSWERS,
            Permission.REGRADE,
            Permission.GIVE_TIME,
        }
    ),
    Role.MANAGER: frozenset(
        {Permission.SEE_TEAM, Permission.ASSIGN_COURSES, Permission.EXPORT_TEAM}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.SEE_TEAM,
            Permission.EXPORT_TEAM,
            Permission.READ_JOURNAL,
            Permission.SEE_PEOPLE,
            Permission.END_SESSIONS,
            Permission.GIVE_TIME,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """A permission together with the units over which it is held, each with all below it.

    `roots` are unit paths such as "/1/4/"; a package's `scope.py` turns them into a condition.
    """

    permission: Permission
    roots: tuple[str, ...]

    def covers(self, path: str) -> bool:
        """Whether the unit with this path lies within the reach."""
        return any(path.startswith(root) for root in self.roots)
