"""A newer edition that makes something else of a step; nothing open or handed in is lost by it."""

from datetime import timedelta

import pytest

from app.assessment import queries as assessment
from app.certificates import queries as certificates
from app.certificates import service as certificates_service
from app.core import clock
from app.core.errors import DomainError
from app.courses import service as courses
from app.learning import queries, service
from app.scenarios import service as scenarios
from tests import make
from tests.documents import lesson, pair, quiz, scenario, single, small_course
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("noon")
SLUG = "changing"
REDIRECTS = {302, 303}
GONE = "You have begun «%(title)s», which is not in the newest edition. Finish it first."


def edition(*steps):
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": list(steps)}]
    return small_course("CH1", modules=modules)


def with_quiz(**changes):
    return edition(lesson("first"), quiz("m1-quiz", [single("q-one")]) | changes, lesson("second"))


def begin(world, document):
    course = make.course(document, slug=SLUG, owner=world.dana)
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first")
    return enrolment


def publish(world, enrolment, document):
    courses.publish(enrolment.course, document, by=world.dana)


def change(world, enrolment, document):
    publish(world, enrolment, document)
    service.take_newest_edition(enrolment, by=world.aigerim)


@pytest.mark.parametrize("before", ["practice", "before"])
@pytest.mark.parametrize("now", ["module", "final"])
def test_what_only_measured_is_not_passed_once_it_must_be(world, before, now):
    enrolment = begin(world, with_quiz(purpose=before, attempts=0))
    taking.fails(world.aigerim, enrolment)
    assert "m1-quiz" in queries.results(enrolment)
    change(world, enrolment, with_quiz(purpose=now))
    taking.read(world.aigerim, enrolment, "second")
    assert "m1-quiz" not in queries.results(enrolment)
    assert enrolment.finished_at is None
    assert taking.fails(world.aigerim, enrolment).passed is False
    assert "m1-quiz" not in queries.results(enrolment)
    taking.passes(world.aigerim, enrolment)
    assert enrolment.finished_at


def test_a_failed_test_does_not_stand_for_the_check_after_the_course(world):
    enrolment = begin(world, with_quiz())
    taking.fails(world.aigerim, enrolment)
    change(world, enrolment, with_quiz(purpose="after", attempts=0))
    taking.read(world.aigerim, enrolment, "second")
    taking.fails(world.aigerim, enrolment)
    assert enrolment.finished_at


def test_a_module_test_that_becomes_the_final_one_stays_passed(world):
    enrolment = begin(world, with_quiz())
    taking.passes(world.aigerim, enrolment)
    change(world, enrolment, with_quiz(purpose="final"))
    assert queries.results(enrolment)["m1-quiz"] == 100


def test_a_lesson_that_was_read_is_no_test_that_was_passed(world):
    document = edition(lesson("first"), lesson("m1-quiz"), lesson("second"))
    enrolment = begin(world, document)
    taking.read(world.aigerim, enrolment, "m1-quiz")
    change(world, enrolment, with_quiz())
    assert set(queries.results(enrolment)) == {"first"}


@pytest.mark.parametrize(
    "document",
    [
        edition(lesson("first"), quiz("other", [single("q-two")])),
        edition(lesson("first"), lesson("m1-quiz")),
    ],
)
def test_while_a_quiz_is_open_no_edition_is_taken_that_lacks_it(world, document):
    enrolment = begin(world, with_quiz())
    attempt = taking.sit(world.aigerim, enrolment)
    before = enrolment.edition_id
    with pytest.raises(DomainError) as refused:
        change(world, enrolment, document)
    assert (refused.value.message, str(refused.value.values["title"])) == (
        GONE,
        str(assessment.quiz(attempt).title),
    )
    assert enrolment.edition_id == before
    taking.hand_in(world.aigerim, enrolment, attempt, {})
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.edition_id != before


def test_a_quiz_whose_time_has_run_out_holds_nobody_back(world, noon):
    enrolment = begin(world, with_quiz(time_limit=5))
    attempt = taking.sit(world.aigerim, enrolment)
    attempt.deadline_at = noon - timedelta(hours=1)
    change(world, enrolment, edition(lesson("first"), lesson("third")))
    assert enrolment.edition_id == enrolment.course.edition_id
    assert not attempt.is_open


def test_while_a_story_is_open_no_edition_is_taken_that_lacks_it(world):
    enrolment = begin(world, edition(lesson("first"), scenario(), lesson("second")))
    story = taking.steps(enrolment)["story"]
    service.begin_run(enrolment, story, by=world.aigerim, language="kk")
    with pytest.raises(DomainError, match="not in the newest edition"):
        change(world, enrolment, edition(lesson("first"), lesson("second")))


def test_a_result_is_found_after_its_quiz_has_gone(world, look, say):
    enrolment = begin(world, with_quiz())
    attempt = taking.fails(world.aigerim, enrolment)
    receipt = attempt.receipt
    change(world, enrolment, edition(lesson("first"), lesson("m1-quiz"), lesson("second")))
    reader = look(world.aigerim)
    assert receipt in reader.page(f"/courses/{SLUG}/m1-quiz/attempts/1")
    page = reader.see(f"/attempts/{receipt}")
    assert receipt in page.words
    assert say("Back to the course") in page.words
    assert f"/kk/attempts/{receipt}" in reader.page(f"/courses/{SLUG}")


def test_a_run_is_looked_back_upon_after_its_story_has_gone(world, look, say):
    enrolment = begin(world, edition(lesson("first"), scenario(), lesson("second")))
    story = taking.steps(enrolment)["story"]
    run = service.begin_run(enrolment, story, by=world.aigerim, language="kk")
    scenarios.abandon(run, by=world.aigerim)
    change(world, enrolment, edition(lesson("first"), lesson("second")))
    reader = look(world.aigerim)
    assert say("Back to the course") in reader.see(f"/courses/{SLUG}/story/runs/1").words
    assert "/story/runs/1" in reader.page(f"/courses/{SLUG}")


def test_an_earlier_round_stays_within_reach_with_what_is_open_in_it(world, look, say):
    enrolment = begin(world, with_quiz())
    first = taking.passes(world.aigerim, enrolment)
    left_open = taking.sit(world.aigerim, enrolment)
    taking.read(world.aigerim, enrolment, "second")
    certificate = certificates.by_occasion(service.occasion(enrolment))
    certificates_service.revoke(certificate, reason="Қате", by=world.yerlan)
    again = service.begin(enrolment.course, by=world.aigerim)
    taking.read(world.aigerim, again, "first")
    receipt, other, open_id = first.receipt, left_open.receipt, left_open.id
    reader, address = look(world.aigerim), f"/courses/{SLUG}/m1-quiz"
    assert receipt in reader.page(f"{address}/attempts/1")
    assert say("when you took the course before") in reader.see(address).words
    assert reader.get(f"{address}/attempts/2").location == f"/kk/attempts/{other}"
    assert 'id="quiz"' in reader.page(f"/attempts/{other}")
    form = {"attempt": open_id, "then": "save"}
    for then, query in (("save", ""), ("hand-in", "?unanswered=1"), ("hand-in-anyway", "")):
        answer = reader.post(f"{address}/answers", form | {"then": then})
        assert answer.location == f"/kk/attempts/{other}{query}"
    assert 'id="quiz"' not in reader.page(f"/attempts/{other}")


def test_a_run_of_an_earlier_round_is_gone_on_with_where_it_is(world, look):
    enrolment = begin(world, edition(lesson("first"), scenario()))
    story = taking.steps(enrolment)["story"]
    scenarios.abandon(
        service.begin_run(enrolment, story, by=world.aigerim, language="kk"), by=world.aigerim
    )
    service.begin_run(enrolment, story, by=world.aigerim, language="kk")
    enrolment.finished_at = clock.now()
    again = service.begin(enrolment.course, by=world.aigerim)
    taking.read(world.aigerim, again, "first")
    old_id = enrolment.id
    reader, address = look(world.aigerim), f"/courses/{SLUG}/story"
    assert f"/story/runs/1?enrolment={old_id}" in reader.page(address)
    choice = story.nodes[0].choices[0].id
    answer = reader.post(f"{address}/runs/2?enrolment={old_id}", {"number": 1, "choice": choice})
    assert answer.location == f"/kk{address}/runs/2/1?enrolment={old_id}"
    assert reader.get(f"{address}/runs/2/1?enrolment={old_id}").status_code == 200
    assert look(world.berik).get(f"{address}/runs/2?enrolment={old_id}").status_code in REDIRECTS


def test_an_open_attempt_leads_from_its_number_to_its_questions(world, look):
    enrolment = begin(world, with_quiz())
    receipt = taking.sit(world.aigerim, enrolment).receipt
    answer = look(world.aigerim).get(f"/attempts/{receipt}")
    assert answer.status_code in REDIRECTS
    assert answer.location == f"/kk/courses/{SLUG}/m1-quiz"


def test_nobody_sees_the_attempt_of_somebody_else(world, look):
    receipt = taking.fails(world.aigerim, begin(world, with_quiz())).receipt
    assert look(world.berik).get(f"/attempts/{receipt}").status_code == 404
    assert look(world.dana).get(f"/attempts/{receipt}").status_code == 404


def test_while_another_attempt_is_open_the_earlier_one_is_no_key(world, look, say):
    enrolment = begin(world, with_quiz(explanations="handed-in"))
    taking.fails(world.aigerim, enrolment)
    key = say("Explanation") + ":"
    address = f"/courses/{SLUG}/m1-quiz/attempts/1"
    reader = look(world.aigerim)
    assert key in reader.page(address)
    reader.post(f"/courses/{SLUG}/m1-quiz/start")
    page = reader.see(address)
    assert key not in page.words
    assert (
        say(
            "You have another attempt at this quiz open: the right answers are explained once it"
            " is handed in."
        )
        in page.words
    )
    attempt_id = reader.see(f"/courses/{SLUG}/m1-quiz").hidden("attempt")
    form = {"attempt": attempt_id, "then": "hand-in-anyway"}
    reader.post(f"/courses/{SLUG}/m1-quiz/answers", form)
    assert key in reader.page(address)
