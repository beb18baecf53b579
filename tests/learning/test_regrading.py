"""A corrected answer key: whose result changes is seen first, and nobody loses silently."""

import json

import pytest

from app.assessment import queries as assessment
from app.assessment.models import Regrade
from app.certificates import queries as certificates
from app.courses import service as courses
from app.learning import queries, regrading, service
from tests import documents, make
from tests.learning import grading, taking


@pytest.fixture
def course(world):
    return grading.keyed_course(world.dana)


@pytest.fixture
def cohort(world, course):
    return grading.cohort(world, course)


def changes(course):
    return regrading.changes(course, regrading.question(course, "q-one"))


def regrade(course, by, *, takes_away=False):
    question = regrading.question(course, "q-one")
    found = regrading.changes(course, question)
    return service.regrade(
        course, question, found, takes_away=takes_away, reason="Кілт қате болған", by=by
    )


def test_without_another_key_there_is_nothing_to_regrade(world, course):
    grading.sits(world.aigerim, course, "b", "a")
    assert regrading.corrected(course) == []


def test_other_words_are_no_other_key(world, course):
    grading.sits(world.aigerim, course, "b", "a")
    data = grading.keyed(grading.WRONG_KEY).model_dump(mode="json")
    data["modules"][0]["steps"][1]["questions"][0]["prompt"] = documents.pair("Басқа сөз")
    courses.publish(
        course,
        type(grading.keyed(grading.WRONG_KEY)).model_validate_json(json.dumps(data)),
        by=world.dana,
    )
    assert regrading.corrected(course) == []


def test_the_trainer_sees_which_questions_have_another_key(course, cohort):
    (found,) = regrading.corrected(course)
    assert (found.question.id, found.attempts) == ("q-one", 2)


def test_looking_changes_nothing(course, cohort, session):
    found = {change.person.username: change for change in changes(course)}
    assert found["aigerim"].gains_pass
    assert not found["aigerim"].falls
    assert found["berik"].loses_pass
    assert found["berik"].lost_certificate is not None
    session.flush()
    _enrolment, attempt = cohort["aigerim"]
    assert (attempt.score, attempt.passed) == (50, False)
    assert session.query(Regrade).count() == 0


def test_whoever_gains_gets_the_pass_and_the_certificate(world, course, cohort):
    regrade(course, world.dana)
    enrolment, attempt = cohort["aigerim"]
    assert (attempt.score, attempt.passed) == (100, True)
    assert certificates.by_occasion(service.occasion(enrolment)).person_id == world.aigerim.id


def test_nobody_loses_unless_that_is_decided(world, course, cohort):
    regrade(course, world.dana)
    enrolment, attempt = cohort["berik"]
    assert (attempt.score, attempt.passed) == (100, True)
    assert certificates.by_occasion(service.occasion(enrolment)).revoked_on is None
    assert assessment.marks(attempt)["q-one"].points == 1.0


def test_if_it_is_decided_the_certificate_is_revoked_with_the_reason(world, course, cohort):
    done = regrade(course, world.dana, takes_away=True)
    enrolment, attempt = cohort["berik"]
    certificate = certificates.by_occasion(f"enrolment-{enrolment.id}")
    assert (attempt.score, attempt.passed) == (50, False)
    assert certificate.revoked_on is not None
    assert certificate.revocation_reason == "Кілт қате болған"
    assert {"attempt": attempt.id, "score": [100, 50], "passed": [True, False]}.items() <= next(
        change for change in done.changes if change["attempt"] == attempt.id
    ).items()


def test_applied_once_it_changes_nothing_more(world, course, cohort):
    regrade(course, world.dana, takes_away=True)
    assert changes(course) == []


def test_a_better_attempt_of_the_same_person_keeps_her_pass(world, course):
    """Two attempts: the one that passed by the wrong key falls, the other one rises."""
    enrolment, _first = grading.sits(world.aigerim, course, "b", "a")
    second = taking.hand_in(
        world.aigerim,
        enrolment,
        taking.sit(world.aigerim, enrolment),
        {"q-one": ["a"], "q-two": ["a"]},
    )
    assert second.passed
    grading.publish_right_key(course, world.dana)
    assert not any(change.loses_pass for change in changes(course))
    regrade(course, world.dana, takes_away=True)
    assert queries.results(enrolment)["m1-quiz"] is not None
    assert certificates.by_occasion(service.occasion(enrolment)).revoked_on is None


def test_what_a_trainer_looked_at_is_told_from_what_is_there_now(world, course, cohort):
    seen = regrading.fingerprint(changes(course))
    assert seen == regrading.fingerprint(changes(course))
    regrade(course, world.dana)
    assert seen != regrading.fingerprint(changes(course))


def test_an_attempt_still_open_keeps_the_key_of_its_edition(world, course):
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    taking.sit(world.aigerim, enrolment)
    grading.publish_right_key(course, world.dana)
    assert changes(course) == []


def test_with_a_lost_pass_the_course_is_open_again_and_can_be_finished_again(
    world, course, cohort, session
):
    """Berik sits the quiz again and gets another certificate; the revoked one stays what it is."""
    regrade(course, world.dana, takes_away=True)
    enrolment, _attempt = cohort["berik"]
    assert enrolment.finished_at is None
    assert "m1-quiz" not in queries.results(enrolment)
    revoked = certificates.by_occasion(f"enrolment-{enrolment.id}")
    service.take_newest_edition(enrolment, by=world.berik)
    taking.hand_in(
        world.berik, enrolment, taking.sit(world.berik, enrolment), {"q-one": ["b"], "q-two": ["a"]}
    )
    again = certificates.by_occasion(service.occasion(enrolment))
    assert enrolment.finished_at is not None
    assert (again.revoked_on, again.number == revoked.number) == (None, False)
    assert revoked.revoked_on is not None


def test_two_attempts_of_one_person_lose_one_certificate_once(world, course, session):
    enrolment, _first = grading.sits(world.aigerim, course, "a", "b")
    taking.hand_in(
        world.aigerim,
        enrolment,
        taking.sit(world.aigerim, enrolment),
        {"q-one": ["a"], "q-two": ["a"]},
    )
    certificate = certificates.by_occasion(service.occasion(enrolment))
    grading.publish_right_key(course, world.dana)
    assert len(changes(course)) == 2
    regrade(course, world.dana, takes_away=True)
    assert certificate.revoked_on is not None


def test_a_correction_that_was_a_mistake_can_be_corrected(world, course, cohort):
    regrade(course, world.dana, takes_away=True)
    courses.publish(course, grading.keyed(grading.WRONG_KEY), by=world.dana)
    assert [found.attempts for found in regrading.corrected(course)] == [2]
    regrade(course, world.dana, takes_away=True)
    enrolment, attempt = cohort["berik"]
    assert attempt.passed
    assert certificates.by_occasion(service.occasion(enrolment)).revoked_on is None


def test_when_it_is_applied_to_all_the_list_is_empty(world, course, cohort):
    regrade(course, world.dana, takes_away=True)
    assert regrading.corrected(course) == []


def test_whoever_was_spared_stays_on_the_list(world, course, cohort):
    regrade(course, world.dana)
    assert [found.attempts for found in regrading.corrected(course)] == [1]


def bright(key, *, is_bright):
    """Four questions, three of which are enough; the first may be a bright line."""
    first = documents.single("q-one", right=key) | {"must_pass": is_bright, "lesson": "first"}
    rest = [documents.single(f"q-{number}") for number in ("two", "three", "four")]
    return grading.document("RG1", first, *rest)


def test_a_line_that_is_no_longer_bright_gives_the_pass_back(world, session):
    course = make.course(bright("a", is_bright=True), slug="bright", owner=world.dana)
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    answers = {"q-one": ["b"], "q-two": ["a"], "q-three": ["a"], "q-four": ["a"]}
    attempt = taking.hand_in(
        world.aigerim, enrolment, taking.sit(world.aigerim, enrolment), answers
    )
    assert (attempt.score, attempt.passed, attempt.crossed) == (75, False, ["q-one"])
    courses.publish(course, bright("a", is_bright=False), by=world.dana)
    assert [change.gains_pass for change in changes(course)] == [True]
    regrade(course, world.dana)
    assert (attempt.passed, attempt.crossed) == (True, [])


def test_a_rise_is_given_even_where_another_attempt_of_hers_falls(world, session):
    data = grading.keyed(grading.WRONG_KEY).model_dump(mode="json")
    data["modules"][0]["steps"][1] |= {"counts": "last"}
    wrong = type(grading.keyed("a")).model_validate_json(json.dumps(data))
    course = make.course(wrong, slug="last", owner=world.dana)
    enrolment, first = grading.sits(world.aigerim, course, "b", "b")
    second = taking.hand_in(
        world.aigerim,
        enrolment,
        taking.sit(world.aigerim, enrolment),
        {"q-one": ["a"], "q-two": ["b"]},
    )
    data["modules"][0]["steps"][1]["questions"][0]["options"][0]["correct"] = False
    data["modules"][0]["steps"][1]["questions"][0]["options"][1]["correct"] = True
    courses.publish(course, type(wrong).model_validate_json(json.dumps(data)), by=world.dana)
    regrade(course, world.dana)
    assert (first.score, second.score) == (50, 50)


def test_the_list_costs_the_same_for_one_question_and_for_many(
    world, course, cohort, session, count_queries
):
    session.flush()
    with count_queries() as asked:
        regrading.corrected(course)
    assert len(asked) <= 4
