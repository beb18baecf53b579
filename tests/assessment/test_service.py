from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.assessment import queries, service
from app.assessment.responses import print_of
from app.audit.models import Entry
from app.core import clock, db
from app.core.errors import DomainError
from app.courses import queries as courses
from app.courses import service as courses_service
from app.learning import service as learning
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RIGHT = {
    "m1-quiz-one": ["a"],
    "m1-quiz-two": ["b"],
    "m1-quiz-three": ["a", "b"],
    "m1-quiz-four": ["d"],
}


class Desk:
    """Aigerim before the quiz of the small course."""

    def __init__(self, person, course):
        self.person, self.course = person, course
        self.enrolment = learning.begin(course, by=person)
        db.session.flush()
        self.quiz = courses.quiz(self.enrolment.edition_id, "m1-quiz")

    def start(self, *, language="kk"):
        return service.start(
            self.quiz,
            by=self.person,
            enrolment_id=self.enrolment.id,
            edition_id=self.enrolment.edition_id,
            language=language,
        )

    def hand_in(self, attempt, answers=None):
        service.save_all(attempt, answers or {}, language="kk")
        service.hand_in(attempt, by=self.person)
        db.session.flush()
        return attempt


@pytest.fixture
def desk(world):
    return Desk(world.aigerim, world.course)


def stored(attempt):
    db.session.expire_all()
    return {key: answer.chosen for key, answer in queries.answers(attempt).items()}


def acts(act):
    return db.session.scalars(select(Entry).where(Entry.act == act).order_by(Entry.id)).all()


def test_the_paper_is_fixed_at_the_start_and_names_its_edition(desk):
    attempt = desk.start()
    paper = list(attempt.paper)
    changed = small_course(
        modules=[
            {
                "id": "m1",
                "title": pair("Модуль"),
                "objectives": [],
                "steps": [lesson("first"), quiz("m1-quiz", [single("m1-quiz-new")])],
            }
        ]
    )
    edition = courses_service.publish(desk.course, changed, by=None)
    db.session.flush()
    db.session.expire_all()
    again = desk.start()
    assert again.paper == paper
    assert again.edition_id == desk.enrolment.edition_id != edition.id
    assert again.question_ids == RIGHT.keys()


def test_a_paper_asks_every_question_of_the_quiz(desk):
    attempt = desk.start()
    assert attempt.question_ids == {question.id for question in desk.quiz.questions}
    assert all(sorted(item.option_ids) == [*"abcd"] for item in attempt.items)


def test_starting_twice_gives_the_same_attempt(desk):
    first = desk.start()
    second = desk.start(language="ru")
    assert second is first
    assert (first.number, first.language) == (1, "kk")
    assert len(acts("quiz.started")) == 1


def test_each_attempt_has_a_paper_and_a_number_of_its_own(desk):
    attempts = [desk.hand_in(desk.start()) for _ in range(3)]
    assert [attempt.number for attempt in attempts] == [1, 2, 3]
    assert len({attempt.seed for attempt in attempts}) == 3
    assert len({attempt.receipt for attempt in attempts}) == 3
    assert list(queries.attempts(desk.enrolment.id, "m1-quiz")) == attempts


def test_an_answer_is_kept_with_its_language_and_time(desk):
    attempt = desk.start()
    with clock.stopped_at(NOON):
        service.save(attempt, "m1-quiz-three", ["b", "a"], sequence=5, language="ru")
    [answer] = queries.answers(attempt).values()
    assert (answer.chosen, answer.sequence, answer.language) == (["a", "b"], 5, "ru")
    assert answer.saved_at == NOON


def test_a_late_packet_does_not_overwrite_a_newer_answer(desk):
    attempt = desk.start()
    service.save(attempt, "m1-quiz-one", ["b"], sequence=2, language="kk")
    service.save(attempt, "m1-quiz-one", ["a"], sequence=1, language="kk")
    service.save(attempt, "m1-quiz-one", ["c"], sequence=2, language="kk")
    assert stored(attempt) == {"m1-quiz-one": ["b"]}


def test_a_late_packet_is_told_what_is_stored_instead_of_it(desk):
    attempt = desk.start()
    with clock.stopped_at(NOON):
        first = service.save(attempt, "m1-quiz-one", ["b"], sequence=2, language="kk")
        late = service.save(attempt, "m1-quiz-one", ["a"], sequence=1, language="kk")
        repeated = service.save(attempt, "m1-quiz-one", ["b"], sequence=2, language="kk")
    assert first == repeated == service.Stored(["b"], 2, NOON, is_newer=False)
    assert late == service.Stored(["b"], 2, NOON, is_newer=True)


@pytest.mark.parametrize("days", [-40_000, 2, 10**6])
def test_a_number_that_no_clock_has_now_is_refused(desk, days):
    attempt = desk.start()
    sequence = round(clock.now().timestamp() * 1000) + days * 86_400_000
    with pytest.raises(DomainError, match="without a valid number"):
        service.save(attempt, "m1-quiz-one", ["b"], sequence=sequence, language="kk")
    assert stored(attempt) == {}


@pytest.mark.parametrize(
    ("question_id", "chosen"),
    [
        ("m1-quiz-one", ["e"]),
        ("m1-quiz-one", ["a", "elsewhere"]),
        ("c-first", ["a"]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_an_answer_that_is_not_on_the_paper_is_refused(desk, question_id, chosen):
    attempt = desk.start()
    with pytest.raises(DomainError, match="does not belong to the question"):
        service.save(attempt, question_id, chosen, sequence=1, language="kk")
    assert stored(attempt) == {}


def test_after_the_hand_in_nothing_can_be_changed(desk):
    attempt = desk.hand_in(desk.start(), RIGHT)
    with pytest.raises(DomainError, match="already handed in"):
        service.save(attempt, "m1-quiz-one", ["b"], sequence=10**15, language="kk")
    assert stored(attempt) == RIGHT


def test_a_page_of_answers_is_kept_whole_and_an_empty_question_stays_unanswered(desk):
    attempt = desk.start()
    page = RIGHT | {"m1-quiz-two": []}
    service.save_all(attempt, page, language="kk")
    assert stored(attempt) == {key: chosen for key, chosen in page.items() if chosen}


def test_an_impossible_answer_on_a_page_is_named_and_the_others_are_kept(desk):
    attempt = desk.start()
    page = RIGHT | {"m1-quiz-two": ["z"]}
    refused = service.save_all(attempt, page, language="kk")
    assert list(refused) == ["m1-quiz-two"]
    assert stored(attempt) == {key: right for key, right in RIGHT.items() if key != "m1-quiz-two"}


def test_a_page_sent_twice_changes_nothing_the_second_time(desk):
    attempt = desk.start()
    with clock.stopped_at(NOON):
        service.save_all(attempt, RIGHT, language="kk")
    service.save_all(attempt, RIGHT, language="ru")
    db.session.expire_all()
    for answer in queries.answers(attempt).values():
        assert (answer.saved_at, answer.language, answer.sequence) == (NOON, "kk", 1)


def test_a_page_wins_over_the_packets_before_it(desk):
    attempt = desk.start()
    service.save(attempt, "m1-quiz-one", ["b"], sequence=10**12, language="kk")
    service.save_all(attempt, {"m1-quiz-one": ["a"]}, language="kk")
    service.save(attempt, "m1-quiz-one", ["b"], sequence=10**12, language="kk")
    assert stored(attempt) == {"m1-quiz-one": ["a"]}


def test_the_newest_answer_is_read_even_where_an_older_one_was_read_before(desk):
    attempt = desk.start()
    service.save(attempt, "m1-quiz-one", ["a"], sequence=1, language="kk")
    before = queries.answers(attempt)
    service.save(attempt, "m1-quiz-one", ["b"], sequence=2, language="kk")
    assert queries.answers(attempt)["m1-quiz-one"].chosen == ["b"]
    assert before.keys() == {"m1-quiz-one"}


def test_what_she_unticks_on_a_page_is_unticked(desk):
    attempt = desk.start()
    service.save_all(attempt, {"m1-quiz-three": ["a"]}, language="kk")
    seen = {"m1-quiz-three": print_of(["a"])}
    service.save_all(attempt, {"m1-quiz-three": []}, language="kk", seen=seen)
    assert stored(attempt) == {"m1-quiz-three": []}


def test_an_old_page_does_not_erase_what_another_tab_has_answered_since(desk):
    attempt = desk.start()
    service.save(attempt, "m1-quiz-one", ["a"], sequence=100, language="kk")
    service.save(attempt, "m1-quiz-two", ["b"], sequence=200, language="kk")
    old_page = {"m1-quiz-one": [], "m1-quiz-two": [], "m1-quiz-four": ["d"]}
    seen = {"m1-quiz-one": print_of(["a"])}
    service.save_all(attempt, old_page, language="kk", seen=seen)
    assert stored(attempt) == {
        "m1-quiz-one": [],
        "m1-quiz-two": ["b"],
        "m1-quiz-four": ["d"],
    }


def test_what_an_old_page_did_not_change_does_not_undo_what_another_tab_has_changed(desk):
    attempt = desk.start()
    service.save(attempt, "m1-quiz-one", ["a"], sequence=100, language="kk")
    seen = {"m1-quiz-one": print_of(["a"])}
    service.save(attempt, "m1-quiz-one", ["b"], sequence=200, language="kk")
    service.save_all(attempt, {"m1-quiz-one": ["a"]}, language="kk", seen=seen)
    assert stored(attempt) == {"m1-quiz-one": ["b"]}


def test_handing_in_marks_the_paper_and_gives_a_receipt(desk):
    with clock.stopped_at(NOON):
        attempt = desk.hand_in(desk.start(), RIGHT | {"m1-quiz-four": ["a"]})
    assert attempt.handed_in_at == NOON
    assert (attempt.score, attempt.passed) == (75, True)
    assert len(attempt.receipt) == service.RECEIPT_LENGTH
    assert set(attempt.receipt) <= set(service.RECEIPT_ALPHABET)
    [entry] = acts("quiz.handed-in")
    assert entry.actor_id == desk.person.id
    assert entry.details == {
        "quiz": "m1-quiz",
        "receipt": attempt.receipt,
        "score": 75,
        "passed": True,
    }


def test_an_empty_paper_can_be_handed_in_and_fails(desk):
    attempt = desk.hand_in(desk.start())
    assert (attempt.score, attempt.passed) == (0, False)


def test_a_score_is_never_rounded_up_to_a_pass(world):
    three = quiz("m1-quiz", [single("one"), single("two"), single("three")]) | {"pass_mark": 67}
    modules = [{"id": "m", "title": pair("М"), "objectives": [], "steps": [three]}]
    desk = Desk(world.aigerim, make.course(small_course("EX2", modules=modules), slug="thirds"))
    attempt = desk.hand_in(desk.start(), {"one": ["a"], "two": ["a"]})
    assert (attempt.score, attempt.passed) == (66, False)


def test_handing_in_again_keeps_receipt_time_and_mark(desk):
    with clock.stopped_at(NOON):
        attempt = desk.hand_in(desk.start(), RIGHT)
    receipt = attempt.receipt
    for _ in range(3):
        assert service.hand_in(attempt, by=desk.person) is attempt
    db.session.flush()
    assert (attempt.receipt, attempt.handed_in_at, attempt.score) == (receipt, NOON, 100)
    assert len(acts("quiz.handed-in")) == 1


def test_after_three_failures_there_is_a_pause_and_then_a_new_round(desk):
    with clock.stopped_at(NOON):
        for _ in range(3):
            desk.hand_in(desk.start())
        with pytest.raises(DomainError, match="not open yet"):
            desk.start()
    with (
        clock.stopped_at(NOON + timedelta(hours=24, seconds=-1)),
        pytest.raises(DomainError, match="not open yet"),
    ):
        desk.start()
    with clock.stopped_at(NOON + timedelta(hours=24)):
        assert desk.start().number == 4


def test_an_open_attempt_goes_on_whatever_the_policy_says(desk):
    with clock.stopped_at(NOON):
        desk.hand_in(desk.start())
        desk.hand_in(desk.start())
        third = desk.start()
    with clock.stopped_at(NOON + timedelta(days=400)):
        assert desk.start() is third


def test_an_attempt_opens_only_for_whoever_sits_it(desk, world):
    attempt = desk.start()
    assert queries.attempt(attempt.id, of=world.aigerim) is attempt
    for other in (world.berik, world.botagoz, world.dana, world.yerlan):
        with pytest.raises(NoResultFound):
            queries.attempt(attempt.id, of=other)
    with pytest.raises(NoResultFound):
        queries.attempt(0, of=world.aigerim)


def test_attempts_of_other_people_and_quizzes_do_not_count(desk, world):
    for _ in range(3):
        desk.hand_in(desk.start())
    other = Desk(world.berik, world.course)
    assert other.start().number == 1


def test_the_journal_says_who_sat_but_not_what_was_answered(desk):
    desk.hand_in(desk.start(), RIGHT)
    details = [entry.details for entry in acts("quiz.started") + acts("quiz.handed-in")]
    assert details
    assert not any("m1-quiz-one" in str(detail) for detail in details)
