"""A quiz with a time limit: the server's clock decides, whoever comes back or does not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.assessment import queries as assessment
from app.assessment import service as assessment_service
from app.assessment.models import Mark, Pick
from app.audit.models import Entry
from app.core import clock, db
from app.learning import queries, service
from tests import make
from tests.documents import every_kind, lesson, pair, quiz, small_course
from tests.learning import taking
from tests.learning.quizzes import RIGHT

pytestmark = pytest.mark.usefixtures("noon")
REDIRECTS = {302, 303}
TIMED = "/courses/timed/m1-quiz"
MINUTE = timedelta(minutes=1)


def timed_course(**changes):
    steps = [lesson("first"), quiz("m1-quiz") | {"time_limit": 30} | changes]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    return make.course(small_course("TM1", modules=modules), slug="timed")


@pytest.fixture
def timed(world, look):
    """Aigerim has the quiz of half an hour open; it is noon."""
    enrolment = service.begin(timed_course(), by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    attempt = taking.sit(world.aigerim, enrolment)
    return look(world.aigerim), attempt.id


def found(world):
    db.session.expire_all()
    return assessment.attempts(queries.enrolment(world.aigerim, "timed").id, "m1-quiz")[-1]


def answer(reader, attempt_id, sequence=1):
    form = {
        "attempt": attempt_id,
        "question": "m1-quiz-one",
        "option": "a",
        "sequence": sequence,
    }
    return reader.post(f"{TIMED}/answer", form, headers={"Accept": "application/json"})


def beat(reader, attempt_id):
    headers = {"Accept": "application/json"}
    return reader.post(f"{TIMED}/heartbeat", {"attempt": attempt_id}, headers=headers)


def test_the_page_says_until_when_and_every_reply_how_much_is_left(timed, noon, say):
    reader, number = timed
    page = reader.see(TIMED)
    assert say("The time runs until %(time)s", time="12:30") in page.words
    [countdown] = page.nodes("countdown")
    assert countdown.get("data-left") == "1800"
    with clock.stopped_at(noon + 10 * MINUTE):
        assert answer(reader, number).json["left"] == 1200
        assert beat(reader, number).json == {"left": 1200}


def test_a_heartbeat_is_kept_and_saves_nothing_else(timed, world, noon):
    reader, number = timed
    with clock.stopped_at(noon + MINUTE):
        assert beat(reader, number).status_code == 200
        assert found(world).heard_at == noon + MINUTE
    assert assessment.answers(found(world)) == {}


def test_an_answer_half_a_minute_late_is_taken_and_a_later_one_is_refused_in_words(
    timed, world, noon, say
):
    reader, number = timed
    with clock.stopped_at(noon + 30 * MINUTE + timedelta(seconds=29)):
        assert answer(reader, number).status_code == 200
    with clock.stopped_at(noon + 31 * MINUTE):
        for reply in (answer(reader, number, sequence=2), beat(reader, number)):
            assert reply.status_code == 409
            assert reply.json["result"] == f"/kk{TIMED}/attempts/1"
            receipt = found(world).receipt
            assert reply.json["advice"] == say(
                "Time was over at %(time)s. What you had saved was handed in."
                " Receipt number: %(receipt)s",
                time="12:30",
                receipt=receipt,
            )
    assert found(world).is_open


@pytest.mark.parametrize("path", [TIMED, "/", "/courses/timed"])
def test_every_page_tells_the_truth_although_nobody_has_written_it_down(
    timed, world, noon, say, path
):
    reader, _number = timed
    with clock.stopped_at(noon + 40 * MINUTE):
        words = reader.see(path).words
        ended = say(
            "Time was over at %(time)s. What you had saved was handed in."
            " Receipt number: %(receipt)s",
            time="12:30",
            receipt=found(world).receipt,
        )
        assert ended in words
    assert found(world).is_open


def test_while_it_runs_other_pages_say_until_when(timed, say):
    reader, _number = timed
    sentence = say(
        "«%(title)s» is open: the time runs until %(time)s.", title="Тест m1-quiz қаз", time="12:30"
    )
    assert sentence in reader.see("/").words
    assert sentence in reader.see("/courses/timed").words


def test_what_was_saved_counts_from_the_deadline_on(timed, world, noon):
    reader, number = timed
    answer(reader, number)
    with clock.stopped_at(noon + timedelta(hours=3)):
        reader.sign_in(world.aigerim)
        reply = reader.post(f"{TIMED}/result")
        assert reply.location == f"/kk{TIMED}/attempts/1"
    attempt = found(world)
    assert attempt.handed_in_at == noon + 30 * MINUTE
    assert (attempt.closed_by, attempt.score, attempt.passed) == ("clock", 25, False)
    assert taking.count(Mark) == 4


def test_signing_in_closes_what_has_run_out_and_lets_it_count(timed, world, noon):
    reader, number = timed
    for sequence, (name, options) in enumerate(RIGHT.items(), start=1):
        form = {
            "attempt": number,
            "question": name.removeprefix("q-"),
            "option": options,
            "sequence": sequence,
        }
        reader.post(f"{TIMED}/answer", form)
    with clock.stopped_at(noon + timedelta(days=2)):
        reader.sign_in(world.aigerim)
        assert found(world).passed
        assert queries.results(queries.enrolment(world.aigerim, "timed")).keys() == {
            "first",
            "m1-quiz",
        }
        assert queries.enrolment(world.aigerim, "timed").finished_at


def test_starting_again_shows_the_result_of_what_has_run_out_first(timed, world, noon):
    reader, _number = timed
    with clock.stopped_at(noon + 40 * MINUTE):
        assert reader.post(f"{TIMED}/start").location == f"/kk{TIMED}/attempts/1"
        assert found(world).number == 1
        assert reader.post(f"{TIMED}/start").location == f"/kk{TIMED}"
        assert found(world).number == 2


def test_a_page_sent_too_late_saves_nothing_and_leads_to_the_result(timed, world, noon):
    reader, number = timed
    form = RIGHT | {"attempt": number, "then": "hand-in-anyway"}
    with clock.stopped_at(noon + 31 * MINUTE):
        assert reader.post(f"{TIMED}/answers", form).location == f"/kk{TIMED}/attempts/1"
    assert found(world).score == 0


def test_a_page_that_hands_in_when_the_countdown_ends_was_ended_by_the_clock(timed, world, noon):
    reader, number = timed
    form = RIGHT | {"attempt": number, "then": "hand-in-anyway"}
    with clock.stopped_at(noon + 30 * MINUTE + timedelta(seconds=2)):
        assert reader.post(f"{TIMED}/answers", form).location == f"/kk{TIMED}/attempts/1"
    attempt = found(world)
    assert (attempt.score, attempt.closed_by) == (100, "clock")
    assert attempt.handed_in_at == noon + 30 * MINUTE


def test_the_command_closes_what_nobody_comes_back_to_and_says_how_many(app, timed, world, noon):
    def closes():
        result = app.test_cli_runner().invoke(args=["assessment", "close"])
        assert result.exit_code == 0, result.output
        return int(result.output.strip(" .\n").rpartition(" ")[2])

    with clock.stopped_at(noon + 30 * MINUTE):
        assert closes() == 0
    with clock.stopped_at(noon + 31 * MINUTE):
        assert closes() == 1
        assert closes() == 0
    assert found(world).closed_by == "clock"
    [entry] = db.session.scalars(select(Entry).where(Entry.act == "quiz.handed-in")).all()
    assert entry.actor_id is None


WORDS_THAT_GROW = ["ß" * 150, "\ufdfa" * 20, "ба\x00янат"]
"""Short answers that are longer once they are folded, or hold what no database keeps."""


@pytest.mark.parametrize("text", WORDS_THAT_GROW)
def test_an_odd_short_answer_is_handed_in_like_any_other(world, look, text):
    question = next(one for one in every_kind() if one["kind"] == "short-answer")
    course = timed_course(questions=[question])
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    number = taking.sit(world.aigerim, enrolment).id
    reader = look(world.aigerim)
    form = {"attempt": number, "q-k-short-answer": text, "then": "hand-in"}
    assert reader.post(f"{TIMED}/answers", form).location == f"/kk{TIMED}/attempts/1"
    [pick] = db.session.scalars(select(Pick)).all()
    assert 0 < len(pick.pick) <= 200


@pytest.fixture
def broken(timed, world, monkeypatch):
    """Berik's attempt runs out too, and his cannot be closed: the database refuses it."""
    enrolment = service.begin(queries.enrolment(world.aigerim, "timed").course, by=world.berik)
    taking.read(world.berik, enrolment)
    broken = taking.sit(world.berik, enrolment).id
    db.session.commit()
    settle = assessment_service.settle

    def fail(attempt):
        settle(attempt)
        if attempt.id == broken:
            attempt.receipt = None
            db.session.flush()

    monkeypatch.setattr(assessment_service, "settle", fail)


def test_an_attempt_that_cannot_be_closed_keeps_nobody_out(broken, world, noon, browser, caplog):
    with clock.stopped_at(noon + timedelta(hours=1)):
        reader = browser(world.berik)
        assert reader.get("/").status_code == 200
    db.session.expire_all()
    [attempt] = assessment.attempts(queries.enrolment(world.berik, "timed").id, "m1-quiz")
    assert attempt.is_open
    assert "cannot close quiz m1-quiz" in caplog.text


def test_the_command_goes_on_after_an_attempt_that_it_cannot_close(
    app, broken, timed, world, noon, caplog
):
    with clock.stopped_at(noon + timedelta(hours=1)):
        result = app.test_cli_runner().invoke(args=["assessment", "close"])
    assert result.exit_code == 1
    assert "Closed attempts whose time had run out: 1." in result.output
    assert "Attempts that could not be closed: 1." in result.output
    assert found(world).closed_by == "clock"
    assert "cannot close quiz m1-quiz" in caplog.text


def test_when_the_time_is_up_an_impossible_answer_does_not_hold_up_the_hand_in(timed, world, noon):
    reader, number = timed
    form = RIGHT | {"q-m1-quiz-one": "z", "attempt": number, "then": "hand-in-anyway"}
    with clock.stopped_at(noon + 30 * MINUTE + timedelta(seconds=1)):
        assert reader.post(f"{TIMED}/answers", form).location == f"/kk{TIMED}/attempts/1"
    assert found(world).score == 75
