"""Home, catalogue, course and lesson; the quiz is in `test_quiz_pages`."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.certificates import queries as certificates
from app.core import clock, db
from app.courses import service as courses_service
from app.learning import queries, service
from app.learning.models import Enrolment, StepResult
from app.web.filters import long_date
from tests import make
from tests.documents import lesson, pair, small_course
from tests.learning import taking

NOON = datetime(2026, 3, 2, 7, tzinfo=UTC)
REDIRECTS = {302, 303}


@pytest.fixture(autouse=True)
def noon():
    with clock.stopped_at(NOON):
        yield


def assign(world, person, *, due=None, through=None):
    service.assign(world.course, to=[person], due=due, by=world.botagoz, through=through)
    db.session.flush()


def begin(world, *read):
    enrolment = service.begin(world.course, by=world.aigerim)
    if read:
        taking.read(world.aigerim, enrolment, *read)
    db.session.flush()
    return enrolment


def in_words(day):
    return " ".join(long_date(day).split())


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


# My training


def test_somebody_with_nothing_to_do_is_shown_the_way_to_the_courses(world, look):
    page = look(world.aigerim).see("/")
    assert page.nodes("empty-state")
    assert "/kk/courses/" in page.links.values()
    assert not page.nodes("card")


def test_she_sees_what_she_must_do_why_and_by_when(world, look):
    assign(world, world.aigerim, due=date(2026, 3, 12), through=world.unit_a)
    page = look(world.aigerim).see("/")
    [card] = page.parts("card")
    assert "Курс EX1 қаз" in card
    assert in_words(date(2026, 3, 12)) in card
    assert "А бөлімі" in card
    assert "02.03.2026" in card
    assert "Әбенова Ботагөз" in card
    assert page.nodes("state-badge--due-soon")
    assert "/kk/courses/small" in page.links.values()


def test_the_same_page_in_russian(world, look):
    assign(world, world.aigerim, due=date(2026, 3, 12))
    page = look(world.aigerim, language="ru").see("/")
    [card] = page.parts("card")
    assert "Курс EX1 рус" in card
    assert "12 марта 2026 г." in card


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (date(2026, 3, 1), "overdue"),
        (date(2026, 3, 2), "due-soon"),
        (date(2026, 3, 16), "due-soon"),
        (date(2026, 3, 17), "not-started"),
        (None, "not-started"),
    ],
)
def test_the_badge_says_how_urgent_it_is(world, look, due, state):
    assign(world, world.aigerim, due=due)
    assert look(world.aigerim).see("/").nodes(f"state-badge--{state}")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, ("%(num)d day late", "%(num)d days late", 3)),
        (5, ("%(num)d day left", "%(num)d days left", 5)),
    ],
)
def test_the_days_are_counted_for_her(world, look, say, days, words):
    assign(world, world.aigerim, due=clock.today() + timedelta(days=days))
    single, plural, num = words
    [card] = look(world.aigerim).see("/").parts("card")
    assert f"({say(single, plural=plural, num=num)})" in card


def test_each_reason_is_told_in_its_own_words(world, look, say):
    service.begin(world.course, by=world.berik)
    assign(world, world.aigerim)
    day = "02.03.2026"
    [card] = look(world.berik).see("/").parts("card")
    assert say("You chose this course yourself on %(date)s.", date=day) in card
    [card] = look(world.aigerim).see("/").parts("card")
    message = "Assigned to you personally on %(date)s. Assigned by: %(name)s."
    assert say(message, date=day, name="Әбенова Ботагөз") in card


def test_she_goes_on_where_she_stopped(world, look):
    begin(world, "first")
    page = look(world.aigerim).see("/")
    [card] = page.parts("card")
    assert "Сабақ second қаз" in card
    assert "/kk/courses/small/second" in page.links.values()
    assert page.nodes("state-badge--in-progress")


def test_the_button_does_not_lead_to_a_step_that_is_gone(world, look):
    enrolment = begin(world)
    enrolment.at_step = "gone"
    page = look(world.aigerim).see("/")
    assert "/kk/courses/small/first" in page.links.values()


def test_what_is_finished_stands_apart_with_its_certificate(world, look):
    taking.finish(world.aigerim, world.course)
    page = look(world.aigerim).see("/")
    [card] = page.parts("card")
    assert in_words(date(2028, 3, 2)) in card
    assert page.nodes("empty-state")
    assert "/kk/certificates/" in page.links.values()


def test_nobody_sees_another_persons_training(world, look):
    assign(world, world.aigerim)
    assert not look(world.berik).see("/").nodes("card")


# Catalogue and course


def test_the_catalogue_shows_every_course_with_what_it_takes(world, look):
    make.course(small_course("EX2", hours=40), slug="other")
    begin(world)
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
    assert count(Enrolment) == 0


def test_beginning_leads_to_the_first_lesson(world, look):
    reader = look(world.aigerim)
    answer = reader.post("/courses/small/begin")
    assert answer.status_code in REDIRECTS
    assert answer.location == "/kk/courses/small/first"
    assert queries.enrolment(world.aigerim, "small").started_at == NOON
    again = reader.post("/courses/small/begin")
    assert again.location == "/kk/courses/small/first"
    assert count(Enrolment) == 1


def test_a_course_that_needs_another_says_which(world, look):
    make.course(small_course("EX2", prerequisites=["EX1"]), slug="later")
    reader = look(world.aigerim)
    assert "EX1" in reader.see("/courses/later").words
    answer = reader.post("/courses/later/begin")
    assert answer.status_code == 409
    assert "EX1" in answer.get_data(as_text=True)
    assert count(Enrolment) == 0


def test_under_way_the_course_page_shows_progress_and_the_next_step(world, look, say):
    begin(world, "first")
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
    begin(world, "first")
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


# Lessons


def test_before_the_beginning_a_step_leads_to_the_course(world, look):
    assign(world, world.aigerim)
    reader = look(world.aigerim)
    for path in ("/courses/small/first", "/courses/small/m1-quiz", "/courses/small/nowhere"):
        answer = reader.get(path)
        assert answer.status_code in REDIRECTS
        assert answer.location == "/kk/courses/small"


def test_before_the_beginning_nothing_can_be_done_in_a_course(world, look):
    reader = look(world.aigerim)
    for act in ("first/read", "first/place", "m1-quiz/start"):
        assert reader.post(f"/courses/small/{act}").status_code == 404
    assert reader.post("/courses/small/newest-edition").status_code == 404
    assert count(StepResult) == 0


def test_an_assigned_course_must_be_started_before_anything_is_done_in_it(world, look):
    assign(world, world.aigerim)
    reader = look(world.aigerim)
    assert reader.post("/courses/small/first/read").status_code == 409
    assert count(StepResult) == 0


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_lesson_opens_in_the_readers_language(world, look, language):
    begin(world)
    page = look(world.aigerim, language=language).see("/courses/small/first")
    word = {"kk": "қаз", "ru": "рус"}[language]
    assert page.title == f"Сабақ first {word}"
    assert [node.get("id") for node in page.nodes("lesson__block")] == [
        "first-text",
        "first-note",
        "first-check",
    ]
    assert f"Мәтін {word}" in page.words
    assert f"Ескерту {word}" in page.words


def test_the_contents_say_what_is_closed_and_why(world, look, say):
    begin(world, "first")
    page = look(world.aigerim).see("/courses/small/second")
    first, second, quiz = page.nodes("course-nav__step")
    links = [step.find(".//a") for step in (first, second, quiz)]
    assert [link.get("aria-current") for link in links] == [None, "page", None]
    assert say("Completed") in _words(first)
    assert say("Closed") in _words(quiz)
    assert page.parts("course-nav__reason") == [
        say("Opens after: %(titles)s", titles="Сабақ second қаз")
    ]


def _words(node):
    return " ".join("".join(node.itertext()).split())


def test_a_step_that_the_course_does_not_have_is_not_found(world, look):
    begin(world)
    reader = look(world.aigerim)
    assert reader.get("/courses/small/nowhere").status_code == 404
    assert reader.post("/courses/small/nowhere/read").status_code == 404
    assert reader.post("/courses/small/m1-quiz/read").status_code == 404
    assert reader.post("/courses/small/first/start").status_code == 404


def test_a_knowledge_check_explains_and_stores_nothing(world, look):
    begin(world)
    reader = look(world.aigerim)
    page = reader.see("/courses/small/first")
    assert "Түсіндірме" not in page.words
    wrong = reader.see("/courses/small/first?first-check=b")
    assert ("first-check", "b") in wrong.ticked
    assert "Түсіндірме b қаз" in wrong.words
    assert "Түсіндірме a қаз" not in wrong.words
    assert wrong.nodes("choice-list__option--wrong")
    right = reader.see("/courses/small/first?first-check=a")
    assert right.nodes("choice-list__option--right")
    assert not right.nodes("choice-list__option--wrong")
    assert count(StepResult) == 0


def test_the_button_at_the_foot_marks_the_lesson_and_leads_on(world, look, say):
    begin(world)
    reader = look(world.aigerim)
    page = reader.see("/courses/small/first")
    assert page.forms[-1] == "/kk/courses/small/first/read"
    assert say("I have read it. Next: %(title)s", title="Сабақ second қаз") in page.words
    answer = reader.post("/courses/small/first/read")
    assert answer.location == "/kk/courses/small/second"
    page = reader.see("/courses/small/first")
    assert "/kk/courses/small/first/read" not in page.forms
    next_title = say("Next: %(title)s", title="Сабақ second қаз")
    assert page.links[next_title] == "/kk/courses/small/second"


def test_the_last_lesson_finishes_a_course_without_a_quiz(world, look, say):
    modules = [{"id": "m", "title": pair("М"), "objectives": [], "steps": [lesson("only")]}]
    make.course(small_course("EX2", modules=modules), slug="short")
    reader = look(world.aigerim)
    reader.post("/courses/short/begin")
    assert say("I have read it. Finish") in reader.see("/courses/short/only").words
    answer = reader.post("/courses/short/only/read")
    assert answer.location == "/kk/courses/short"
    page = reader.see("/courses/short")
    assert page.nodes("notice--success")
    [certificate] = certificates.certificates_of(world.aigerim)
    assert f"/kk/certificates/{certificate.number}.pdf" in page.links.values()


def test_she_is_led_back_to_the_paragraph_where_she_stopped(world, look):
    begin(world)
    reader = look(world.aigerim)
    assert not reader.see("/courses/small/first").nodes("lesson__resume")
    answer = reader.post("/courses/small/first/place", {"block": "first-note"})
    assert answer.status_code == 200
    assert answer.json["saved"].endswith("12:00")
    page = reader.see("/courses/small/first")
    assert "#first-note" in page.links.values()
    assert not reader.see("/courses/small/second").nodes("lesson__resume")


def test_a_place_that_the_lesson_does_not_have_is_not_kept(world, look):
    begin(world)
    reader = look(world.aigerim)
    assert reader.post("/courses/small/first/place", {"block": "second-note"}).status_code == 200
    assert not reader.see("/courses/small/first").nodes("lesson__resume")


def test_one_readers_place_and_progress_are_not_anothers(world, look):
    begin(world, "first")
    service.begin(world.course, by=world.berik)
    page = look(world.berik).see("/courses/small")
    [bar] = page.nodes("progress-bar__bar")
    assert bar.get("value") == "0"


def test_another_persons_certificate_is_not_found(world, look):
    taking.finish(world.aigerim, world.course)
    [certificate] = certificates.certificates_of(world.aigerim)
    number = certificate.number
    assert look(world.berik).get(f"/certificates/{number}.pdf").status_code == 404


def test_a_form_without_its_token_changes_nothing(world, look):
    begin(world)
    reader = look(world.aigerim)
    answer = reader.client.post("/kk/courses/small/first/read", data={})
    assert answer.status_code == 400
    assert count(StepResult) == 0


def test_nobody_learns_without_signing_in(world, browser):
    db.session.commit()
    visitor = browser()
    for path in ("/", "/courses/", "/courses/small", "/courses/small/first"):
        answer = visitor.get(path)
        assert answer.status_code in REDIRECTS
        assert answer.location.startswith("/kk/login")
