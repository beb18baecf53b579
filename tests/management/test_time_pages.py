"""The page on which a trainer or an administrator gives time back."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.assessment import queries as assessment
from app.assessment.models import TimeCredit
from app.core import clock, db
from app.core.permissions import Role
from app.learning import service
from tests import make
from tests.documents import lesson, pair, quiz, small_course
from tests.learning import taking

NOON = datetime(2026, 3, 2, 7, tzinfo=UTC)
PAGE = "/manage/time"
REDIRECTS = {302, 303}


@pytest.fixture(autouse=True)
def _noon():
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def attempt(world):
    """Aigerim sits a quiz of half an hour since noon; her attempt, read anew."""
    steps = [lesson("first"), quiz("m1-quiz") | {"time_limit": 30}]
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}]
    course = make.course(small_course("TM1", modules=modules), slug="timed")
    enrolment = service.begin(course, by=world.aigerim)
    taking.read(world.aigerim, enrolment)
    taking.sit(world.aigerim, enrolment)
    db.session.commit()

    def read():
        db.session.expire_all()
        return assessment.attempts(enrolment.id, "m1-quiz")[-1]

    return read


@pytest.fixture
def opened(browser, world, attempt):
    """The browser of Yerlan, who administers."""
    return browser(world.yerlan)


def form(**changes):
    return {
        "minutes": "20",
        "whom": "all",
        "from_at": "2026-03-02T09:00",
        "until_at": "2026-03-02T12:00",
        "reason": "Жарық өшті",
        "key": "first",
        "then": "check",
    } | changes


def said(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def test_the_form_starts_with_today_and_lists_who_sits(opened, attempt):
    page = opened.page(PAGE)
    assert 'value="2026-03-02T00:00"' in page
    assert 'value="2026-03-02T12:00"' in page
    assert attempt().receipt in page
    assert "Айгерім" in page


def test_before_anything_happens_the_page_says_who_gets_what(opened, attempt):
    answer = opened.post(PAGE, form())
    assert answer.status_code == 200
    assert "Серікова Айгерім" in said(answer)
    assert attempt().extra_minutes == 0


def test_confirmed_it_happens_once_however_often_it_is_sent(opened, attempt):
    for _ in range(2):
        assert opened.post(PAGE, form(then="give")).status_code in REDIRECTS
    assert attempt().deadline_at == NOON + timedelta(minutes=50)
    assert taking.count(TimeCredit) == 1
    assert "Жарық өшті" in opened.page(PAGE)


def test_who_began_in_the_last_minute_of_the_outage_is_meant_too(opened, attempt):
    last = form(from_at="2026-03-02T11:00", until_at="2026-03-02T12:00")
    with clock.stopped_at(NOON + timedelta(minutes=5)):
        opened.post(PAGE, last | {"then": "give"})
    assert attempt().extra_minutes == 20


def test_whoever_goes_back_finds_the_form_as_it_was(opened, attempt):
    answer = opened.post(PAGE, form(then="edit"))
    assert answer.status_code == 200
    assert 'value="20"' in answer.get_data(as_text=True)
    assert attempt().extra_minutes == 0


def test_a_closed_attempt_is_reopened_by_its_number(opened, attempt, world):
    with clock.stopped_at(NOON + timedelta(hours=2)):
        page = opened.page(f"{PAGE}?receipt={attempt().receipt}")
        assert f'value="{attempt().receipt}"' in page
        one = form(whom="attempt", receipt=attempt().receipt.lower())
        assert "Серікова Айгерім" in said(opened.post(PAGE, one))
        opened.post(PAGE, one | {"then": "give"})
        assert attempt().deadline_at == NOON + timedelta(hours=2, minutes=20)


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": ""},
        {"minutes": "0"},
        {"minutes": "601"},
        {"minutes": "көп"},
        {"reason": "  "},
        {"reason": "x" * 501},
        {"whom": "unit", "unit": ""},
        {"whom": "unit", "unit": "999999"},
        {"whom": "attempt", "receipt": "NOSUCHNUMB"},
        {"whom": "nobody"},
        {"from_at": "кеше"},
        {"until_at": ""},
        {"from_at": "2026-03-02T12:00", "until_at": "2026-03-02T11:59"},
    ],
)
@pytest.mark.parametrize("then", ["check", "give"])
def test_what_cannot_be_is_refused_in_words_beside_the_field(opened, attempt, changes, then):
    answer = opened.post(PAGE, form(**changes, then=then))
    assert answer.status_code == 422
    assert "error-summary" in answer.get_data(as_text=True)
    assert taking.count(TimeCredit) == 0


def test_where_nobody_is_affected_there_is_nothing_to_confirm(opened, attempt):
    early = form(from_at="2026-03-01T09:00", until_at="2026-03-01T10:00")
    answer = opened.post(PAGE, early)
    assert 'value="give"' not in answer.get_data(as_text=True)
    assert opened.post(PAGE, early | {"then": "give"}).status_code == 409
    assert taking.count(TimeCredit) == 0


def test_a_trainer_gives_time_only_within_her_reach(browser, world, attempt):
    make.role(world.berik, Role.TRAINER, over=world.unit_b)
    db.session.commit()
    berik = browser(world.berik)
    assert "Айгерім" not in berik.page(PAGE)
    assert "А бөлімі" not in berik.page(PAGE)
    own = form(whom="attempt", receipt=attempt().receipt)
    assert berik.post(PAGE, own).status_code == 422
    assert berik.post(PAGE, form(then="give")).status_code == 409
    assert attempt().extra_minutes == 0


def test_managers_and_learners_do_not_give_time(browser, world, attempt):
    for person in (world.botagoz, world.aigerim):
        assert browser(person).get(PAGE).status_code == 403
