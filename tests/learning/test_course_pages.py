from datetime import UTC, datetime, timedelta

import pytest

from app.certificates import queries as certificates
from app.core import clock
from app.courses import service as courses_service
from app.learning import queries
from app.learning.models import Enrolment
from tests import make
from tests.documents import lesson, pair, small_course
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("noon")
REDIRECTS = {302, 303}


def test_the_catalogue_shows_every_course_with_what_it_takes(world, look):
    make.course(small_course("EX2", hours=40), slug="other")
    taking.begin(world)
    page = look(world.aigerim).see("/courses/")
    first, second = page.parts("card")
    assert "Курс EX1 қаз" in first
    assert "Курс EX2 қаз" in second
    assert "40" in second
    assert [len(page.nodes(f"state-badge--{s}")) for s in ("in-progress", "not-started")] == [1, 0]
    assert {"/kk/courses/small", "/kk/courses/other"} <= set(page.links.values())


def test_a_catalogue_without_courses_says_so(session, look):
    reader = make.person()
    assert look(reader).see("/courses/").nodes("empty-state")


def test_a_course_that_is_not_published_does_not_exist_for_readers(world, look):
    courses_service.add_course("secret", small_course("EX9"))
    reader = look(world.aigerim)
    assert "EX9" not in reader.page("/courses/")
    assert reader.get("/courses/secret").status_code == 404
    assert reader.post("/courses/secret/begin").status_code == 404


def test_the_course_page_tells_what_she_will_be_able_to_do(world, look):
    page = look(world.aigerim).see("/courses/small")
    assert page.title == "Курс EX1 қаз"
    assert "Мақсат қаз" in page.words
    assert "Ереже қаз" in page.words
    assert page.forms == ["/kk/courses/small/begin"]


def test_nobody_writes_by_looking(world, look):
    reader = look(world.aigerim)
    for path in ("/", "/courses/", "/courses/small", "/courses/small/first"):
        reader.get(path)
    assert taking.count(Enrolment) == 0


def test_beginning_leads_to_the_first_lesson(world, look, noon):
    reader = look(world.aigerim)
    answer = reader.post("/courses/small/begin")
    assert answer.status_code in REDIRECTS
    assert answer.location == "/kk/courses/small/first"
    assert queries.enrolment(world.aigerim, "small").started_at == noon
    again = reader.post("/courses/small/begin")
    assert again.location == "/kk/courses/small/first"
    assert taking.count(Enrolment) == 1


def test_a_course_that_needs_another_says_which(world, look):
    make.course(small_course("EX2", prerequisites=["EX1"]), slug="later")
    reader = look(world.aigerim)
    assert "EX1" in reader.see("/courses/later").words
    answer = reader.post("/courses/later/begin")
    assert answer.status_code == 409
    assert "EX1" in answer.get_data(as_text=True)
    assert taking.count(Enrolment) == 0


def test_under_way_the_course_page_shows_progress_and_the_next_step(world, look, say):
    taking.begin(world, "first")
    page = look(world.aigerim).see("/courses/small")
    [bar] = page.nodes("progress-bar__bar")
    assert (bar.get("value"), bar.get("max")) == ("1", "3")
    assert "/kk/courses/small/m1-quiz" not in page.forms
    assert page.links[say("Continue: %(title)s", title="Сабақ second қаз")].endswith("/second")
    assert page.forms == []


def test_at_the_end_the_course_page_gives_the_certificate(world, look):
    taking.finish(world.aigerim, world.course)
    [certificate] = certificates.certificates_of(world.aigerim)
    number = certificate.number
    page = look(world.aigerim).see("/courses/small")
    assert f"/kk/certificates/{number}.pdf" in page.links.values()
    assert page.nodes("notice--success")


@pytest.mark.parametrize(("days_left", "is_offered"), [(61, False), (60, True), (-1, True)])
def test_whose_certificate_ends_may_take_the_course_again(world, look, days_left, is_offered):
    taking.finish(world.aigerim, world.course)
    [certificate] = certificates.certificates_of(world.aigerim)
    day = certificate.valid_until - timedelta(days=days_left)
    with clock.stopped_at(datetime(day.year, day.month, day.day, 7, tzinfo=UTC)):
        reader = look(world.aigerim)
        forms = reader.see("/courses/small").forms
        assert forms == (["/kk/courses/small/begin"] if is_offered else [])
        answer = reader.post("/courses/small/begin")
        assert answer.location == "/kk/courses/small" + ("/first" if is_offered else "")


def test_a_newer_edition_is_offered_and_taken_only_by_choice(world, look):
    taking.begin(world, "first")
    newer = small_course(
        modules=[
            {
                "id": "m1",
                "title": pair("Модуль"),
                "objectives": [],
                "steps": [lesson("first"), lesson("added")],
            }
        ]
    )
    courses_service.publish(world.course, newer, by=None)
    reader = look(world.aigerim)
    page = reader.see("/courses/small")
    assert page.forms == ["/kk/courses/small/newest-edition"]
    assert "Сабақ second қаз" in page.words
    assert reader.get("/courses/small/added").status_code == 404

    assert reader.post("/courses/small/newest-edition").status_code in REDIRECTS
    page = reader.see("/courses/small")
    assert page.forms == []
    assert "Сабақ second қаз" not in page.words
    [bar] = page.nodes("progress-bar__bar")
    assert (bar.get("value"), bar.get("max")) == ("1", "2")
    assert reader.get("/courses/small/added").status_code == 200
