import pytest
from sqlalchemy.exc import NoResultFound

from app.core import db
from app.courses import queries, service
from app.courses.models import Course
from tests import make
from tests.documents import small_course, story_course


def test_a_course_that_nobody_published_cannot_be_found(session):
    service.add_course("small", small_course())

    with pytest.raises(NoResultFound):
        queries.course("small")
    assert queries.course_or_none("small").code == "EX1"


def test_courses_that_can_be_taken_are_in_the_order_of_their_codes(session):
    make.course(small_course("VE2"), slug="second")
    make.course(small_course("VE1"), slug="first")
    service.add_course("third", small_course("VE3"))

    assert [course.slug for course in queries.published()] == ["first", "second"]


def test_an_edition_says_for_ever_what_it_said(session):
    course = make.course()
    first = course.edition_id
    service.publish(course, small_course(hours=9), by=None)

    assert queries.document(first).hours == 2
    assert queries.document(course.edition_id).hours == 9


def test_a_page_reads_an_edition_from_the_database_once(session, count_queries):
    edition_id = make.course().edition_id
    session.commit()
    db.begin_reading()
    queries.document(edition_id)

    with count_queries() as counted:
        queries.document(edition_id)
        queries.edition(edition_id)
    assert len(counted) == 0


def test_an_edition_that_was_undone_is_forgotten(session):
    course = make.course()
    undone = session.begin_nested()
    edition = service.publish(course, small_course(hours=8), by=None)
    assert queries.document(edition.id).hours == 8
    undone.rollback()

    edition = service.publish(session.get(Course, course.id), small_course(hours=9), by=None)
    assert queries.document(edition.id).hours == 9


def test_an_edition_that_does_not_exist_is_not_found(session):
    with pytest.raises(NoResultFound):
        queries.edition(10**6)


def test_editions_are_listed_from_the_newest(world):
    service.publish(world.course, small_course(hours=9), by=world.dana)

    assert [
        (edition.number, edition.published_by) for edition in queries.editions(world.course)
    ] == [
        (2, world.dana),
        (1, None),
    ]


def test_a_trainer_sees_the_courses_she_owns(world):
    make.course(small_course("VE9"), slug="of-nobody")

    assert queries.owned_by(world.dana) == [world.course]
    assert queries.owned_by(world.botagoz) == []
    assert queries.own_course(world.course.slug, of=world.dana) == world.course
    with pytest.raises(NoResultFound):
        queries.own_course(world.course.slug, of=world.botagoz)


def test_a_picture_is_found_by_its_content(session):
    with pytest.raises(NoResultFound):
        queries.media_file("0" * 64)


def test_a_quiz_is_found_in_its_edition(session):
    edition_id = make.course().edition_id

    assert queries.quiz(edition_id, "m1-quiz").pass_mark == 75
    for name in ("first", "nowhere"):
        with pytest.raises(KeyError):
            queries.quiz(edition_id, name)


def test_a_scenario_is_found_in_its_edition(session):
    edition_id = make.course(story_course()).edition_id

    assert queries.scenario(edition_id, "story").first.id == "n1"
    for name in ("first", "nowhere"):
        with pytest.raises(KeyError):
            queries.scenario(edition_id, name)
