"""A learner takes the whole course, with interruptions, and her certificate proves itself."""

from datetime import timedelta

import pytest
from babel.dates import format_date
from playwright.sync_api import expect

from app.core import clock
from app.courses.document.blocks import Check
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz
from app.scenarios import play
from tests.certificates import pdf_text
from tests.journeys import quizzes

pytestmark = pytest.mark.browser

COURSE = "/courses/ve1-foundations"


def test_learner_finishes_the_course_in_two_languages_and_the_paper_is_genuine(visitor, document):
    aigerim = visitor("learner")
    _sees_why_and_by_when(aigerim, document)
    aigerim.page.locator(".card a.button, .card__action a").first.click()

    quiz = next(step for step in document.steps if isinstance(step, Quiz))
    place = document.steps.index(quiz)
    for lesson in document.steps[:place]:
        _reads(aigerim, lesson)
    _is_interrupted_in_the_quiz(aigerim, quiz)

    aigerim = visitor("learner", language="ru")
    _comes_back_and_passes(aigerim, quiz)
    for step in document.steps[place + 1 :]:
        _takes(aigerim, step)
    number = _holds_the_paper(aigerim, document)

    _is_verified_by_a_stranger(visitor(), number, document)


def _sees_why_and_by_when(aigerim, document):
    due = clock.today() + timedelta(days=21 - 5)
    aigerim.see(document.title.kk)
    aigerim.see(format_date(due, "long", locale="kk"))
    aigerim.see("Жұмабаева Ботагөз Серікқызы")
    aigerim.see(document.steps[1].title.kk)


def _takes(aigerim, step):
    match step:
        case Lesson():
            _reads(aigerim, step)
        case Quiz():
            _passes(aigerim, step)
        case Scenario():
            _plays(aigerim, step)


def _plays(aigerim, scenario):
    """By the decisions that bring most points."""
    aigerim.go(f"{COURSE}/{scenario.id}")
    aigerim.press("Begin")
    for choice in play.best_path(scenario):
        aigerim.page.locator(f"#choice-{choice}").check()
        aigerim.press("Decide")
        aigerim.page.locator("main p > a.button").click()
    aigerim.see(aigerim.say("Passed, without a critical mistake."))


def _reads(aigerim, lesson):
    """Opens the lesson, tries its knowledge check, and goes on by the button at the foot."""
    aigerim.go(f"{COURSE}/{lesson.id}")
    expect(aigerim.heading).to_have_text(lesson.title.pick(aigerim.language))
    for block in lesson.blocks:
        if isinstance(block, Check):
            _tries(aigerim, block)
    read = aigerim.page.locator(f'form[action$="/{lesson.id}/read"] button')
    if read.count():
        read.click()
        expect(aigerim.heading).not_to_have_text(lesson.title.pick(aigerim.language))


def _tries(aigerim, block):
    place = aigerim.page.locator(f"#{block.id}")
    expect(place).not_to_contain_text(block.question.explanation.pick(aigerim.language))
    place.locator(f"#{block.id}-{quizzes.wrong(block.question)}").check()
    place.get_by_role("button").click()
    expect(place.get_by_role("status")).to_contain_text(
        block.question.explanation.pick(aigerim.language)
    )
    assert "?" not in aigerim.page.url, "the explanation came without a new page"


def _is_interrupted_in_the_quiz(aigerim, quiz):
    aigerim.go(f"{COURSE}/{quiz.id}")
    quizzes.start(aigerim)
    paper = quizzes.questions_on(aigerim, quiz)
    for question in paper[:3]:
        quizzes.answer(aigerim, question, question.correct_ids)
    aigerim.switch("ru")
    expect(aigerim.heading).to_have_text(quiz.title.ru)
    expect(aigerim.page.locator("#quiz")).to_contain_text(paper[0].prompt.ru)
    assert [question.id for question in quizzes.questions_on(aigerim, quiz)] == [
        question.id for question in paper
    ]
    for question in paper[:3]:
        assert quizzes.ticked(aigerim, question) == question.correct_ids
    quizzes.answer(aigerim, paper[3], {quizzes.wrong(paper[3])})
    aigerim.close()


def _comes_back_and_passes(aigerim, quiz):
    aigerim.go("/")
    aigerim.see(quiz.title.ru)
    aigerim.go(f"{COURSE}/{quiz.id}")
    paper = quizzes.questions_on(aigerim, quiz)
    for question in paper[:3]:
        assert quizzes.ticked(aigerim, question) == question.correct_ids
    assert quizzes.ticked(aigerim, paper[3]) == {quizzes.wrong(paper[3])}
    for question in paper[3:]:
        quizzes.answer(aigerim, question, question.correct_ids)
    _hands_in(aigerim)


def _passes(aigerim, quiz):
    aigerim.go(f"{COURSE}/{quiz.id}")
    quizzes.start(aigerim)
    for question in quizzes.questions_on(aigerim, quiz):
        quizzes.answer(aigerim, question, question.correct_ids)
    _hands_in(aigerim)


def _hands_in(aigerim):
    aigerim.press("Submit answers")
    expect(aigerim.heading).to_contain_text(aigerim.say("Result"))
    aigerim.see("100\u00a0%")
    assert aigerim.page.evaluate("localStorage.length") == 0


def _holds_the_paper(aigerim, document):
    aigerim.go("/certificates/")
    aigerim.see(document.title.ru)
    number = aigerim.page.locator('a[href*="/verify/QLQ-"]').inner_text()
    paper = aigerim.download(aigerim.page.locator('a[href$=".pdf"]'))
    assert paper.startswith(b"%PDF")
    printed = pdf_text.text(paper)
    assert number in printed
    assert "Серікова Айгерім Болатқызы" in printed
    return number


def _is_verified_by_a_stranger(stranger, number, document):
    stranger.go("/verify/")
    stranger.page.fill("[name=number]", number.lower().replace("-", " "))
    stranger.press("Verify")
    expect(stranger.heading).to_contain_text(number)
    stranger.see(stranger.say("Valid"))
    stranger.see("С.\u00a0А.\u00a0Б.")
    stranger.see(document.title.kk)
    for hidden in ("Серікова", "Айгерім", "Болатқызы"):
        assert hidden not in stranger.page.content()
