import pytest
from sqlalchemy import select

from app.core.errors import DomainError
from app.courses import loader, queries, service
from app.courses.models import MediaFile
from tests import make
from tests.courses.samples import KK, PNG, small, with_blocks

PICTURE = (
    *("- kind: picture", "  id: p", "  file: p.png"),
    *("  alt: {kk: а, ru: а}", "  caption: {kk: а, ru: а}"),
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def said(path):
    return [str(problem) for found in loader.check(path) for problem in found.problems]


def test_one_course_folder_or_a_folder_of_them_can_be_checked(here):
    put(here / "courses/one", small())
    put(here / "courses/two", small(("code: EX1", "code: EX2")))
    (here / "courses/README.md").write_text("…")

    assert [found.slug for found in loader.check(here / "courses")] == ["one", "two"]
    assert [found.slug for found in loader.check(here / "courses/one")] == ["one"]
    assert said(here / "courses") == []


def test_problems_are_named_by_the_path_from_here(here):
    put(here / "courses/one", small(("hours: 1", "hours: 0"), kk=""))

    assert said(here / "courses") == [
        "courses/one/course.yaml:6: “hours” is 0: the least is 1",
        f"courses/one/{KK}:1: The Kazakh text is missing",
    ]


def test_a_folder_that_should_be_a_course_is_told_what_is_missing(here):
    (here / "courses/empty").mkdir(parents=True)
    put(here / "courses/half", {KK: "Мәтін.".encode()})

    missing = "The file course.yaml is missing: a course begins with it"
    assert said(here / "courses") == [
        f"courses/empty/course.yaml:1: {missing}",
        f"courses/half/course.yaml:1: {missing}",
        (
            f"courses/half/{KK}:1: The file texts/dignity-text.ru.md is missing:"
            " add it with the words of this text"
        ),
    ]


def test_what_cannot_be_read_as_a_file_is_named(here):
    folder = put(here / "one", small())
    (folder / "texts/more").mkdir()
    (folder / "drafts").mkdir()
    (folder / "lost.md").symlink_to("nowhere")

    assert said(folder) == [
        "one/drafts:1: This cannot be read as a file of a course: Is a directory",
        "one/lost.md:1: This cannot be read as a file of a course: No such file or directory",
        "one/texts/more:1: This cannot be read as a file of a course: Is a directory",
    ]


def test_hidden_files_are_left_alone(here):
    folder = put(here / "one", small(**{".directory": b"", "media/.keep": b""}))

    assert said(folder) == []


def test_two_courses_cannot_have_the_same_code(here):
    put(here / "courses/one", small())
    put(here / "courses/two", small())

    assert said(here / "courses") == [
        "courses/two/course.yaml:2: The course “one” has the code EX1 already: choose another"
    ]


def test_loading_stores_an_edition_only_if_something_changed(here, session):
    folder = put(here / "courses/one", small())

    (first,) = loader.load(here / "courses")
    (again,) = loader.load(here / "courses")
    put(folder, small(kk="Басқа мәтін."))
    (changed,) = loader.load(folder)

    assert (first.slug, first.edition.number, first.problems) == ("one", 1, [])
    assert again.edition is None
    assert changed.edition.number == 2
    assert [change["id"] for change in changed.edition.changes] == ["dignity-text"]


def test_loading_the_same_folder_again_does_not_undo_what_an_author_published(here, world):
    folder = put(here / "one", small(("code: EX1", "code: EX7")))
    loader.load(folder)
    course = queries.course("one")
    theirs = queries.document(course.edition_id).model_copy(update={"hours": 7})
    published = service.publish(course, theirs, by=world.dana)

    (again,) = loader.load(folder)
    assert again.edition is None
    assert course.edition_id == published.id

    put(folder, small(("code: EX1", "code: EX7"), kk="Басқа мәтін."))
    (changed,) = loader.load(folder)
    assert changed.edition.number == 3


def test_a_folder_that_goes_back_to_an_older_text_is_loaded(here, session):
    folder = put(here / "one", small())
    loader.load(folder)
    put(folder, small(kk="Басқа мәтін."))
    loader.load(folder)
    put(folder, small())

    (back,) = loader.load(folder)
    assert back.edition.number == 3


def test_loading_leaves_out_a_course_with_problems_and_takes_the_others(here, session):
    put(here / "courses/bad", small(("code: EX1", "code: EX2"), ("hours: 1", "hours: 0")))
    put(here / "courses/good", small())

    bad, good = loader.load(here / "courses")

    assert (bad.edition, len(bad.problems)) == (None, 1)
    assert good.edition.number == 1
    assert queries.course_or_none("bad") is None


def test_loading_refuses_the_code_of_another_course(here, session):
    make.course(slug="elsewhere")
    put(here / "one", small())

    (result,) = loader.load(here / "one")

    assert [str(problem) for problem in result.problems] == [
        "one/course.yaml:2: The course “elsewhere” has the code EX1 already: choose another"
    ]


def test_loading_stores_the_pictures(here, session):
    put(here / "one", with_blocks(*PICTURE, **{"media/p.png": PNG}))
    loader.load(here / "one")

    document = queries.document(queries.course("one").edition_id)
    assert queries.media_file(document.media["p.png"]).data == PNG


def test_loading_says_in_the_journal_who_did_it(here, world):
    put(here / "one", small(("code: EX1", "code: EX7")))
    (result,) = loader.load(here / "one", by=world.dana)

    assert result.edition.published_by == world.dana


def test_what_is_exported_is_what_was_loaded(here, session):
    files = with_blocks(*PICTURE, **{"media/p.png": PNG})
    put(here / "courses/one", files)
    loader.load(here / "courses")

    folder = loader.export(queries.course("one"), here / "copy")

    assert folder == here / "copy/one"
    assert loader.check(folder)[0].document == loader.check(here / "courses/one")[0].document
    assert loader.load(folder)[0].edition is None
    assert files_in(folder).keys() == files.keys()


def test_an_export_over_the_same_course_takes_away_what_it_no_longer_has(here, session):
    folder = put(here / "courses/one", small())
    loader.load(folder)
    put(folder, {"texts/old.kk.md": b"", "media/old.png": PNG, ".git": b"kept"})

    assert loader.export(queries.course("one"), folder) == folder
    assert files_in(folder) == small() | {".git": b"kept"}


def test_an_export_never_touches_a_folder_that_is_something_else(here, session):
    put(here / "one", {"thesis.txt": b"years of work"})
    course = make.course(slug="one")

    with pytest.raises(DomainError, match="holds something else"):
        loader.export(course, here)
    assert files_in(here / "one") == {"thesis.txt": b"years of work"}


def test_a_course_without_an_edition_cannot_be_exported(here, session):
    files = put(here / "one", small())
    course = service.add_course("one", loader.check(files)[0].document)

    with pytest.raises(DomainError, match="no edition"):
        loader.export(course, here / "copy")
    assert session.scalars(select(MediaFile)).all() == []
