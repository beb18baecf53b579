import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.assessment import queries as assessment
from app.assessment.models import Answer, Attempt
from app.certificates import service as certificates_service
from app.core import clock, db
from app.courses import queries as courses
from app.courses import service as courses_service
from app.learning import queries, service
from app.people import queries as people
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course
from tests.learning import taking
from tests.learning.reading import Page

NOON = datetime(2026, 3, 2, 7, tzinfo=UTC)
REDIRECTS = {302, 303}
QUIZ = "/courses/small/m1-quiz"
RIGHT = {
    "q-m1-quiz-one": "a",
    "q-m1-quiz-two": "b",
    "q-m1-quiz-three": ["a", "b"],
    "q-m1-quiz-four": "d",
}


@pytest.fixture(autouse=True)
def noon():
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def ready(world):
    """Aigerim has read both lessons."""
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    return enrolment.id


@pytest.fixture
def sitting(world, ready, look):
    """Her browser with the quiz open in it."""
    reader = look(world.aigerim)
    assert reader.post(f"{QUIZ}/start").status_code in REDIRECTS
    return reader


def attempt(enrolment_id, number=1):
    db.session.expire_all()
    return assessment.attempt_number(enrolment_id, "m1-quiz", number)


def kept(enrolment_id, number=1):
    answers = assessment.answers(attempt(enrolment_id, number))
    return {key: answer.chosen for key, answer in answers.items()}


def packet(reader, attempt_id, question, *options, sequence=1, **changes):
    """One answer, as the page sends it when it is given."""
    form = {
        "attempt": attempt_id,
        "question": question,
        "option": list(options),
        "sequence": sequence,
    }
    address = changes.pop("address", f"{QUIZ}/answer")
    return reader.post(address, form | changes, headers={"Accept": "application/json"})


def page_of(reader):
    return reader.see(QUIZ)


def send(reader, answers, *, then, **changes):
    """The whole page, as a browser without JavaScript sends it."""
    page = page_of(reader)
    form = {name: page.hidden(name) for name in ("attempt", "seen")}
    return reader.post(f"{QUIZ}/answers", form | answers | {"then": then} | changes)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


# Before


def test_before_the_lessons_are_read_the_quiz_says_what_is_missing(world, look, say):
    service.begin(world.course, by=world.aigerim)
    reader = look(world.aigerim)
    page = page_of(reader)
    titles = "Сабақ first қаз; Сабақ second қаз"
    assert say("Opens after: %(titles)s", titles=titles) in page.words
    assert page.forms == []
    answer = reader.post(f"{QUIZ}/start")
    assert answer.status_code == 409
    assert count(Attempt) == 0


def test_looking_at_the_quiz_does_not_start_it(world, ready, look):
    page = page_of(look(world.aigerim))
    assert page.title == "Тест m1-quiz қаз"
    assert page.forms == [f"/kk{QUIZ}/start"]
    assert "75%" in page.words
    assert count(Attempt) == 0


def test_starting_twice_opens_one_attempt(sitting):
    sitting.post(f"{QUIZ}/start")
    assert count(Attempt) == 1


def test_the_page_shows_the_paper_of_the_attempt_in_its_own_order(sitting, ready):
    page = page_of(sitting)
    items = attempt(ready).items
    assert page.offered == [
        (f"q-{item.question_id}", option) for item in items for option in item.option_ids
    ]
    assert [node.get("data-question") for node in page.nodes("quiz__question")] == [
        item.question_id for item in items
    ]
    assert "Түсіндірме" not in page.words


def test_the_order_stays_when_the_page_is_opened_again(sitting):
    assert page_of(sitting).offered == page_of(sitting).offered


# Answering


def test_each_answer_is_acknowledged_once_it_is_stored(sitting, ready):
    number = attempt(ready).id
    answer = packet(sitting, number, "m1-quiz-one", "b", sequence=1)
    assert answer.status_code == 200
    assert answer.json["saved"].endswith("12:00")
    packet(sitting, number, "m1-quiz-three", "a", "c", sequence=2)
    assert kept(ready) == {"m1-quiz-one": ["b"], "m1-quiz-three": ["a", "c"]}


def test_after_the_browser_is_killed_everything_is_still_ticked(world, sitting, ready, look):
    packet(sitting, attempt(ready).id, "m1-quiz-three", "a", "b")
    another_browser = look(world.aigerim)
    page = page_of(another_browser)
    assert page.ticked == {("q-m1-quiz-three", "a"), ("q-m1-quiz-three", "b")}
    [form] = page.nodes("quiz")
    assert form.get("data-sequence") == "1"


def test_a_packet_without_the_token_of_the_form_is_refused(sitting, ready):
    form = {"attempt": attempt(ready).id, "question": "m1-quiz-one", "option": "a", "sequence": 1}
    address = f"/kk{QUIZ}/answer"
    answer = sitting.client.post(address, data=form, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json["advice"]
    assert count(Answer) == 0


def test_a_refused_packet_says_so_in_words(sitting, ready):
    number = attempt(ready).id
    answer = packet(sitting, number, "m1-quiz-one", "z")
    assert answer.status_code == 409
    assert answer.json.keys() == {"error", "advice"}
    assert kept(ready) == {}


@pytest.mark.parametrize(
    "changes",
    [{"attempt": ""}, {"attempt": "x"}, {"attempt": "0"}, {"attempt": "-1"}, {"attempt": "²"}],
)
def test_a_packet_for_no_attempt_is_not_found(sitting, changes):
    assert packet(sitting, 0, "m1-quiz-one", "a", **changes).status_code == 404
    form = {"then": "hand-in-anyway"} | changes
    assert sitting.post(f"{QUIZ}/answers", form).status_code == 404


@pytest.mark.parametrize("huge", [10**12, 2**63, 10**30])
def test_numbers_that_no_row_can_have_are_not_found(sitting, ready, huge):
    assert sitting.get(f"{QUIZ}/attempts/{huge}").status_code == 404
    assert packet(sitting, huge, "m1-quiz-one", "a").status_code == 404
    assert sitting.post(f"{QUIZ}/answers", {"attempt": huge, "then": "save"}).status_code == 404
    number = attempt(ready).id
    answer = packet(sitting, number, "m1-quiz-one", "a", sequence=huge)
    assert answer.status_code == (200 if huge < 2**63 else 404)
    assert packet(sitting, number, "m1-quiz-two", "b").status_code == 200


def test_nobody_answers_or_hands_in_for_somebody_else(world, sitting, ready, look):
    other = service.begin(world.course, by=world.berik)
    taking.read(world.berik, other)
    stranger = look(world.berik)
    mine = attempt(ready).id
    assert packet(stranger, mine, "m1-quiz-one", "a").status_code == 404
    form = RIGHT | {"attempt": mine, "then": "hand-in-anyway"}
    assert stranger.post(f"{QUIZ}/answers", form).status_code == 404
    assert attempt(ready).is_open
    assert kept(ready) == {}


def test_when_the_session_has_ended_the_packet_is_told_so(world, sitting, ready):
    number = attempt(ready).id
    sitting.post("/logout")
    answer = packet(sitting, number, "m1-quiz-one", "a")
    assert answer.status_code == 401
    assert answer.json["error"]


def test_without_javascript_the_whole_page_is_saved(sitting, ready):
    answers = {"q-m1-quiz-one": "b", "q-m1-quiz-three": ["a", "c"]}
    answer = send(sitting, answers, then="save")
    assert answer.status_code in REDIRECTS
    assert answer.location == f"/kk{QUIZ}"
    page = page_of(sitting)
    assert page.ticked == {
        ("q-m1-quiz-one", "b"),
        ("q-m1-quiz-three", "a"),
        ("q-m1-quiz-three", "c"),
    }
    send(sitting, {"q-m1-quiz-one": "c"}, then="save")
    assert kept(ready) == {"m1-quiz-one": ["c"], "m1-quiz-three": []}


def test_switching_the_language_in_mid_quiz_keeps_every_answer_and_the_order(sitting, ready):
    before = page_of(sitting)
    assert ("then", "ru") in before.buttons
    answer = send(sitting, {"q-m1-quiz-one": "b"}, then="ru")
    assert answer.status_code in REDIRECTS
    assert answer.location == f"/ru{QUIZ}"
    with sitting.speaking("ru"):
        page = page_of(sitting)
        assert page.title == "Тест m1-quiz рус"
        assert page.ticked == {("q-m1-quiz-one", "b")}
        assert page.offered == before.offered
        assert ("then", "kk") in page.buttons
    assert count(Attempt) == 1
    assert kept(ready) == {"m1-quiz-one": ["b"]}


def test_the_language_of_each_answer_is_kept(sitting, ready):
    number = attempt(ready).id
    packet(sitting, number, "m1-quiz-one", "a")
    with sitting.speaking("ru"):
        packet(sitting, number, "m1-quiz-two", "b")
    answers = assessment.answers(attempt(ready))
    assert {key: answer.language for key, answer in answers.items()} == {
        "m1-quiz-one": "kk",
        "m1-quiz-two": "ru",
    }


def test_an_old_tab_does_not_erase_what_the_new_one_has_saved(sitting, ready):
    old_tab = page_of(sitting)
    packet(sitting, attempt(ready).id, "m1-quiz-one", "a", sequence=1000)
    form = {name: old_tab.hidden(name) for name in ("attempt", "seen")}
    form |= {"q-m1-quiz-two": "b", "then": "save"}
    sitting.post(f"{QUIZ}/answers", form)
    assert kept(ready) == {"m1-quiz-one": ["a"], "m1-quiz-two": ["b"]}


# Handing in


def test_unanswered_questions_are_counted_before_the_hand_in(sitting, ready, say):
    answer = send(sitting, {"q-m1-quiz-one": "a"}, then="hand-in")
    assert answer.status_code == 200
    page = Page(answer.get_data(as_text=True))
    warning = say(
        "%(num)d question has no answer yet.",
        plural="%(num)d questions have no answer yet.",
        num=3,
    )
    assert warning in page.words
    assert ("then", "hand-in-anyway") in page.buttons
    assert kept(ready) == {"m1-quiz-one": ["a"]}
    assert attempt(ready).is_open


def test_whoever_insists_hands_in_an_unfinished_paper(sitting, ready):
    answer = send(sitting, {"q-m1-quiz-one": "a"}, then="hand-in-anyway")
    assert answer.location == f"/kk{QUIZ}/attempts/1"
    assert attempt(ready).score == 25


def test_a_passed_quiz_ends_the_course_and_brings_the_certificate(world, sitting, ready):
    answer = send(sitting, RIGHT, then="hand-in")
    assert answer.location == f"/kk{QUIZ}/attempts/1"
    page = sitting.see(f"{QUIZ}/attempts/1")
    assert page.nodes("notice--success")
    assert "100%" in page.words
    assert attempt(ready).receipt in page.words
    assert "/kk/certificates/" in page.links.values()
    assert queries.enrolment(world.aigerim, "small").finished_at == NOON


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
    for words in ("Correct", "Incorrect", "Partly correct", "No answer"):
        assert say(words) in said


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


def test_after_three_failures_the_page_says_when_the_next_attempt_opens(sitting, ready):
    for number in (1, 2, 3):
        send(sitting, {}, then="hand-in-anyway")
        page = page_of(sitting)
        assert len(page.nodes("state-badge--failed")) == number
        answer = sitting.post(f"{QUIZ}/start")
        assert answer.status_code in (REDIRECTS if number < 3 else {409})
    assert page.nodes("notice--warning")
    assert "03.03.2026, 12:00" in page.words
    assert page.forms == []
    with clock.stopped_at(NOON + timedelta(days=1)):
        sitting.sign_in(people.person_or_none("aigerim"))
        assert page_of(sitting).forms == [f"/kk{QUIZ}/start"]
        assert sitting.post(f"{QUIZ}/start").status_code in REDIRECTS


def test_a_passed_quiz_is_not_offered_again(world, look):
    extra = {"id": "m2", "title": pair("М"), "objectives": [], "steps": [lesson("third")]}
    modules = json.loads(small_course().model_dump_json())["modules"]
    make.course(small_course("EX2", modules=[*modules, extra]), slug="longer")
    enrolment = service.begin(courses.course("longer"), by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first", "second")
    taking.passes(world.aigerim, enrolment)
    reader = look(world.aigerim)
    page = reader.see("/courses/longer/m1-quiz")
    assert page.forms == []
    assert "/kk/courses/longer/third" in page.links.values()
    assert reader.post("/courses/longer/m1-quiz/start").status_code == 409
    assert count(Attempt) == 1


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
