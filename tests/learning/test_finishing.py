from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.assessment import queries as assessment_queries
from app.assessment import service as assessment
from app.audit.models import Entry
from app.certificates import queries as certificates
from app.certificates import service as certificates_service
from app.certificates.models import Certificate
from app.core import clock, db
from app.core.errors import DomainError
from app.courses import queries as courses
from app.courses import service as courses_service
from app.learning import queries, service
from app.learning.models import StepResult
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course
from tests.learning import grading, taking

pytestmark = pytest.mark.usefixtures("session")

NOON = datetime(2026, 3, 2, 7, tzinfo=UTC)


def acts(act):
    return db.session.scalars(select(Entry).where(Entry.act == act).order_by(Entry.id)).all()


def with_steps(*steps, **changes):
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": list(steps)}]
    return small_course(**{"modules": modules, **changes})


def test_reading_a_lesson_moves_the_place_to_the_next_one(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first")
    assert (enrolment.at_step, enrolment.at_block) == ("second", None)


def test_reading_a_lesson_twice_counts_once_and_keeps_the_first_time(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    with clock.stopped_at(NOON):
        taking.read(world.aigerim, enrolment, "first")
    taking.read(world.aigerim, enrolment, "first")
    [result] = db.session.scalars(select(StepResult)).all()
    assert result.done_at == NOON


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        ("first-note", "first-note"),
        ("second-note", None),
        ("nowhere", None),
        ("", None),
        (None, None),
    ],
)
def test_the_place_is_kept_only_at_blocks_which_the_lesson_has(world, block, kept):
    enrolment = service.begin(world.course, by=world.aigerim)
    service.keep_place(enrolment, taking.steps(enrolment)["first"], block)
    assert (enrolment.at_step, enrolment.at_block) == ("first", kept)


def test_a_quiz_has_no_place_within_it(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    service.keep_place(enrolment, taking.steps(enrolment)["m1-quiz"], "m1-quiz-one")
    assert (enrolment.at_step, enrolment.at_block) == ("m1-quiz", None)


def test_a_quiz_is_closed_until_the_lessons_before_it_are_read(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first")
    with pytest.raises(DomainError, match="Read the lessons"):
        taking.sit(world.aigerim, enrolment)
    taking.read(world.aigerim, enrolment, "second")
    attempt = taking.sit(world.aigerim, enrolment, language="ru")
    assert (attempt.edition_id, attempt.language) == (enrolment.edition_id, "ru")
    assert enrolment.at_step == "m1-quiz"


def test_a_failed_quiz_is_not_a_finished_step(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    taking.fails(world.aigerim, enrolment)
    assert "m1-quiz" not in queries.results(enrolment)
    assert enrolment.finished_at is None


def longer(**changes):
    """The small course with one lesson more behind its quiz."""
    steps = [lesson("first"), quiz("m1-quiz") | changes, lesson("second")]
    return make.course(with_steps(*steps, code="EX2"), slug="longer")


def passed(person, course):
    enrolment = service.begin(course, by=person)
    taking.read(person, enrolment, "first")
    taking.passes(person, enrolment)
    return enrolment


def test_whoever_has_passed_may_try_to_do_better_and_the_best_result_stays(world):
    enrolment = passed(world.aigerim, longer())
    taking.fails(world.aigerim, enrolment)
    assert queries.results(enrolment)["m1-quiz"] == 100
    taking.passes(world.aigerim, enrolment)
    with pytest.raises(DomainError, match="No attempt is left"):
        taking.sit(world.aigerim, enrolment)


def test_where_the_last_result_counts_a_worse_one_takes_the_step_back(world):
    enrolment = passed(world.aigerim, longer(counts="last"))
    taking.fails(world.aigerim, enrolment)
    assert "m1-quiz" not in queries.results(enrolment)
    taking.passes(world.aigerim, enrolment)
    assert queries.results(enrolment)["m1-quiz"] == 100


def test_when_the_course_is_completed_its_results_stay_as_they_are(world):
    enrolment = passed(world.aigerim, longer())
    taking.read(world.aigerim, enrolment, "second")
    assert enrolment.finished_at
    with pytest.raises(DomainError, match="its results stay"):
        taking.sit(world.aigerim, enrolment)


def test_finishing_issues_exactly_one_certificate(world):
    with clock.stopped_at(NOON):
        enrolment = taking.finish(world.aigerim, world.course)
    assert enrolment.finished_at == NOON
    [certificate] = certificates.certificates_of(world.aigerim)
    assert certificate.occasion == service.occasion(enrolment)
    assert certificate.edition_id == enrolment.edition_id
    assert (certificate.hours, certificate.score) == (2, 100)
    assert certificate.finished_on == date(2026, 3, 2)
    [entry] = acts("course.completed")
    assert (entry.actor_id, entry.subject_id) == (world.aigerim.id, str(enrolment.id))
    assert len(acts("certificate.issued")) == 1


def test_the_course_was_completed_when_the_learner_handed_in_not_when_it_was_marked(world):
    course = grading.open_course(world.dana)
    with clock.stopped_at(NOON):
        enrolment, attempt = grading.answered(world.aigerim, course)
    question, points = assessment_queries.questions(attempt)["q-open"], {"calls": 2, "writes": 3}
    with clock.stopped_at(NOON + timedelta(days=10)):
        service.mark(attempt, question, points=points, comment="", by=world.dana)
    assert enrolment.finished_at == NOON
    [certificate] = certificates.certificates_of(world.aigerim)
    assert certificate.finished_on == certificate.valid_from == date(2026, 3, 2)


def test_the_course_was_completed_when_the_time_ran_out_not_when_it_was_tidied_up(world):
    timed = quiz("m1-quiz", [single("q-one")]) | {"time_limit": 10}
    course = make.course(with_steps(lesson("first"), timed, code="TD1"), slug="tidied")
    with clock.stopped_at(NOON):
        enrolment = service.begin(course, by=world.aigerim)
        taking.read(world.aigerim, enrolment)
        attempt = taking.sit(world.aigerim, enrolment)
        assessment.save_all(attempt, {"q-one": ["a"]}, language="kk")
    with clock.stopped_at(NOON + timedelta(days=60)):
        service.close_run_out(enrolment, "m1-quiz")
    assert enrolment.finished_at == NOON + timedelta(minutes=10)
    [certificate] = certificates.certificates_of(world.aigerim)
    assert certificate.finished_on == date(2026, 3, 2)


def test_what_was_read_after_the_hand_in_completes_the_course_later(world):
    questions = [single("q-closed"), grading.open_question()]
    steps = [lesson("first"), quiz("m1-quiz", questions), lesson("second")]
    course = make.course(with_steps(*steps, code="TD2"), slug="later")
    with clock.stopped_at(NOON):
        enrolment = service.begin(course, by=world.aigerim)
        taking.read(world.aigerim, enrolment, "first")
        attempt = taking.sit(world.aigerim, enrolment)
        answers = {"q-closed": ["a"], "q-open": [grading.OPEN_ANSWER]}
        taking.hand_in(world.aigerim, enrolment, attempt, answers)
    with clock.stopped_at(NOON + timedelta(days=1)):
        taking.read(world.aigerim, enrolment, "second")
    question, points = assessment_queries.questions(attempt)["q-open"], {"calls": 2, "writes": 3}
    with clock.stopped_at(NOON + timedelta(days=10)):
        service.mark(attempt, question, points=points, comment="", by=world.dana)
    assert enrolment.finished_at == NOON + timedelta(days=1)


def test_where_the_last_result_counts_a_lost_pass_can_be_won_again(world):
    last = quiz("m1-quiz", [single("q-one")]) | {"counts": "last", "attempts": 2}
    steps = [lesson("first"), last, lesson("second")]
    course = make.course(with_steps(*steps, code="TD3"), slug="last")
    with clock.stopped_at(NOON):
        enrolment = service.begin(course, by=world.aigerim)
        taking.read(world.aigerim, enrolment, "first")
        taking.passes(world.aigerim, enrolment)
        taking.fails(world.aigerim, enrolment)
        with pytest.raises(DomainError, match="not open yet"):
            taking.sit(world.aigerim, enrolment)
    with clock.stopped_at(NOON + timedelta(hours=24)):
        taking.passes(world.aigerim, enrolment)
    assert "m1-quiz" in queries.results(enrolment)


def test_the_order_of_the_steps_does_not_matter(world):
    document = with_steps(quiz("m1-quiz"), lesson("first"), lesson("second"))
    course = make.course(document.model_copy(update={"code": "EX2"}), slug="backwards")
    enrolment = service.begin(course, by=world.aigerim)
    taking.passes(world.aigerim, enrolment)
    taking.read(world.aigerim, enrolment, "second")
    assert enrolment.finished_at is None
    taking.read(world.aigerim, enrolment, "first")
    assert enrolment.finished_at
    assert taking.count(Certificate) == 1


def test_doing_it_all_again_after_the_end_changes_nothing(world):
    with clock.stopped_at(NOON):
        enrolment = taking.finish(world.aigerim, world.course)
    [attempt] = assessment_queries.attempts(enrolment.id, "m1-quiz")
    taking.read(world.aigerim, enrolment)
    taking.hand_in(world.aigerim, enrolment, attempt, {})
    assert enrolment.finished_at == NOON
    assert taking.count(Certificate) == 1
    assert len(acts("course.completed")) == 1


def test_if_the_certificate_cannot_be_issued_nothing_is_kept(world, monkeypatch):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    attempt = taking.sit(world.aigerim, enrolment)
    quiz = taking.steps(enrolment)["m1-quiz"]
    assessment.save_all(attempt, taking.right_answers(quiz), language="kk")
    db.session.commit()

    def fail(*_args, **_values):
        raise RuntimeError("the power is out")

    monkeypatch.setattr(certificates_service, "issue", fail)
    with pytest.raises(RuntimeError, match="the power is out"):
        service.hand_in(enrolment, attempt, by=world.aigerim)
    db.session.rollback()

    assert queries.enrolment(world.aigerim, "small").finished_at is None
    assert "m1-quiz" not in queries.results(enrolment)
    assert attempt.is_open
    assert acts("course.completed") == acts("quiz.handed-in") == []

    monkeypatch.undo()
    service.hand_in(enrolment, attempt, by=world.aigerim)
    db.session.flush()
    assert attempt.passed
    assert taking.count(Certificate) == 1


def test_the_attempt_keeps_the_questions_of_its_edition(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    attempt = taking.sit(world.aigerim, enrolment)
    newer = with_steps(lesson("first"), lesson("second"), quiz("m1-quiz", [single("brand-new")]))
    courses_service.publish(world.course, newer, by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    sat = courses.quiz(attempt.edition_id, "m1-quiz")
    assessment.save_all(attempt, taking.right_answers(sat), language="kk")
    service.hand_in(enrolment, attempt, by=world.aigerim)
    assert (attempt.score, attempt.passed) == (100, True)
    assert enrolment.finished_at
    [certificate] = certificates.certificates_of(world.aigerim)
    assert certificate.edition_number == 2
