"""The same work on a browser that runs no script."""

import pytest
from playwright.sync_api import expect

from app.courses.document.blocks import Check
from app.courses.document.steps import Lesson
from tests.journeys import quizzes

pytestmark = pytest.mark.browser

COURSE = "/courses/ve1-foundations"


def test_everything_a_learner_does_works_without_a_script(visitor, document):
    asel = visitor("asel", java_script_enabled=False)
    asel.go("/courses/")
    asel.page.get_by_role("link", name=document.title.kk).first.click()
    asel.press("Start the course")

    *lessons, quiz = document.modules[0].steps
    for lesson in lessons:
        _reads(asel, lesson)
    expect(asel.heading).to_have_text(quiz.title.kk)
    quizzes.start(asel)
    paper = quizzes.questions_on(asel, quiz)

    for question in paper[:2]:
        quizzes.tick(asel, question, question.correct_ids)
    asel.press("Save answers")
    asel.see(asel.say("Your answers are saved."))
    _still_ticked(asel, paper[:2])

    for question in paper[2:4]:
        quizzes.tick(asel, question, question.correct_ids)
    asel.switch("ru")
    expect(asel.heading).to_have_text(quiz.title.ru)
    asel.see(paper[0].prompt.ru)
    _still_ticked(asel, paper[:4])

    asel.press("Submit answers")
    assert asel.page.locator("#quiz").count(), "unanswered questions are pointed out first"
    _still_ticked(asel, paper[:4])
    for question in paper[4:]:
        quizzes.tick(asel, question, question.correct_ids)
    asel.page.locator('#quiz button[name=then][value^="hand-in"]').click()
    expect(asel.heading).to_contain_text(quiz.title.ru)
    asel.see("100\u00a0%")
    asel.see(paper[0].explanation.ru)

    asel.close()
    asel = visitor("asel", java_script_enabled=False)
    asel.go(f"{COURSE}/{quiz.id}")
    asel.see(asel.say("This quiz is passed."))


def _reads(asel, lesson):
    assert isinstance(lesson, Lesson)
    expect(asel.heading).to_have_text(lesson.title.kk)
    for block in lesson.blocks:
        if isinstance(block, Check):
            place = asel.page.locator(f"#{block.id}")
            place.locator(f"#{block.id}-{quizzes.wrong(block.question)}").check()
            place.get_by_role("button").click()
            expect(asel.page.locator(f"#{block.id}")).to_contain_text(block.question.explanation.kk)
    asel.page.locator(f'form[action$="/{lesson.id}/read"] button').click()


def _still_ticked(asel, questions):
    for question in questions:
        assert quizzes.ticked(asel, question) == question.correct_ids
