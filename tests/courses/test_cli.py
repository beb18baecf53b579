import pytest

from app.courses import queries
from tests import make
from tests.courses.samples import small
from tests.courses.test_loader import put


@pytest.fixture
def flask(app, tmp_path, monkeypatch):
    """Runs `flask courses …` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        result = app.test_cli_runner().invoke(args=["courses", *map(str, arguments)])
        return result.exit_code, result.output.splitlines()

    return run


def test_check_says_that_all_is_well(flask, tmp_path):
    put(tmp_path / "courses/one", small())

    assert flask("check") == (0, ["No problem found in: one."])


def test_check_prints_the_scenarios_as_graphs_if_it_is_asked(flask, tmp_path):
    put(tmp_path / "courses/one", small())

    assert flask("check", "--graph") == (
        0,
        [
            "m1-morning: 0 to 4 points without a red line",
            "  n1",
            "    a: 2 -> n2 trust +1 sets asked",
            "    b: 0 -> n2",
            "    c: RED LINE trust -2",
            "  n2",
            "    a: 2 -> the end",
            "    b: 0 -> the end",
            "  endings, the first that holds:",
            "    helped: score >= 3 and red-lines <= 0, passed",
            "    late: always",
            "No problem found in: one.",
        ],
    )


def test_check_prints_every_problem_and_fails(flask, tmp_path):
    put(tmp_path / "courses/one", small(("hours: 1", "hours: 0"), kk=""))

    assert flask("check", "courses/one") == (
        1,
        [
            "courses/one/course.yaml:6: “hours” is 0: the least is 1",
            "courses/one/texts/dignity-text.kk.md:1: The Kazakh text is missing",
            "Problems: 2.",
        ],
    )


def test_check_of_a_folder_that_is_not_there_fails(flask):
    code, lines = flask("check", "nowhere")

    assert code == 2
    assert "does not exist" in lines[-1]


def test_load_says_what_happened_to_each_course(flask, session, tmp_path):
    put(tmp_path / "courses/bad", small(("code: EX1", "code: EX2"), ("hours: 1", "hours: 0")))
    put(tmp_path / "courses/good", small())

    assert flask("load") == (
        1,
        [
            "bad: not loaded.",
            "good: stored as edition 1.",
            "courses/bad/course.yaml:6: “hours” is 0: the least is 1",
            "Problems: 1.",
        ],
    )
    assert flask("load", "courses/good") == (0, ["good: nothing has changed."])


def test_export_writes_the_folder_back(flask, session, tmp_path):
    put(tmp_path / "courses/one", small())
    flask("load")

    assert flask("export", "one", "copy") == (0, ["Written: copy/one"])
    assert (tmp_path / "copy/one/course.yaml").read_bytes() == small()["course.yaml"]


def test_export_of_a_course_that_is_not_there_fails(flask, session, tmp_path):
    make.course()

    assert flask("export", "nowhere", "copy") == (1, ["Error: There is no course nowhere."])
    assert not (tmp_path / "copy").exists()
    assert queries.course_or_none("small") is not None
