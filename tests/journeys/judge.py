"""Says what keeps people from using a page: axe's rules for WCAG 2.2 A and AA, and target sizes."""

from functools import cache
from pathlib import Path

import axe_core_python
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

UNFOLD = """async () => {
  // What answers to a new size of the window does so before the next picture.
  await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  for (const part of document.querySelectorAll("details")) part.open = true;
}"""

TARGETS = """() => {
  const least = 24;
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true })
    && !node.matches(".visually-hidden, [tabindex='-1'], .skip-link, [type=hidden]");
  const isInText = (node) => node.matches("a") && getComputedStyle(node).display === "inline"
    && node.parentElement.textContent.trim() !== node.textContent.trim();
  const boxes = (node) => [node, ...(node.labels ?? [])]
    .flatMap((part) => [...part.getClientRects()]).filter((box) => box.width && box.height);
  const isLarge = (box) => box.width >= least && box.height >= least;
  const away = (box, x, y) => Math.hypot(
    Math.max(box.left - x, x - box.right, 0), Math.max(box.top - y, y - box.bottom, 0));
  const targets = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary")].filter(isSeen)
    .map((node) => ({ node, boxes: boxes(node) })).filter((target) => target.boxes.length);
  const isClose = (box, other) => {
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    return other.boxes.some((there) => away(there, x, y) < least / 2 || (!isLarge(there)
      && Math.hypot((there.left + there.right) / 2 - x, (there.top + there.bottom) / 2 - y)
         < least));
  };
  return targets
    .filter(({ node, boxes }) => !boxes.some(isLarge) && !isInText(node))
    .filter((small) => targets.some((other) => !other.node.contains(small.node)
      && !small.node.contains(other.node) && isClose(small.boxes[0], other)))
    .map(({ node }) => node.outerHTML.slice(0, 160));
}"""
"""What WCAG 2.2 asks of targets (2.5.8): 24 pixels, or as much room around; links in a sentence
are left aside. The rule is younger than this axe."""


@cache
def _axe() -> str:
    (folder,) = axe_core_python.__path__
    return (Path(folder) / "axe.min.js").read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Every violation on the page, with whatever can be unfolded unfolded, and where it is."""
    page.evaluate(UNFOLD)
    page.evaluate(_axe())
    result = page.evaluate(
        "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS
    )
    found = [
        f"{violation['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
    return found + [f"target-size: {html}" for html in page.evaluate(TARGETS)]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )
