"""Who may open which page of the editor, and what the pages show."""

import json

import pytest

from app.authoring.labels import LONGEST_TEXT
from app.courses import queries as courses
from tests.authoring.editor import COURSE, NOTE, PAGES, QUESTION, positions, save


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_page_opens_for_the_owner(language, world, course, browser):
    dana = browser(world.dana, language=language)
    for path in PAGES:
        dana.page(path)


def test_a_course_that_i_do_not_own_does_not_exist_for_me(course, other_trainer, browser):
    vera = browser(other_trainer)
    for path in PAGES:
        assert vera.get(path).status_code == (200 if path == "/author/" else 404), path


def test_a_learner_is_refused(world, course, browser):
    aigerim = browser(world.aigerim)
    for path in PAGES:
        assert aigerim.get(path).status_code == 403, path
        assert aigerim.post(path).status_code in {403, 405}, path


@pytest.mark.parametrize(
    "path",
    [
        NOTE,
        f"{COURSE}/details",
        QUESTION,
        f"{QUESTION}/remove",
        f"{QUESTION}/move",
        f"{COURSE}/steps/m1-quiz/questions",
        f"{COURSE}/publish",
        f"{COURSE}/discard",
    ],
)
def test_another_trainer_changes_nothing(path, course, other_trainer, browser):
    answer = browser(other_trainer).post(path, {"title-kk": "Бөтен", "then": "save"})

    assert answer.status_code == 404
    assert courses.draft_or_none(course) is None


def test_looking_begins_no_draft(world, course, browser):
    dana = browser(world.dana)
    for path in PAGES:
        dana.page(path)

    assert courses.draft_or_none(course) is None


def test_the_script_gets_the_same_preview_and_the_problems(world, course, browser):
    answer = browser(world.dana).post(
        "/author/markdown", {"kk": "## Атау\r\n<script>x</script>", "ru": "сloвo", "kind": "text"}
    )

    assert answer.json["html"]["kk"].startswith("<h2>Атау</h2>")
    assert "<script>" not in json.dumps(answer.json["html"])
    assert "&lt;script&gt;" in answer.json["html"]["kk"]
    assert len(answer.json["problems"]) == 3


def test_the_preview_reads_no_more_than_can_be_saved(world, course, browser):
    sent = {"kk": "а" * 50_000, "ru": "б", "kind": "text"}
    answer = browser(world.dana).post("/author/markdown", sent)

    assert answer.json["html"]["kk"].count("а") == LONGEST_TEXT


def test_the_chosen_language_stands_on_the_left(world, course, browser):
    dana = browser(world.dana)
    assert positions(dana.page(NOTE)) == ["title-kk", "title-ru", "text-kk", "text-ru"]

    dana.post("/author/left-language", {"next": "/kk/author/full"})

    assert positions(dana.page(NOTE)) == ["title-ru", "title-kk", "text-ru", "text-kk"]
    with dana.speaking("ru"):
        assert positions(dana.page(NOTE))[0] == "title-ru"


def test_the_list_names_who_changed_the_draft_last(world, course, browser):
    dana = browser(world.dana)
    save(dana, NOTE, title__kk="Жаңа атау")

    page = dana.page("/author/")
    assert world.dana.short_name in page.partition("<main")[2]
    assert "/kk/author/full/review-notes" in page


def test_pages_of_the_editor_cost_few_queries(world, course, browser, count_queries):
    dana = browser(world.dana)
    save(dana, NOTE, title__kk="Жаңа атау")
    for path in (COURSE, f"{COURSE}/steps/first", NOTE, f"{COURSE}/publish"):
        dana.page(path)
        with count_queries() as queries:
            dana.page(path)
        assert len(queries) <= 6, (path, queries.statements)
