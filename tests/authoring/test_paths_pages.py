"""A trainer looks at the ways which people take through her scenario."""

import csv
from io import StringIO

import pytest

from app.core import db
from app.core.permissions import Role
from app.courses import queries
from app.courses import service as courses
from tests import documents, make
from tests.scenarios.test_tallies import play

PAGE = "/author/story/paths/story"


@pytest.fixture
def story(world, session):
    document = documents.story_course()
    course = make.course(document, slug="story", owner=world.dana)
    session.commit()
    return course, next(document.scenarios())


def test_before_anybody_has_played_the_drawing_is_there(world, story, browser):
    page = browser(world.dana).page(PAGE)
    assert "scenario-graph__drawing" in page
    assert "empty-state" in page


def test_the_page_speaks_both_languages(world, story, session, browser):
    play(world.aigerim, story, "a", "d", "h")
    session.commit()
    for language in ("kk", "ru"):
        page = browser(world.dana, language=language).page(PAGE)
        assert "100" in page
        assert world.aigerim.surname not in page, "ways are counted, people are not shown"


def test_the_filters_narrow_what_is_counted(world, story, session, browser):
    for number in range(5):
        person = make.person(f"Бесінші{number}", unit=world.unit_a)
        play(person, story, "a", "d", "h")
    session.commit()
    dana = browser(world.dana)
    assert "empty-state" not in dana.page(f"{PAGE}?unit={world.unit_a.id}")
    assert "empty-state" in dana.page(f"{PAGE}?unit={world.unit_b.id}")
    assert "empty-state" in dana.page(f"{PAGE}?mode=group")
    assert "empty-state" not in dana.page(f"{PAGE}?mode=nonsense&language=xx&position=")


def test_the_way_of_one_person_is_not_shown_by_her_unit(world, story, session, browser):
    play(world.aigerim, story, "a", "d", "h")
    session.commit()
    page = browser(world.dana).page(f"{PAGE}?unit={world.unit_a.id}")
    assert "notice" in page
    assert "100" not in page.split("scenario-graph", 1)[1].split("</svg>")[0]


def test_a_unit_out_of_reach_is_not_found(world, story, session, browser):
    trainer = make.role(make.person("Ли", unit=world.unit_b), Role.TRAINER, over=world.unit_b)
    courses.add_owner(story[0], trainer)
    session.commit()
    vera = browser(trainer)
    assert vera.get(f"{PAGE}?unit={world.unit_b.id}").status_code == 200
    assert vera.get(f"{PAGE}?unit={world.unit_a.id}").status_code == 404


def test_other_words_keep_the_numbers_other_ways_begin_anew(world, story, session, browser):
    course, _scenario = story
    play(world.aigerim, story, "a", "d", "h")
    courses.publish(course, documents.story_course(title=documents.pair("Жаңа атау")), by=None)
    session.commit()
    assert "empty-state" not in browser(world.dana).page(PAGE)
    nodes = documents.scenario()["nodes"]
    nodes[0]["choices"][0]["points"] = 2
    courses.publish(queries.course("story"), documents.story_course(nodes=nodes), by=None)
    db.session.commit()
    assert "empty-state" in browser(world.dana).page(PAGE)


def test_the_table_can_be_taken_along(world, story, session, browser):
    play(world.aigerim, story, "a", "d", "h")
    session.commit()
    answer = browser(world.dana).post(f"{PAGE}/export", {})
    rows = list(csv.reader(StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 9
    assert rows[1][-3:] == ["1", "1", "10"]


def test_only_the_owner_sees_it(world, story, session, browser):
    stranger = make.role(make.person("Ли", unit=world.top), Role.TRAINER, over=world.top)
    session.commit()
    assert browser(stranger).get(PAGE).status_code == 404
    assert browser(world.aigerim).get(PAGE).status_code == 403


def test_a_step_that_is_no_scenario_has_no_paths(world, story, browser):
    assert browser(world.dana).get("/author/story/paths/first").status_code == 404
