from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

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
from app.learning import progress, queries, service
from app.learning.models import Enrolment, StepResult
from tests import make
from tests.documents import lesson, pair, quiz, single, small_course
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("session")

MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)
NOON = datetime(2026, 3, 2, 7, tzinfo=UTC)


def assign(world, *people, due=None, through=None, course=None):
    count = service.assign(
        course or world.course, to=people, due=due, by=world.botagoz, through=through
    )
    db.session.flush()
    return count


def how_many(model):
    return db.session.scalar(select(func.count()).select_from(model))


def acts(act):
    return db.session.scalars(select(Entry).where(Entry.act == act).order_by(Entry.id)).all()


def with_steps(*steps, **changes):
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": list(steps)}]
    return small_course(modules=modules, **changes)


# Assigning


def test_a_manager_assigns_a_course_to_a_unit(world):
    with clock.stopped_at(NOON):
        count = assign(world, world.aigerim, world.berik, due=JUNE, through=world.top)
    assert count == 2
    enrolment = queries.enrolment(world.aigerim, "small")
    assert enrolment.assigned_at == NOON
    assert enrolment.assigned_by is world.botagoz
    assert enrolment.assigned_unit is world.top
    assert (enrolment.due_on, enrolment.round) == (JUNE, 1)
    assert enrolment.edition_id is None
    assert enrolment.started_at is None
    [entry] = acts("course.assigned")
    assert entry.actor_id == world.botagoz.id
    assert entry.details == {"people": 2, "unit": world.top.id, "due": "2026-06-01"}


def test_assigning_twice_changes_nothing(world):
    with clock.stopped_at(NOON):
        assign(world, world.aigerim, due=JUNE, through=world.unit_a)
    assert assign(world, world.aigerim, due=JUNE) == 0
    assert how_many(Enrolment) == 1
    enrolment = queries.enrolment(world.aigerim, "small")
    assert (enrolment.assigned_at, enrolment.assigned_unit_id) == (NOON, world.unit_a.id)


def test_somebody_named_twice_is_enrolled_once(world):
    assert assign(world, world.aigerim, world.aigerim) == 1
    assert how_many(Enrolment) == 1


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [(JUNE, MAY, MAY), (MAY, JUNE, MAY), (None, MAY, MAY), (MAY, None, MAY), (None, None, None)],
)
def test_the_earlier_due_date_wins(world, first, second, kept):
    assign(world, world.aigerim, due=first)
    assign(world, world.aigerim, due=second)
    assert queries.enrolment(world.aigerim, "small").due_on == kept


def test_whoever_chose_the_course_herself_gets_a_due_date_and_keeps_her_progress(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first")
    assert assign(world, world.aigerim, due=MAY) == 0
    assert queries.enrolment(world.aigerim, "small") is enrolment
    assert enrolment.due_on == MAY
    assert enrolment.assigned_by is None
    assert queries.results(enrolment) == {"first": None}


def test_whoever_has_finished_and_is_certified_is_left_in_peace(world):
    enrolment = taking.finish(world.aigerim, world.course)
    assert assign(world, world.aigerim, world.berik, due=MAY) == 1
    assert queries.enrolment(world.aigerim, "small") is enrolment
    assert enrolment.due_on is None


@pytest.mark.parametrize(
    ("days_before_the_end", "is_enrolled"), [(61, False), (60, True), (0, True), (-400, True)]
)
def test_whose_certificate_ends_soon_or_has_ended_begins_a_new_round(
    world, days_before_the_end, is_enrolled
):
    before = taking.finish(world.aigerim, world.course)
    [certificate] = certificates.certificates_of(world.aigerim)
    day = certificate.valid_until - timedelta(days=days_before_the_end)
    with clock.stopped_at(datetime(day.year, day.month, day.day, 7, tzinfo=UTC)):
        assert assign(world, world.aigerim, due=day) == is_enrolled
    newest = queries.enrolment(world.aigerim, "small")
    assert newest.round == 1 + is_enrolled
    assert before.finished_at is not None
    assert queries.results(before)


def test_a_revoked_certificate_leaves_nobody_in_peace(world):
    taking.finish(world.aigerim, world.course)
    [certificate] = certificates.certificates_of(world.aigerim)
    certificates_service.revoke(certificate, reason="Басқа адам тапсырған", by=world.yerlan)
    assert assign(world, world.aigerim) == 1
    assert queries.enrolment(world.aigerim, "small").round == 2


# Beginning


def test_whoever_begins_reads_the_newest_edition_and_stays_on_it(world):
    assign(world, world.aigerim)
    with clock.stopped_at(NOON):
        enrolment = service.begin(world.course, by=world.aigerim)
    first = world.course.edition_id
    courses_service.publish(world.course, small_course(hours=5), by=None)
    assert (enrolment.edition_id, enrolment.started_at) == (first, NOON)
    assert service.begin(world.course, by=world.aigerim) is enrolment
    assert enrolment.edition_id == first
    assert service.document_of(enrolment).hours == 2
    other = service.begin(world.course, by=world.berik)
    assert service.document_of(other).hours == 5
    assert len(acts("course.begun")) == 2


def test_whoever_chooses_a_course_herself_is_enrolled_by_nobody(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    assert enrolment.assigned_by_id is None
    assert enrolment.due_on is None


def test_before_the_beginning_there_is_no_edition_to_read(world):
    assign(world, world.aigerim)
    with pytest.raises(DomainError, match="Start the course first"):
        service.document_of(queries.enrolment(world.aigerim, "small"))


def test_a_course_waits_for_the_courses_before_it(world):
    later = make.course(small_course("EX2", prerequisites=["EX1"]), slug="later")
    with pytest.raises(DomainError, match="EX1"):
        service.begin(later, by=world.aigerim)
    half = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, half)
    with pytest.raises(DomainError, match="EX1"):
        service.begin(later, by=world.aigerim)
    taking.passes(world.aigerim, half)
    assert service.begin(later, by=world.aigerim).started_at


def test_whoever_holds_a_running_certificate_does_not_begin_again(world):
    enrolment = taking.finish(world.aigerim, world.course)
    assert service.begin(world.course, by=world.aigerim) is enrolment


def test_whose_certificate_has_ended_begins_a_new_round_and_keeps_the_old_one(world):
    first = taking.finish(world.aigerim, world.course)
    with clock.stopped_at(clock.now() + timedelta(days=1000)):
        second = taking.finish(world.aigerim, world.course)
    assert (first.round, second.round) == (1, 2)
    assert len(certificates.certificates_of(world.aigerim)) == 2
    assert len(acts("course.completed")) == 2


# Editions


def test_whoever_changes_to_the_newest_edition_keeps_what_still_exists(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    newer = with_steps(lesson("second"), lesson("added"), quiz("m1-quiz"))
    courses_service.publish(world.course, newer, by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.edition_id == world.course.edition_id
    states = {view.step.id: view.state for view in _outline(enrolment).steps}
    assert states == {"second": "done", "added": "open", "m1-quiz": "closed"}
    [entry] = acts("course.edition-taken")
    assert entry.details["now"] == world.course.edition_id


def test_changing_to_an_edition_that_asks_no_more_finishes_the_course(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first")
    courses_service.publish(world.course, with_steps(lesson("first")), by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.finished_at
    [certificate] = certificates.certificates_of(world.aigerim)
    assert (certificate.edition_number, certificate.score) == (2, None)


def test_a_finished_course_stays_what_it_was(world):
    enrolment = taking.finish(world.aigerim, world.course)
    edition_id = enrolment.edition_id
    courses_service.publish(world.course, small_course(hours=9), by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert enrolment.edition_id == edition_id
    assert acts("course.edition-taken") == []


def test_changing_twice_is_changing_once(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    service.take_newest_edition(enrolment, by=world.aigerim)
    assert acts("course.edition-taken") == []


def _outline(enrolment):
    return progress.outline(service.document_of(enrolment), queries.results(enrolment))


# Lessons and quizzes


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


def test_a_passed_quiz_is_not_sat_again(world):
    modules = small_course().model_dump(mode="json")["modules"]
    more = {**modules[0], "id": "m2", "steps": [lesson("third")]}
    course = make.course(small_course("EX2", modules=[*modules, more]), slug="longer")
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment, "first", "second")
    taking.passes(world.aigerim, enrolment)
    assert enrolment.finished_at is None
    with pytest.raises(DomainError, match="This quiz is passed"):
        taking.sit(world.aigerim, enrolment)


# Finishing


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


def test_the_order_of_the_steps_does_not_matter(world):
    document = with_steps(quiz("m1-quiz"), lesson("first"), lesson("second"))
    course = make.course(document.model_copy(update={"code": "EX2"}), slug="backwards")
    enrolment = service.begin(course, by=world.aigerim)
    taking.passes(world.aigerim, enrolment)
    taking.read(world.aigerim, enrolment, "second")
    assert enrolment.finished_at is None
    taking.read(world.aigerim, enrolment, "first")
    assert enrolment.finished_at
    assert how_many(Certificate) == 1


def test_doing_it_all_again_after_the_end_changes_nothing(world):
    with clock.stopped_at(NOON):
        enrolment = taking.finish(world.aigerim, world.course)
    [attempt] = assessment_queries.attempts(enrolment.id, "m1-quiz")
    taking.read(world.aigerim, enrolment)
    taking.hand_in(world.aigerim, enrolment, attempt, {})
    assert enrolment.finished_at == NOON
    assert how_many(Certificate) == 1
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
        service.hand_in(enrolment, attempt, quiz, by=world.aigerim)
    db.session.rollback()

    assert queries.enrolment(world.aigerim, "small").finished_at is None
    assert "m1-quiz" not in queries.results(enrolment)
    assert attempt.is_open
    assert acts("course.completed") == acts("quiz.handed-in") == []

    monkeypatch.undo()
    service.hand_in(enrolment, attempt, quiz, by=world.aigerim)
    db.session.flush()
    assert attempt.passed
    assert how_many(Certificate) == 1


def test_the_attempt_keeps_the_questions_of_its_edition(world):
    enrolment = service.begin(world.course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    attempt = taking.sit(world.aigerim, enrolment)
    newer = with_steps(lesson("first"), lesson("second"), quiz("m1-quiz", [single("brand-new")]))
    courses_service.publish(world.course, newer, by=None)
    service.take_newest_edition(enrolment, by=world.aigerim)
    sat = courses.quiz(attempt.edition_id, "m1-quiz")
    assessment.save_all(attempt, taking.right_answers(sat), language="kk")
    service.hand_in(enrolment, attempt, sat, by=world.aigerim)
    assert (attempt.score, attempt.passed) == (100, True)
    assert enrolment.finished_at
    [certificate] = certificates.certificates_of(world.aigerim)
    assert certificate.edition_number == 2
