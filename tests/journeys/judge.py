"""Says what keeps people from using a page: axe's rules for WCAG 2.2 A and AA, and target sizes."""

from functools import cache
from pathlib import Path

import axe_core_python
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

TARGETS = """() => {
  const least = 24, found = [];
  const box = (node) => {
    const boxes = [node, ...(node.labels ?? [])].map((part) => part.getBoundingClientRect())
      .filter((part) => part.width && part.height);
    if (!boxes.length) return null;
    const left = Math.min(...boxes.map((b) => b.left)), top = Math.min(...boxes.map((b) => b.top));
    const right = Math.max(...boxes.map((b) => b.right));
    const bottom = Math.max(...boxes.map((b) => b.bottom));
    return { left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2,
             isSmall: right - left < least || bottom - top < least };
  };
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true })
    && !node.matches(".visually-hidden, [tabindex='-1'], .skip-link, [type=hidden]");
  const inText = (node) => node.matches("a") && getComputedStyle(node).display === "inline"
    && node.parentElement.textContent.trim() !== node.textContent.trim();
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(isSeen).map((node) => [node, box(node)]).filter(([, where]) => where);
  for (const [node, where] of targets) {
    if (!where.isSmall || inText(node)) continue;
    const isNear = targets.some(([other, there]) => {
      if (other === node || other.contains(node) || node.contains(other)) return false;
      const dx = Math.max(there.left - where.x, where.x - there.right, 0);
      const dy = Math.max(there.top - where.y, where.y - there.bottom, 0);
      const apart = there.isSmall ? Math.hypot(there.x - where.x, there.y - where.y) - least / 2
                                  : Math.hypot(dx, dy);
      return apart < least / 2;
    });
    if (isNear) found.push(node.outerHTML.slice(0, 160));
  }
  return found;
}"""


@cache
def _axe() -> str:
    (folder,) = axe_core_python.__path__
    return (Path(folder) / "axe.min.js").read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Every violation on the page as it stands, with the element that has it."""
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
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
    )
