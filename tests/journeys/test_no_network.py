"""The network goes and comes back while somebody answers."""

import pytest
from playwright.sync_api import expect

from tests.journeys import quizzes

pytestmark = pytest.mark.browser


def test_answers_given_without_a_network_are_sent_when_it_returns(visitor, document):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz01")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    state = berik.page.locator("#quiz-state")
    paper = quizzes.questions_on(berik, quiz)
    quizzes.answer(berik, paper[0], paper[0].correct_ids)

    berik.cut_network()
    for question in paper[1:4]:
        quizzes.tick(berik, question, question.correct_ids)
    expect(state).to_have_attribute("data-state", "offline")
    expect(state).to_contain_text(berik.page.locator("#quiz").get_attribute("data-waiting"))
    assert _stored(visitor, quiz, paper[1:4]) == [set(), set(), set()]

    with berik.page.expect_response("**/answer"):
        berik.restore_network()
    expect(state).to_have_attribute("data-state", "saved")
    assert _stored(visitor, quiz, paper[:4]) == [question.correct_ids for question in paper[:4]]


def test_answers_outlive_a_browser_that_is_closed_before_the_network_returns(visitor, document):
    quiz = document.modules[0].steps[-1]
    berik = visitor("quiz02")
    berik.go(f"/courses/ve1-foundations/{quiz.id}")
    paper = quizzes.questions_on(berik, quiz)
    berik.cut_network()
    quizzes.tick(berik, paper[0], paper[0].correct_ids)
    expect(berik.page.locator("#quiz-state")).to_have_attribute("data-state", "offline")
    berik.page.close()

    berik.restore_network()
    berik.page = berik.context.new_page()
    with berik.page.expect_response("**/answer"):
        berik.go(f"/courses/ve1-foundations/{quiz.id}")
    assert quizzes.ticked(berik, paper[0]) == paper[0].correct_ids
    expect(berik.page.locator("#quiz-state")).to_have_attribute("data-state", "saved")
    assert berik.page.evaluate("localStorage.length") == 0
    assert _stored(visitor, quiz, paper[:1], username="quiz02") == [paper[0].correct_ids]


def _stored(visitor, quiz, questions, *, username="quiz01"):
    """What the server has of these answers, as another machine shows it."""
    elsewhere = visitor(username)
    elsewhere.go(f"/courses/ve1-foundations/{quiz.id}")
    found = [quizzes.ticked(elsewhere, question) for question in questions]
    elsewhere.close()
    return found
