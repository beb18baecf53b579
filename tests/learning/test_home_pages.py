from datetime import date, timedelta

import pytest

from app.core import clock, db
from app.learning import service
from app.web.filters import long_date
from tests.learning import taking

pytestmark = pytest.mark.usefixtures("noon")
REDIRECTS = {302, 303}


def assign(world, person, *, due=None, through=None):
    service.assign(world.course, to=[person], due=due, by=world.botagoz, through=through)
    db.session.flush()


def in_words(day):
    return " ".join(long_date(day).split())


def test_somebody_with_nothing_to_do_is_shown_the_way_to_the_courses(world, look):
    page = look(world.aigerim).see("/")
    assert page.nodes("empty-state")
    assert "/kk/courses/" in page.links.values()
    assert not page.nodes("card")


def test_she_sees_what_she_must_do_why_and_by_when(world, look):
    assign(world, world.aigerim, due=date(2026, 3, 12), through=world.unit_a)
    page = look(world.aigerim).see("/")
    [card] = page.parts("card")
    assert "Курс EX1 қаз" in card
    assert in_words(date(2026, 3, 12)) in card
    assert "А бөлімі" in card
    assert "02.03.2026" in card
    assert "Әбенова Ботагөз" in card
    assert page.nodes("state-badge--due-soon")
    assert "/kk/courses/small" in page.links.values()


def test_the_same_page_in_russian(world, look):
    assign(world, world.aigerim, due=date(2026, 3, 12))
    page = look(world.aigerim, language="ru").see("/")
    [card] = page.parts("card")
    assert "Курс EX1 рус" in card
    assert "12 марта 2026 г." in card


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (date(2026, 3, 1), "overdue"),
        (date(2026, 3, 2), "due-soon"),
        (date(2026, 3, 16), "due-soon"),
        (date(2026, 3, 17), "not-started"),
        (None, "not-started"),
    ],
)
def test_the_badge_says_how_urgent_it_is(world, look, due, state):
    assign(world, world.aigerim, due=due)
    assert look(world.aigerim).see("/").nodes(f"state-badge--{state}")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, ("%(num)d day late", "%(num)d days late", 3)),
        (5, ("%(num)d day left", "%(num)d days left", 5)),
    ],
)
def test_the_days_are_counted_for_her(world, look, say, days, words):
    assign(world, world.aigerim, due=clock.today() + timedelta(days=days))
    single, plural, num = words
    [card] = look(world.aigerim).see("/").parts("card")
    assert f"({say(single, plural=plural, num=num)})" in card


def test_each_reason_is_told_in_its_own_words(world, look, say):
    service.begin(world.course, by=world.berik)
    assign(world, world.aigerim)
    day = "02.03.2026"
    [card] = look(world.berik).see("/").parts("card")
    assert say("You chose this course yourself on %(date)s.", date=day) in card
    [card] = look(world.aigerim).see("/").parts("card")
    message = "Assigned to you personally on %(date)s. Assigned by: %(name)s"
    assert say(message, date=day, name="Әбенова Ботагөз") in card


def test_she_goes_on_where_she_stopped(world, look):
    taking.begin(world, "first")
    page = look(world.aigerim).see("/")
    [card] = page.parts("card")
    assert "Сабақ second қаз" in card
    assert "/kk/courses/small/second" in page.links.values()
    assert page.nodes("state-badge--in-progress")


def test_the_button_does_not_lead_to_a_step_that_is_gone(world, look):
    enrolment = taking.begin(world)
    enrolment.at_step = "gone"
    page = look(world.aigerim).see("/")
    assert "/kk/courses/small/first" in page.links.values()


def test_what_is_finished_stands_apart_with_its_certificate(world, look):
    taking.finish(world.aigerim, world.course)
    page = look(world.aigerim).see("/")
    [card] = page.parts("card")
    assert in_words(date(2028, 3, 2)) in card
    assert page.nodes("empty-state")
    assert "/kk/certificates/" in page.links.values()


def test_nobody_sees_another_persons_training(world, look):
    assign(world, world.aigerim)
    assert not look(world.berik).see("/").nodes("card")
