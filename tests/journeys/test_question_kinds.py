"""Every kind of question on a real browser: by keyboard alone, without scripts, for everybody."""

import pytest
from playwright.sync_api import expect

from tests import server
from tests.documents import course_of_every_kind
from tests.journeys import judge, keyboard
from tests.journeys.every_kind import SLUG
from tests.journeys.visitor import PHONE, POST_SCREEN

pytestmark = pytest.mark.browser

DOCUMENT = course_of_every_kind()
LESSON, QUIZ = DOCUMENT.modules[0].steps
WRITTEN = {"short-answer": ["Рапорт"], "number": ["2,5"], "open": ["Көргенімді жаздым."]}
WRONG = {"single-choice": ["b"], "multiple-choice": ["c"], "true-false": ["true"]}
NARROWEST = {"width": 320, "height": 640}


def right(question):
    return WRITTEN.get(question.kind) or question.right_answer


@pytest.fixture(scope="module")
def course(live):
    """The address of the course with every kind, published on the running server."""
    server._output(live.environment, "-m", "tests.journeys.every_kind")
    return f"/courses/{SLUG}"


@pytest.fixture
def reader(visitor, course):
    """Somebody who has begun the course and stands before its lesson."""

    def begin(username, **options):
        somebody = visitor(username, **options)
        somebody.go(course)
        somebody.press("Start the course")
        somebody.go(f"{course}/{LESSON.id}")
        return somebody

    return begin


def start(somebody, course):
    """Past the lesson and into the quiz."""
    somebody.page.locator(f'form[action$="/{LESSON.id}/read"] button').click()
    somebody.press("Start the quiz")
    expect(somebody.page.locator("#quiz")).to_be_visible()


def heads(somebody):
    return [head.inner_text() for head in somebody.page.locator(".quiz__number").all()]


@pytest.mark.parametrize(
    ("username", "language", "has_scripts"), [("dina", "kk", True), ("erbol", "ru", False)]
)
def test_every_kind_is_answered_by_keyboard_alone(reader, course, username, language, has_scripts):
    learner = reader(username, language=language, java_script_enabled=has_scripts)
    start(learner, course)
    for part in learner.page.locator("[data-question]").all():
        question = DOCUMENT.questions_by_id[part.get_attribute("data-question")]
        keyboard.answer(learner.page, f"q-{question.id}", question, right(question))
        if has_scripts:
            expect(learner.page.locator("#quiz-state")).to_have_attribute("data-state", "saved")
    keyboard.press(learner.page.locator('#quiz button[name=then][value^="hand-in"]'))
    expect(learner.heading).to_contain_text(learner.say("Result"))
    said = heads(learner)
    assert sum(head.endswith(learner.say("Correct")) for head in said) == 8, said
    assert sum(head.endswith(learner.say("Being marked")) for head in said) == 1, said


@pytest.mark.parametrize(
    ("username", "language", "has_scripts"), [("asel", "ru", True), ("berik", "kk", False)]
)
def test_every_knowledge_check_is_answered_by_keyboard_alone(
    reader, username, language, has_scripts
):
    learner = reader(username, language=language, java_script_enabled=has_scripts)
    for block in LESSON.blocks:
        place = learner.page.locator(f"#{block.id}")
        keyboard.answer(learner.page, block.id, block.question, right(block.question))
        keyboard.press(place.locator("button[name=asked_for]"))
        expect(place).to_contain_text(block.question.explanation.pick(language))
        assert place.locator(".verdict--right").count()
        assert not place.locator(".verdict--wrong").count()


def test_with_a_script_an_order_is_moved_line_by_line_and_said_aloud(reader, course):
    learner = reader("galym")
    start(learner, course)
    question = learner.page.locator(".order-list")
    lines = question.locator("li")
    before = lines.locator(".order-list__text").all_inner_texts()
    down = question.get_by_role("button", name=f"{learner.say('Move down')}: {before[0]}")
    keyboard.press(down)
    expect(down).to_be_focused()
    moved = [before[1], before[0], *before[2:]]
    expect(lines.locator(".order-list__text")).to_have_text(moved)
    said = learner.say(
        "%(line)s: place %(place)s of %(total)s", line=before[0], place=2, total=len(before)
    )
    expect(question.get_by_role("status")).to_have_text(said)
    expect(learner.page.locator("#quiz-state")).to_have_attribute("data-state", "saved")
    learner.page.keyboard.press("Enter")
    learner.page.keyboard.press("Enter")
    learner.page.keyboard.press("Enter")
    expect(down).to_have_attribute("aria-disabled", "true")
    expect(down).to_be_focused()
    last = [*before[1:], before[0]]
    expect(lines.locator(".order-list__text")).to_have_text(last)

    keyboard.press(learner.page.locator("#quiz button[value=save]"))
    learner.see(learner.say("Your answers are saved."))
    expect(lines.locator(".order-list__text")).to_have_text(last)
    expect(question.locator(".order-list__keep")).to_be_hidden()


def test_every_kind_can_be_used_by_everybody_before_and_after_the_hand_in(reader, course):
    learner = reader("quiz15")
    checks = "&".join(
        f"{block.id}={value}"
        for block in LESSON.blocks
        for value in WRONG.get(block.question.kind) or right(block.question)[:2]
    )
    demand_no_faults(learner, f"{course}/{LESSON.id}?{checks}")
    learner.go(f"{course}/{LESSON.id}")
    start(learner, course)
    demand_no_faults(learner, f"{course}/{QUIZ.id}")
    answer_badly(learner)
    demand_no_faults(learner, f"{course}/{QUIZ.id}")
    learner.page.locator("#quiz button[value^=hand-in]").click()
    expect(learner.heading).to_contain_text(learner.say("Result"))
    demand_no_faults(learner, f"{course}/{QUIZ.id}/attempts/1")


def test_without_scripts_every_kind_can_be_used_by_everybody(reader, course):
    learner = reader("quiz14")
    # The judge is itself a script, so those of the page stay away instead.
    learner.context.route("**/js/main.js", lambda route: route.abort())
    start(learner, course)
    answer_badly(learner)
    demand_no_faults(learner, f"{course}/{QUIZ.id}")


def answer_badly(learner):
    """Something in every question, most of it wrong or only part of an answer; and save."""
    for question in QUIZ.questions:
        values = WRONG.get(question.kind) or right(question)[:2]
        keyboard.answer(learner.page, f"q-{question.id}", question, values)
    learner.page.locator("#quiz button[value=save]").click()
    learner.see(learner.say("Your answers are saved."))


def demand_no_faults(learner, path):
    """Nothing keeps people from using the page: on a post's screen in Kazakh, on a phone in
    Russian, and nowhere wider than the narrowest window.
    """
    for language, size in (("ru", PHONE), ("kk", POST_SCREEN)):
        learner.go(f"/{language}{path}")
        learner.page.set_viewport_size(size)
        assert judge.faults(learner.page) == [], f"{language}{path} at {size['width']}"
        learner.page.set_viewport_size(NARROWEST)
        assert not judge.scrolls_sideways(learner.page), f"{language}{path}"
        learner.page.set_viewport_size(POST_SCREEN)
