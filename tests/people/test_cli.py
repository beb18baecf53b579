"""An administrator at the command line, before anybody can sign in."""

import pytest

from app.core import db
from app.core.permissions import Permission, Role
from app.courses import queries as courses
from app.people import queries
from tests import make

PASSWORD = ["--password", "long enough to be kept"]
NAMES = ["--surname", "Әбенова", "--given-name", "Ботагөз"]


@pytest.fixture
def flask(app, session):
    """Runs `flask …`; the code and the last line."""

    def run(*arguments):
        db.session.commit()
        result = app.test_cli_runner().invoke(args=[*map(str, arguments)])
        return result.exit_code, result.output.strip().splitlines()[-1]

    return run


def test_the_first_administrator_is_over_the_whole_service(flask):
    assert flask("people", "add-administrator", "Root", *NAMES, *PASSWORD) == (0, "Added Root.")
    person = queries.person_or_none("root")
    assert person.reach(Permission.READ_JOURNAL).roots == (queries.top_unit_or_none().path,)


def test_a_second_account_of_the_same_name_is_refused(flask):
    flask("people", "add-administrator", "root", *NAMES, *PASSWORD)
    code, line = flask("people", "add-administrator", "ROOT", *NAMES, *PASSWORD)
    assert code == 2
    assert "somebody has this user name" in line


def test_a_short_password_is_refused_and_nothing_is_kept(flask):
    code, line = flask("people", "add-administrator", "root", *NAMES, "--password", "short")
    assert code == 2
    assert "at least 10 characters" in line
    assert queries.top_unit_or_none() is None


def test_an_installation_is_filled_from_the_command_line(flask):
    flask("people", "add-administrator", "root", *NAMES, *PASSWORD)
    top = queries.top_unit_or_none()
    code, line = flask("people", "add-unit", "region", "Өңір", "Регион", "--under", top.id)
    unit_id = int(line.removeprefix("Added unit ").rstrip("."))
    assert code == 0
    assert flask("people", "add-position", "head", "бастық", "начальник") == (0, "Added head.")
    place = ["--unit", unit_id, "--position", "head"]
    assert flask("people", "add-person", "botagoz", *NAMES, *place, *PASSWORD)[0] == 0
    assert flask("people", "grant", "botagoz", "manager", unit_id)[0] == 0
    botagoz = queries.person_or_none("botagoz")
    assert botagoz.current_roles == {Role.LEARNER, Role.MANAGER}
    assert [row.unit_id for row in botagoz.memberships] == [unit_id]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["add-unit", "region", "Өңір", "Регион", "--under", 999], "no unit with this number"),
        (["add-person", "x", *NAMES, "--unit", 999, "--position", "y", *PASSWORD], "no unit"),
        (["grant", "nobody", "manager", 1], "nobody has this user name"),
    ],
)
def test_what_does_not_exist_is_named(flask, arguments, reason):
    code, line = flask("people", *arguments)
    assert code == 2
    assert reason in line


def test_a_trainer_is_made_the_owner_of_a_course(flask, session):
    make.course()
    dana = make.person(username="dana")
    assert flask("courses", "add-owner", "small", "dana") == (0, "dana owns small.")
    assert [course.slug for course in courses.owned_by(dana)] == ["small"]
    assert flask("courses", "add-owner", "small", "nobody") == (
        1,
        "Error: Nobody is called nobody.",
    )
    assert flask("courses", "add-owner", "none", "dana") == (1, "Error: There is no course none.")
