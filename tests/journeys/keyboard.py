"""A person who has no mouse: everything is reached with Tab and done with keys."""

from collections.abc import Sequence

from playwright.sync_api import Locator, Page

from app.courses.document.questions import Question

FARTHEST = 400
"""Stops of the Tab key before a thing counts as out of reach."""
HAS_FOCUS = "nodes => nodes.includes(document.activeElement)"
LIES_BEHIND = """nodes => Boolean(nodes[0].compareDocumentPosition(document.activeElement)
  & Node.DOCUMENT_POSITION_FOLLOWING)"""

INDEX = "line => [...line.parentElement.children].indexOf(line)"


def reach(target: Locator) -> None:
    """Press Tab, or Shift and Tab, until the focus is on the target or on one of several."""
    key = "Shift+Tab" if target.evaluate_all(LIES_BEHIND) else "Tab"
    for _stop in range(FARTHEST):
        if target.evaluate_all(HAS_FOCUS):
            return
        target.page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {target}")


def press(target: Locator) -> None:
    """Reach a button and press it."""
    reach(target)
    target.page.keyboard.press("Enter")


def answer(page: Page, name: str, question: Question, values: Sequence[str]) -> None:
    """Give this answer in the inputs of this name."""
    inputs = page.locator(f'[name="{name}"]')
    match question.kind:
        case "single-choice" | "true-false":
            _choose_one(inputs, values[0])
        case "multiple-choice":
            for value in values:
                reach(page.locator(f'[name="{name}"][value="{value}"]'))
                page.keyboard.press("Space")
        case "ordering" if not inputs.first.is_visible():
            _move(page.locator(".order-list", has=inputs).last, values)
        case "matching" | "ordering" | "sorting":
            for value in values:
                _pick(page.locator(f'[name="{name}"]:has(option[value="{value}"])'), value)
        case _:
            reach(inputs)
            page.keyboard.type(values[0])


def _choose_one(radios: Locator, value: str) -> None:
    reach(radios)
    radios.page.keyboard.press("Space")
    for _radio in range(radios.count()):
        if radios.and_(radios.page.locator(f'[value="{value}"]')).is_checked():
            return
        radios.page.keyboard.press("ArrowDown")
    raise AssertionError(f"arrows do not reach {value}")


def _pick(choices: Locator, value: str) -> None:
    reach(choices)
    for _option in range(choices.locator("option").count()):
        if choices.input_value() == value:
            return
        choices.page.keyboard.press("ArrowDown")
    raise AssertionError(f"arrows do not reach {value}")


def _move(question: Locator, values: Sequence[str]) -> None:
    """Move each line up to its place, first places first."""
    wanted = sorted(values, key=lambda value: int(value.partition("=")[2]))
    if _order(question) == wanted:
        press(question.locator(".order-list__keep"))
    for place, value in enumerate(wanted):
        line = question.locator(f'li:has(option[value="{value}"])')
        for _line in range(line.evaluate(INDEX) - place):
            press(line.locator('[data-by="-1"]'))


def _order(question: Locator) -> list[str]:
    """The answer that the lines give as they stand."""
    lines = question.locator("li").all()
    first = [line.locator("option").nth(1).get_attribute("value") or "" for line in lines]
    return [f"{value.partition('=')[0]}={place}" for place, value in enumerate(first, start=1)]
