"""The trainer's pages for open answers and for corrected keys."""

import pytest

from app.assessment import queries as assessment
from app.assessment.models import Attempt
from app.certificates import queries as certificates
from app.core import db
from app.core.permissions import Role
from app.courses import queries as courses
from app.learning import service
from tests import make
from tests.learning import grading

REDIRECTS = {302, 303}
QUEUE = "/author/marking/"
KEYS = "/author/regraded/regrade"
REGRADE = f"{KEYS}/q-one"


@pytest.fixture
def attempt(world, session):
    """Aigerim's open answer waits in a course of Dana's."""
    course = grading.open_course(world.dana)
    _enrolment, attempt = grading.answered(world.aigerim, course)
    session.commit()
    return attempt


@pytest.fixture
def cohort(world, session):
    """A key that was wrong has been corrected and published."""
    found = grading.cohort(world, grading.keyed_course(world.dana))
    session.commit()
    return found


@pytest.fixture
def stranger(world, session):
    """A trainer who owns none of these courses."""
    person = make.role(make.person("Ли", unit=world.top), Role.TRAINER, over=world.top)
    session.commit()
    return person


def now(attempt):
    """The attempt as it is stored at this moment."""
    return db.session.get(Attempt, attempt.id, populate_existing=True)


def mark_page(attempt):
    return f"/author/marking/{attempt.id}/q-open"


def points(calls="2", writes="3", **more):
    return {"points-calls": calls, "points-writes": writes, "state": "", "comment": ""} | more


def fingerprint(page):
    return page.split('name="fingerprint"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def test_a_trainer_finds_the_answer_that_waits_without_a_name(world, attempt, browser):
    for language in ("kk", "ru"):
        page = browser(world.dana, language=language).page(QUEUE)
        assert mark_page(attempt) in page
        assert world.aigerim.surname not in page


def test_an_empty_queue_says_so(world, browser):
    assert "empty-state" in browser(world.dana).page(QUEUE)


def test_a_trainer_marks_and_is_led_on(world, attempt, browser):
    dana = browser(world.dana)
    page = dana.page(mark_page(attempt))
    assert "Хаттама жасаймын." in page
    assert world.aigerim.surname not in page
    assert dana.post(mark_page(attempt), points(then="next")).status_code in REDIRECTS
    assert now(attempt).passed
    assert mark_page(attempt) in dana.page(QUEUE), "it can be looked at again"


def test_the_next_answer_that_waits_opens(world, attempt, session, browser):
    course = courses.course("open")
    _enrolment, second = grading.answered(world.berik, course, "Екінші жауап")
    session.commit()
    answer = browser(world.dana).post(mark_page(attempt), points(then="next"))
    assert answer.location.endswith(mark_page(second))


def test_points_that_are_missing_are_asked_for_and_nothing_is_lost(world, attempt, browser):
    answer = browser(world.dana).post(mark_page(attempt), points(calls="", comment="Ойланыңыз"))
    assert answer.status_code == 422
    assert "Ойланыңыз" in answer.get_data(as_text=True)
    assert now(attempt).awaits_marking


def test_a_comment_is_kept_without_what_no_database_can_keep(world, attempt, browser):
    comment = ("Жақсы.\r\n" * 300)[: 2000 + 250]
    answer = browser(world.dana).post(mark_page(attempt), points(comment=f"\x00{comment}"))
    assert answer.status_code in REDIRECTS
    assert assessment.marks(now(attempt))["q-open"].comment.splitlines()[:2] == ["Жақсы."] * 2


@pytest.mark.parametrize("calls", ["3", "-1", "x"])
def test_points_beyond_the_rubric_are_refused(world, attempt, browser, calls):
    assert browser(world.dana).post(mark_page(attempt), points(calls=calls)).status_code == 422
    assert now(attempt).awaits_marking


def test_a_mark_that_somebody_else_gave_meanwhile_is_not_overwritten_unseen(
    world, attempt, browser
):
    dana = browser(world.dana)
    dana.post(mark_page(attempt), points(calls="1", writes="1"))
    answer = dana.post(mark_page(attempt), points(calls="0", writes="0"))
    assert answer.status_code == 409
    assert assessment.marks(attempt)["q-open"].criteria == {"calls": 1, "writes": 1}


def test_a_pass_is_not_taken_back_by_marking_again(world, attempt, browser):
    dana = browser(world.dana)
    dana.post(mark_page(attempt), points())
    state = assessment.marks(attempt)["q-open"].marked_at.isoformat()
    answer = dana.post(mark_page(attempt), points(calls="0", writes="0", state=state))
    assert answer.status_code == 409
    assert now(attempt).passed


def test_answers_of_other_courses_are_not_there(world, attempt, stranger, browser):
    other = browser(stranger)
    assert mark_page(attempt) not in other.page(QUEUE)
    assert other.get(mark_page(attempt)).status_code == 404
    assert other.post(mark_page(attempt), points()).status_code == 404
    assert now(attempt).awaits_marking


def test_a_closed_question_has_nothing_to_mark(world, attempt, browser):
    assert browser(world.dana).get(f"/author/marking/{attempt.id}/q-closed").status_code == 404


def test_the_corrected_question_is_listed_and_what_would_change_is_named(world, cohort, browser):
    for language in ("kk", "ru"):
        dana = browser(world.dana, language=language)
        assert REGRADE in dana.page(KEYS)
        page = dana.page(REGRADE)
        assert world.aigerim.full_name in page
        assert world.berik.full_name in page
        assert certificate_of(cohort["berik"]).number in page


def certificate_of(sat):
    enrolment, _attempt = sat
    return certificates.by_occasion(service.occasion(enrolment))


def apply(dana, **form):
    seen = fingerprint(dana.page(REGRADE))
    sent = {"fingerprint": seen, "reason": "Кілт қате болған", "whom": "raise"}
    return dana.post(REGRADE, sent | form)


def test_the_key_is_applied_to_those_who_gain(world, cohort, browser):
    dana = browser(world.dana)
    assert apply(dana).status_code in REDIRECTS
    assert now(cohort["aigerim"][1]).passed
    assert certificate_of(cohort["berik"]).revoked_on is None
    assert "Кілт қате болған" in dana.page(KEYS)


def test_only_if_it_is_asked_for_a_certificate_goes(world, cohort, browser):
    assert apply(browser(world.dana), whom="all").status_code in REDIRECTS
    assert certificate_of(cohort["berik"]).revoked_on is not None


def test_a_reason_is_asked_for(world, cohort, browser):
    assert apply(browser(world.dana), reason=" ").status_code == 422
    assert not now(cohort["aigerim"][1]).passed


def test_what_changed_since_it_was_looked_at_is_not_applied(world, cohort, browser):
    answer = apply(browser(world.dana), fingerprint="older")
    assert answer.status_code == 409
    assert not now(cohort["aigerim"][1]).passed


def test_nobody_regrades_a_course_of_others(world, cohort, stranger, browser):
    other = browser(stranger)
    assert other.get(KEYS).status_code == 404
    assert other.post(REGRADE, {"reason": "Өзгерту", "whom": "raise"}).status_code == 404


def test_a_question_that_is_not_there_is_not_found(world, cohort, browser):
    assert browser(world.dana).get(f"{KEYS}/q-none").status_code == 404
