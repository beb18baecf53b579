"""Open answers are marked by their rubric, and only then the attempt has a result."""

import pytest

from app.assessment import queries as assessment
from app.audit.models import Entry
from app.certificates import queries as certificates
from app.learning import queries, service
from tests.learning import grading, taking


@pytest.fixture
def course(world):
    return grading.open_course(world.dana)


@pytest.fixture
def sat(world, course):
    return grading.answered(world.aigerim, course)


@pytest.fixture
def enrolment(sat):
    return sat[0]


@pytest.fixture
def attempt(sat):
    return sat[1]


def mark(attempt, by, *, calls=2, writes=3, comment=""):
    question = assessment.questions(attempt)["q-open"]
    points = {"calls": calls, "writes": writes}
    return service.mark(attempt, question, points=points, comment=comment, by=by)


def test_an_attempt_with_an_open_answer_has_no_result_until_it_is_marked(attempt, enrolment):
    assert attempt.awaits_marking
    assert (attempt.score, attempt.passed) == (None, None)
    assert "m1-quiz" not in queries.results(enrolment)


def test_an_open_question_left_empty_needs_no_trainer(world, course):
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    attempt = taking.hand_in(world.aigerim, enrolment, taking.sit(world.aigerim, enrolment), {})
    assert attempt.passed is False


def test_nobody_begins_again_while_the_last_attempt_is_being_marked(world, enrolment, attempt):
    with pytest.raises(Exception, match="being marked"):
        taking.sit(world.aigerim, enrolment)


def test_with_the_mark_the_attempt_is_settled_and_the_course_is_finished(
    world, enrolment, attempt, session
):
    assert mark(attempt, world.dana)
    session.flush()
    assert (attempt.score, attempt.passed) == (100, True)
    assert enrolment.finished_at is not None
    certificate = certificates.by_occasion(service.occasion(enrolment))
    assert certificate.person_id == world.aigerim.id, "the certificate is the learner's"


def test_the_points_are_the_share_of_the_rubric(world, attempt):
    mark(attempt, world.dana, calls=1, writes=1)
    assert assessment.marks(attempt)["q-open"].points == 0.4
    assert (attempt.score, attempt.passed) == (70, False)


def test_a_mark_may_be_raised_later(world, enrolment, attempt):
    mark(attempt, world.dana, calls=0, writes=0)
    assert attempt.passed is False
    mark(attempt, world.dana)
    assert attempt.passed
    assert queries.results(enrolment)["m1-quiz"] == 100


def test_a_pass_that_was_announced_is_not_taken_back(world, attempt, session):
    mark(attempt, world.dana)
    session.flush()
    assert not mark(attempt, world.dana, calls=0, writes=0)
    assert attempt.passed
    assert assessment.marks(attempt)["q-open"].criteria == {"calls": 2, "writes": 3}


def test_the_learner_is_told_what_the_trainer_says(world, attempt):
    mark(attempt, world.dana, comment=" Жақсы. ")
    assert assessment.marks(attempt)["q-open"].comment == "Жақсы."


def test_the_journal_says_who_marked(world, attempt, session):
    mark(attempt, world.dana)
    session.flush()
    entry = session.query(Entry).filter_by(act="answer.marked").one()
    assert entry.actor_id == world.dana.id
    assert entry.details["question"] == "q-open"


@pytest.mark.parametrize(("language", "words"), [("kk", "бағалайды"), ("ru", "оценивает")])
@pytest.mark.parametrize("page", ["/", "/courses/open"])
def test_while_a_trainer_marks_the_learner_is_told_so(
    world, attempt, session, browser, page, language, words
):
    session.commit()
    assert words in browser(world.aigerim, language=language).page(page)
