"""What a learner does at a quiz."""

from collections.abc import Iterable

from playwright.sync_api import expect

from app.courses.document.questions import Choice
from app.courses.document.steps import Quiz
from tests.journeys.visitor import Visitor


def start(visitor: Visitor) -> None:
    visitor.press("Start the quiz")
    expect(visitor.page.locator("#quiz")).to_be_visible()


def tick(visitor: Visitor, question: Choice, options: Iterable[str]) -> None:
    """Choose exactly these options; a box that is ticked too much is cleared."""
    wanted = set(options)
    for option in question.options:
        box = visitor.page.locator(f"#q-{question.id}-{option.id}")
        if option.id in wanted:
            box.check()
        elif question.kind == "multiple-choice":
            box.uncheck()


def answer(visitor: Visitor, question: Choice, options: Iterable[str]) -> None:
    """Choose, and wait until the page says in words that the server has it."""
    wanted = set(options)
    for option in question.options:
        box = visitor.page.locator(f"#q-{question.id}-{option.id}")
        is_changing = (option.id in wanted) != box.is_checked()
        if is_changing and (option.id in wanted or question.kind == "multiple-choice"):
            with visitor.page.expect_response("**/answer") as waiting:
                box.click()
            assert waiting.value.status == 200
    expect(visitor.page.locator("#quiz-state")).to_have_attribute("data-state", "saved")


def ticked(visitor: Visitor, question: Choice) -> set[str]:
    chosen = visitor.page.locator(f'[name="q-{question.id}"]:checked')
    return {box.get_attribute("value") or "" for box in chosen.all()}


def wrong(question: Choice) -> str:
    return next(option.id for option in question.options if not option.correct)


def questions_on(visitor: Visitor, quiz: Quiz) -> list[Choice]:
    """The questions of the paper, in its order."""
    known = {question.id: question for question in quiz.questions}
    shown = visitor.page.locator("[data-question]").all()
    return [known[part.get_attribute("data-question") or ""] for part in shown]
