from datetime import timedelta

import pytest

from app.assessment import queries as assessment
from app.assessment.models import Answer, Attempt
from app.assessment.responses import print_of
from app.core import clock
from app.learning import service
from tests.learning import grading, taking
from tests.learning.quizzes import QUIZ, RIGHT, attempt, kept, packet, page_of, send
from tests.learning.reading import Page

pytestmark = pytest.mark.usefixtures("noon")
REDIRECTS = {302, 303}


def test_before_the_lessons_are_read_the_quiz_says_what_is_missing(world, look, say):
    service.begin(world.course, by=world.aigerim)
    reader = look(world.aigerim)
    page = page_of(reader)
    titles = "Сабақ first қаз; Сабақ second қаз"
    assert say("Opens after: %(titles)s", titles=titles) in page.words
    assert page.forms == []
    answer = reader.post(f"{QUIZ}/start")
    assert answer.status_code == 409
    assert taking.count(Attempt) == 0


def test_looking_at_the_quiz_does_not_start_it(world, ready, look):
    page = page_of(look(world.aigerim))
    assert page.title == "Тест m1-quiz қаз"
    assert page.forms == [f"/kk{QUIZ}/start"]
    assert "75%" in page.words
    assert taking.count(Attempt) == 0


def test_starting_twice_opens_one_attempt(sitting):
    sitting.post(f"{QUIZ}/start")
    assert taking.count(Attempt) == 1


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
    assert taking.count(Answer) == 0


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
    assert answer.status_code == (200 if huge < 2**63 else 409)
    assert packet(sitting, number, "m1-quiz-two", "b").status_code == 200


def test_a_number_of_thousands_of_digits_is_no_number(sitting):
    form = {"attempt": "9" * 5000, "seen": "9" * 5000, "then": "save"}
    assert sitting.post(f"{QUIZ}/answers", form).status_code == 404


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
    assert taking.count(Attempt) == 1
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


@pytest.mark.parametrize("sequence", ["", "x", "0", "-1", "1.5", "²", 2**63 - 1, "9" * 5000])
def test_an_answer_with_a_number_that_is_none_is_refused_in_words(sitting, ready, say, sequence):
    answer = packet(sitting, attempt(ready).id, "m1-quiz-one", "a", sequence=sequence)
    assert answer.status_code == 409
    assert answer.json["advice"] == say("The answer came without a valid number. Reload the page.")
    assert kept(ready) == {}


def test_a_late_packet_is_not_called_saved_and_the_page_can_still_save_it(sitting, ready):
    number = attempt(ready).id
    packet(sitting, number, "m1-quiz-one", "b", sequence=2000)
    reply = packet(sitting, number, "m1-quiz-one", "a", sequence=1000).json
    assert reply["saved"] is None
    assert reply["superseded"]
    assert (reply["sequence"], reply["print"]) == (2000, print_of(["b"]))
    form = {"attempt": number, "seen": f"m1-quiz-one:{reply['print']}"}
    sitting.post(f"{QUIZ}/answers", form | {"q-m1-quiz-one": "a", "then": "save"})
    assert kept(ready) == {"m1-quiz-one": ["a"]}


def test_the_reply_says_how_long_what_is_stored_has_been_there(sitting, ready, noon):
    number = attempt(ready).id
    packet(sitting, number, "m1-quiz-one", "b", sequence=2000)
    with clock.stopped_at(noon + timedelta(seconds=90)):
        reply = packet(sitting, number, "m1-quiz-one", "a", sequence=1000).json
    assert reply["age"] == 90_000


@pytest.fixture
def writing(world, look):
    """Her browser with a quiz open in which she writes; the id of her enrolment."""
    enrolment = service.begin(grading.open_course(world.dana), by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    taking.sit(world.aigerim, enrolment)
    return look(world.aigerim), enrolment.id


WRITING = "/courses/open/m1-quiz"


def write(reader, text, *, then="save"):
    page = reader.see(WRITING)
    form = {name: page.hidden(name) for name in ("attempt", "seen")}
    return reader.post(
        f"{WRITING}/answers", form | {"q-q-closed": "a", "q-q-open": text, "then": then}
    )


def test_a_text_that_fills_its_field_is_kept_whatever_ends_its_lines(writing):
    reader, enrolment_id = writing
    text = ("x" * 79 + "\n") * 100
    assert write(reader, text.replace("\n", "\r\n")).status_code in REDIRECTS
    assert kept(enrolment_id) == {"q-closed": ["a"], "q-open": [text]}


@pytest.mark.parametrize("then", ["save", "ru", "hand-in", "hand-in-anyway"])
def test_a_text_that_is_too_long_stays_on_the_page_and_the_other_answers_are_kept(
    writing, say, then
):
    reader, enrolment_id = writing
    text = "Ұзақ \x00жауап. " * 700
    answer = write(reader, text, then=then)
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    told = say("The answer is too long. Shorten it to %(limit)s characters.", limit=8000)
    assert told in page.words
    assert text.replace("\x00", "").strip() in page.words
    assert kept(enrolment_id) == {"q-closed": ["a"]}
    assert attempt(enrolment_id).is_open
    assert write(reader, "Қысқа").status_code in REDIRECTS
    assert kept(enrolment_id)["q-open"] == ["Қысқа"]


def test_an_ended_attempt_leads_to_its_own_result_whatever_address_the_packet_had(
    world, sitting, ready
):
    number = attempt(ready).id
    sitting.post(f"{QUIZ}/answers", {"attempt": number, "then": "hand-in-anyway"})
    elsewhere = "/courses/elsewhere/another-quiz"
    headers = {"Accept": "application/json"}
    answer = packet(sitting, number, "m1-quiz-one", "a", address=f"{elsewhere}/answer")
    beat = sitting.post(f"{elsewhere}/heartbeat", {"attempt": number}, headers=headers)
    assert answer.json["result"] == beat.json["result"] == f"/kk{QUIZ}/attempts/1"
