import json
from datetime import timedelta

import pytest

from app.assessment.models import Attempt
from app.certificates import service as certificates_service
from app.core import clock, db
from app.courses import queries as courses
from app.courses import service as courses_service
from app.learning import queries, service
from app.people import queries as people
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course
from tests.learning import taking
from tests.learning.quizzes import QUIZ, RIGHT, attempt, kept, packet, page_of, send

pytestmark = pytest.mark.usefixtures("noon")
REDIRECTS = {302, 303}


def test_unanswered_questions_are_counted_before_the_hand_in(sitting, ready, say):
    answer = send(sitting, {"q-m1-quiz-one": "a"}, then="hand-in")
    assert answer.location == f"/kk{QUIZ}?unanswered=3"
    page = sitting.see(answer.location.removeprefix("/kk"))
    warning = say(
        "%(num)d question has no answer yet.",
        plural="%(num)d questions have no answer yet.",
        num=3,
    )
    assert warning in page.words
    assert ("then", "hand-in-anyway") in page.buttons
    assert "#m1-quiz-one" not in page.links.values()
    assert "#m1-quiz-two" in page.links.values()
    assert kept(ready) == {"m1-quiz-one": ["a"]}
    assert attempt(ready).is_open


def test_whoever_insists_hands_in_an_unfinished_paper(sitting, ready):
    answer = send(sitting, {"q-m1-quiz-one": "a"}, then="hand-in-anyway")
    assert answer.location == f"/kk{QUIZ}/attempts/1"
    assert attempt(ready).score == 25


def test_a_passed_quiz_ends_the_course_and_brings_the_certificate(world, sitting, ready, noon):
    answer = send(sitting, RIGHT, then="hand-in")
    assert answer.location == f"/kk{QUIZ}/attempts/1"
    page = sitting.see(f"{QUIZ}/attempts/1")
    assert page.nodes("notice--success")
    assert "100%" in page.words
    assert attempt(ready).receipt in page.words
    assert "/kk/certificates/" in page.links.values()
    assert queries.enrolment(world.aigerim, "small").finished_at == noon


def test_handing_in_twice_is_one_hand_in_with_one_receipt(sitting, ready):
    page = page_of(sitting)
    form = {"attempt": page.hidden("attempt"), "then": "hand-in"}
    sitting.post(f"{QUIZ}/answers", form | RIGHT)
    receipt = attempt(ready).receipt
    answer = sitting.post(f"{QUIZ}/answers", form | {"q-m1-quiz-one": "b"})
    assert answer.location == f"/kk{QUIZ}/attempts/1"
    again = attempt(ready)
    assert (again.receipt, again.score) == (receipt, 100)
    assert kept(ready)["m1-quiz-one"] == ["a"]


def test_a_late_packet_after_the_hand_in_is_refused(sitting, ready):
    number = attempt(ready).id
    send(sitting, RIGHT, then="hand-in")
    answer = packet(sitting, number, "m1-quiz-one", "b", sequence=10**12)
    assert answer.status_code == 409
    assert kept(ready)["m1-quiz-one"] == ["a"]


def test_the_result_explains_every_option_and_names_the_source(sitting):
    send(sitting, RIGHT | {"q-m1-quiz-one": "c"}, then="hand-in")
    page = sitting.see(f"{QUIZ}/attempts/1")
    assert len(page.parts("quiz__question")) == 4
    assert "Түсіндірме c қаз" in page.words
    assert page.words.count("Ереже қаз") == 4
    assert len(page.nodes("choice-list__option--wrong")) == 1
    assert all(tick.get("disabled") is not None for tick in page.nodes("choice-list__tick"))
    with sitting.speaking("ru"):
        assert "Түсіндірме c рус" in sitting.see(f"{QUIZ}/attempts/1").words


def test_the_result_says_what_each_question_earned(sitting, say):
    answers = {"q-m1-quiz-one": "a", "q-m1-quiz-two": "a", "q-m1-quiz-three": "a"}
    send(sitting, answers, then="hand-in-anyway")
    page = sitting.see(f"{QUIZ}/attempts/1")
    assert page.nodes("notice--warning")
    said = " ".join(page.parts("quiz__number"))
    for words in ("Correct", "Incorrect", "No answer"):
        assert say(words) in said
    assert say("Partly correct: %(points)s of 1", points="0,5") in said


def test_an_open_attempt_has_no_result_yet(sitting):
    answer = sitting.get(f"{QUIZ}/attempts/1")
    assert answer.status_code in REDIRECTS
    assert answer.location == f"/kk{QUIZ}"


def test_attempts_that_are_not_mine_are_not_found(world, sitting, look):
    send(sitting, RIGHT, then="hand-in")
    assert sitting.get(f"{QUIZ}/attempts/2").status_code == 404
    service.begin(world.course, by=world.berik)
    assert look(world.berik).get(f"{QUIZ}/attempts/1").status_code == 404
    assert look(world.dana).get(f"{QUIZ}/attempts/1").status_code in REDIRECTS


def test_after_three_failures_the_page_says_when_the_next_attempt_opens(sitting, noon):
    for number in (1, 2, 3):
        send(sitting, {}, then="hand-in-anyway")
        page = page_of(sitting)
        assert len(page.nodes("state-badge--failed")) == number
        answer = sitting.post(f"{QUIZ}/start")
        assert answer.status_code in (REDIRECTS if number < 3 else {409})
    assert page.nodes("notice--warning")
    assert "03.03.2026, 12:00" in page.words
    assert page.forms == []
    with clock.stopped_at(noon + timedelta(days=1)):
        sitting.sign_in(people.person_or_none("aigerim"))
        assert page_of(sitting).forms == [f"/kk{QUIZ}/start"]
        assert sitting.post(f"{QUIZ}/start").status_code in REDIRECTS


def test_a_passed_quiz_is_offered_again_while_attempts_are_left(world, look, say):
    extra = {"id": "m2", "title": pair("М"), "objectives": [], "steps": [lesson("third")]}
    modules = json.loads(small_course().model_dump_json())["modules"]
    make.course(small_course("EX2", modules=[*modules, extra]), slug="longer")
    enrolment = service.begin(courses.course("longer"), by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first", "second")
    taking.passes(world.aigerim, enrolment)
    reader = look(world.aigerim)
    page = reader.see("/courses/longer/m1-quiz")
    assert say("This quiz is passed.") in page.words
    assert say("The best result counts.") in page.words
    assert "/kk/courses/longer/third" in page.links.values()
    for _attempt in range(2):
        assert reader.post("/courses/longer/m1-quiz/start").status_code in REDIRECTS
        address = "/courses/longer/m1-quiz"
        attempt = reader.see(address).hidden("attempt")
        reader.post(f"{address}/answers", {"attempt": attempt, "then": "hand-in-anyway"})
    page = reader.see("/courses/longer/m1-quiz")
    assert page.forms == []
    assert reader.post("/courses/longer/m1-quiz/start").status_code == 409
    assert taking.count(Attempt) == 3


def test_an_attempt_is_handed_in_only_where_it_belongs(world, sitting, ready, look):
    """Otherwise the key of an easy quiz could mark the paper of a hard one."""
    number = attempt(ready).id
    make.course(small_course("EX2"), slug="other")
    other = service.begin(courses.course("other"), by=people.person_or_none("aigerim"))
    taking.read(people.person_or_none("aigerim"), other)
    db.session.commit()
    form = RIGHT | {"attempt": number, "then": "hand-in-anyway"}
    assert sitting.post("/courses/other/m1-quiz/answers", form).status_code == 404
    assert sitting.post("/courses/small/first/answers", form).status_code == 404
    assert attempt(ready).is_open
    assert queries.results(queries.enrolment(people.person_or_none("aigerim"), "other")) == {
        "first": None,
        "second": None,
    }


def test_whoever_changes_the_edition_in_mid_quiz_goes_on_with_her_paper(sitting, ready):
    packet(sitting, attempt(ready).id, "m1-quiz-one", "a")
    before = page_of(sitting).offered
    modules = [
        {
            "id": "m1",
            "title": pair("Модуль"),
            "objectives": [],
            "steps": [lesson("first"), lesson("second"), quiz("m1-quiz", [single("brand-new")])],
        }
    ]
    courses_service.publish(courses.course("small"), small_course(modules=modules), by=None)
    db.session.commit()
    sitting.post("/courses/small/newest-edition")
    page = page_of(sitting)
    assert page.offered == before
    assert page.ticked == {("q-m1-quiz-one", "a")}
    answer = send(sitting, RIGHT, then="hand-in")
    assert answer.location == f"/kk{QUIZ}/attempts/1"
    assert attempt(ready).score == 100
    assert len(sitting.see(f"{QUIZ}/attempts/1").parts("quiz__question")) == 4


def test_if_the_certificate_fails_the_hand_in_is_undone_and_can_be_repeated(
    sitting, ready, monkeypatch
):
    def fail(*_args, **_values):
        raise RuntimeError("the power is out")

    page = page_of(sitting)
    form = RIGHT | {"attempt": page.hidden("attempt"), "then": "hand-in"}
    monkeypatch.setattr(certificates_service, "issue", fail)
    with pytest.raises(RuntimeError, match="the power is out"):
        sitting.post(f"{QUIZ}/answers", form)
    assert attempt(ready).is_open
    monkeypatch.undo()
    sitting.post(f"{QUIZ}/answers", form)
    assert attempt(ready).passed
