import pytest

from app.certificates import queries as certificates
from app.core import db
from app.learning import service
from app.learning.models import StepResult
from tests import make
from tests.documents import lesson, pair, small_course
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("noon")
REDIRECTS = {302, 303}


def assign(world, person, *, due=None, through=None):
    service.assign(world.course, to=[person], due=due, by=world.botagoz, through=through)
    db.session.flush()


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
    assert taking.count(StepResult) == 0


def test_an_assigned_course_must_be_started_before_anything_is_done_in_it(world, look):
    assign(world, world.aigerim)
    reader = look(world.aigerim)
    assert reader.post("/courses/small/first/read").status_code == 409
    assert taking.count(StepResult) == 0


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_lesson_opens_in_the_readers_language(world, look, language):
    taking.begin(world)
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
    taking.begin(world, "first")
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
    taking.begin(world)
    reader = look(world.aigerim)
    assert reader.get("/courses/small/nowhere").status_code == 404
    assert reader.post("/courses/small/nowhere/read").status_code == 404
    assert reader.post("/courses/small/m1-quiz/read").status_code == 404
    assert reader.post("/courses/small/first/start").status_code == 404


def test_a_knowledge_check_explains_and_stores_nothing(world, look):
    taking.begin(world)
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
    assert taking.count(StepResult) == 0


def test_the_button_at_the_foot_marks_the_lesson_and_leads_on(world, look, say):
    taking.begin(world)
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
    taking.begin(world)
    reader = look(world.aigerim)
    assert not reader.see("/courses/small/first").nodes("lesson__resume")
    answer = reader.post("/courses/small/first/place", {"block": "first-note"})
    assert answer.status_code == 200
    assert answer.json["saved"].endswith("12:00")
    page = reader.see("/courses/small/first")
    assert "#first-note" in page.links.values()
    assert not reader.see("/courses/small/second").nodes("lesson__resume")


def test_a_place_that_the_lesson_does_not_have_is_not_kept(world, look):
    taking.begin(world)
    reader = look(world.aigerim)
    assert reader.post("/courses/small/first/place", {"block": "second-note"}).status_code == 200
    assert not reader.see("/courses/small/first").nodes("lesson__resume")


def test_one_readers_place_and_progress_are_not_anothers(world, look):
    taking.begin(world, "first")
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
    taking.begin(world)
    reader = look(world.aigerim)
    answer = reader.client.post("/kk/courses/small/first/read", data={})
    assert answer.status_code == 400
    assert taking.count(StepResult) == 0


def test_nobody_learns_without_signing_in(world, browser):
    db.session.commit()
    visitor = browser()
    for path in ("/", "/courses/", "/courses/small", "/courses/small/first"):
        answer = visitor.get(path)
        assert answer.status_code in REDIRECTS
        assert answer.location.startswith("/kk/login")


def test_what_one_reader_checks_or_marks_is_not_shown_to_the_next(world, browser):
    taking.begin(world)
    service.begin(world.course, by=world.berik)
    db.session.commit()
    aigerim, berik = browser(world.aigerim), browser(world.berik)
    clean = berik.page("/courses/small/first")
    assert 'class="explanation"' in aigerim.page("/courses/small/first?first-check=b")
    aigerim.post("/courses/small/first/place", {"block": "first-note"})
    assert "lesson__block--here" in aigerim.page("/courses/small/first")
    again = berik.page("/courses/small/first")
    assert 'class="explanation"' not in again
    assert "lesson__block--here" not in again
    assert (
        again.partition('id="first-text"')[2].partition("<footer")[0]
        == (clean.partition('id="first-text"')[2].partition("<footer")[0])
    )
