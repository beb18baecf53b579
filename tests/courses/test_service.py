import json

from sqlalchemy import func, select

from app.audit.models import Entry
from app.courses import queries, service
from app.courses.models import CourseOwner, MediaFile
from tests import make
from tests.courses.samples import PNG
from tests.documents import pair, small_course


def test_publishing_stores_an_edition_and_shows_it_in_the_catalogue(session):
    document = small_course()
    course = service.add_course("small", document)
    edition = service.publish(course, document, by=None)

    assert (edition.number, course.edition_id) == (1, edition.id)
    assert [change["kind"] for change in edition.changes] == ["added"]
    assert queries.document(edition.id) == document


def test_publishing_the_same_again_stores_nothing(session):
    course = make.course()

    assert service.publish(course, small_course(), by=None) is None
    assert len(queries.editions(course)) == 1


def test_a_new_edition_takes_the_next_number_and_its_title_to_the_catalogue(session):
    course = make.course()
    edition = service.publish(course, small_course(title=pair("Жаңа")), by=None)

    assert edition.number == 2
    assert course.title.kk == "Жаңа қаз"
    assert [(change["kind"], change["what"]) for change in edition.changes] == [
        ("changed", "course")
    ]


def test_going_back_to_an_older_text_is_a_new_edition(session):
    course = make.course()
    service.publish(course, small_course(hours=9), by=None)

    assert service.publish(course, small_course(), by=None).number == 3


def test_the_journal_says_who_published_what(world):
    service.publish(world.course, small_course(hours=9), by=world.dana)
    session_entries = _entries("course.published")

    assert session_entries[-1].actor_id == world.dana.id
    assert session_entries[-1].subject_id == str(world.course.id)
    assert session_entries[-1].details == {"edition": 2}
    json.dumps(session_entries[-1].details)


def test_a_picture_that_editions_share_is_stored_once(session):
    course = make.course()
    service.publish(course, small_course(hours=3), media={"a.png": PNG}, by=None)
    service.publish(course, small_course(hours=4), media={"b.png": PNG}, by=None)

    (stored,) = session.scalars(select(MediaFile)).all()
    assert (stored.content_type, stored.data) == ("image/png", PNG)


def test_naming_an_owner_twice_changes_nothing(world):
    service.add_owner(world.course, world.botagoz)
    service.add_owner(world.course, world.botagoz)

    owned = select(func.count()).where(CourseOwner.person_id == world.botagoz.id)
    assert service.session.scalar(owned) == 1


def test_a_draft_is_kept_apart_from_what_is_published(world):
    service.change_draft(world.course, small_course(hours=9), by=world.dana, what="course")

    assert queries.document(world.course.edition_id).hours == 2
    assert queries.draft_or_none(world.course).document.hours == 9


def test_publishing_a_draft_lets_go_of_it(world):
    draft = service.change_draft(world.course, small_course(hours=9), by=world.dana, what="course")
    edition = service.publish_draft(draft, by=world.dana)
    service.session.flush()

    assert queries.document(edition.id).hours == 9
    assert queries.draft_or_none(world.course) is None


def test_discarding_a_draft_keeps_the_newest_edition(world):
    draft = service.change_draft(world.course, small_course(hours=9), by=world.dana, what="course")
    service.discard_draft(draft, by=world.dana)
    service.session.flush()

    assert queries.draft_or_none(world.course) is None
    assert queries.document(world.course.edition_id).hours == 2


def _entries(act):
    wanted = select(Entry).where(Entry.act == act).order_by(Entry.id)
    return service.session.scalars(wanted).all()
