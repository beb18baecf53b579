"""A trainer corrects her course in the browser, and nobody who is under way is disturbed."""

import pytest
from playwright.sync_api import expect

from app.core.text import LANGUAGES
from app.courses.document.steps import Lesson
from app.learning import progress

pytestmark = pytest.mark.browser

COURSE = "/courses/ve1-foundations"
ADDED = {
    "kk": "Бұл сөйлемді оқытушы жаңа редакцияға қосты.",
    "ru": "Это предложение преподаватель добавил в новую редакцию.",
}
ASKED = {"kk": "Жаңа сұрақ: қайсысы дұрыс?", "ru": "Новый вопрос: что верно?"}


def test_trainer_corrects_a_lesson_and_a_question_and_only_newcomers_see_it(visitor, document):
    lesson = document.steps[0]
    block = next(block for block in lesson.blocks if block.kind == "text")
    *_earlier, quiz = document.quizzes()
    dina = visitor("dina")
    _begins(dina)

    saule = visitor("trainer")
    saule.page.locator('.menu a[href$="/author/"]').click()
    saule.page.get_by_role("link", name=document.title.kk, exact=True).click()
    saule.page.locator(f'a[href$="/steps/{lesson.id}"]').first.click()
    saule.page.locator(f'a[href$="/blocks/{block.id}"]').first.click()
    for language in LANGUAGES:
        text = saule.page.locator(f'[name="text-{language}"]')
        text.fill(f"{text.input_value()}\n\n{ADDED[language]}")
    saule.press("Save")
    saule.see(saule.say("Saved in the draft."))

    saule.go(f"/author/ve1-foundations/steps/{quiz.id}")
    question = quiz.questions[0]
    saule.page.locator(f'a[href$="/questions/{question.id}"]').first.click()
    for language in LANGUAGES:
        saule.page.fill(f'[name="prompt-{language}"]', ASKED[language])
    saule.press("Save")
    saule.see(saule.say("Saved in the draft."))

    _previews(saule, lesson)
    dina.go(f"{COURSE}/{lesson.id}")
    expect(dina.page.locator("main")).not_to_contain_text(ADDED["kk"])
    _publishes(saule)

    _stays_and_then_changes(dina, document, lesson)
    _gets_the_new_text(visitor("erbol", language="ru"), document, quiz)


def _begins(learner):
    learner.go(COURSE)
    learner.press("Start the course")


def _previews(saule, lesson):
    saule.go(f"/author/ve1-foundations/preview/{lesson.id}")
    saule.see(ADDED["kk"])
    saule.switch("ru")
    saule.see(ADDED["ru"])
    saule.switch("kk")


def _publishes(saule):
    saule.go("/author/ve1-foundations/publish")
    saule.see(ADDED["kk"])
    saule.see(ASKED["ru"])
    saule.press("Publish edition %(number)s", number=2)
    saule.see(saule.say("Published as edition %(number)d.", number=2))


def _stays_and_then_changes(dina, document, lesson):
    dina.go(f"{COURSE}/{lesson.id}")
    expect(dina.page.locator("main")).not_to_contain_text(ADDED["kk"])
    dina.page.locator(f'form[action$="/{lesson.id}/read"] button').click()
    dina.go(COURSE)
    dina.press("Change to the newest edition")
    total = progress.outline(document, {}).total
    dina.see(dina.say("%(done)s of %(total)s steps", done=1, total=total))
    dina.go(f"{COURSE}/{lesson.id}")
    dina.see(ADDED["kk"])


def _gets_the_new_text(erbol, document, quiz):
    _begins(erbol)
    erbol.see(ADDED["ru"])
    for step in document.module_of(quiz).steps:
        if isinstance(step, Lesson):
            erbol.go(f"{COURSE}/{step.id}")
            erbol.page.locator(f'form[action$="/{step.id}/read"] button').click()
    erbol.go(f"{COURSE}/{quiz.id}")
    erbol.press("Start the quiz")
    erbol.see(ASKED["ru"])
