"""Where the situations, choices and endings of a scenario stand in its drawing; pure geometry.

Units are those of the drawing's own view box; the page scales it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import wrap

from app.courses.document.scenarios import Decision, Scenario, Scene

WIDTH = 720
MARGIN = 48
"""On the right, for ways that lead back."""
BOX_WIDTH, BOX_HEIGHT = 232, 58
CHIP_WIDTH, CHIP_HEIGHT = 84, 30
LAYER = 172
CHIP_DROP = 86
"""From the top of a situation to the top of its choices."""
LETTERS_A_LINE = 26
LINES = 2
END = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A situation or an ending; `id` is empty for the common end."""

    id: str
    left: int
    top: int
    width: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        return self.left + self.width // 2

    @property
    def bottom(self) -> int:
        return self.top + BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice, by its number in the situation; numbers are those of the table."""

    node_id: str
    choice_id: str
    number: int
    left: int
    top: int
    is_red_line: bool

    @property
    def middle(self) -> int:
        return self.left + CHIP_WIDTH // 2

    @property
    def bottom(self) -> int:
        return self.top + CHIP_HEIGHT


@dataclass(frozen=True, slots=True)
class Line:
    """A way from a situation to a choice or from a choice onwards, as the data of an SVG path."""

    node_id: str
    choice_id: str
    path: str


@dataclass(slots=True)
class Drawing:
    """Everything that is drawn."""

    width: int = WIDTH + MARGIN
    height: int = 0
    nodes: list[Box] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    end: Box | None = None
    endings: list[Box] = field(default_factory=list)


def drawing(scenario: Scenario) -> Drawing:
    """The scenario from top to bottom: each situation with its choices, then the endings."""
    made = Drawing()
    layers = _layers(scenario)
    boxes: dict[str, Box] = {}
    for depth, layer in enumerate(layers):
        column = WIDTH // len(layer)
        for place, node in enumerate(layer):
            boxes[node.id] = _node_box(scenario, node, place * column, column, depth * LAYER)
    bottom = len(layers) * LAYER
    boxes[END] = Box(END, (WIDTH - BOX_WIDTH) // 2, bottom, BOX_WIDTH, ())
    made.nodes = [box for key, box in boxes.items() if key != END]
    made.end = boxes[END]
    for layer in layers:
        column = WIDTH // len(layer)
        for place, node in enumerate(layer):
            _add_choices(made, node, boxes, place * column, column)
    _add_endings(made, scenario)
    return made


def _layers(scenario: Scenario) -> list[list[Scene]]:
    """The situations by the longest way to them that only leads on in the order of writing."""
    order = {node.id: index for index, node in enumerate(scenario.nodes)}
    depth: dict[str, int] = defaultdict(int)
    for node in scenario.nodes:
        for choice in node.choices:
            if choice.next and order[choice.next] > order[node.id]:
                depth[choice.next] = max(depth[choice.next], depth[node.id] + 1)
    layers: dict[int, list[Scene]] = defaultdict(list)
    for node in scenario.nodes:
        layers[depth[node.id]].append(node)
    return [layers[level] for level in sorted(layers)]


def _node_box(scenario: Scenario, node: Scene, left: int, column: int, top: int) -> Box:
    width = min(BOX_WIDTH, column - 16)
    number = scenario.nodes.index(node) + 1
    words = shortened(f"{number}. {node.title}", width * LETTERS_A_LINE // BOX_WIDTH)
    return Box(node.id, left + (column - width) // 2, top, width, words)


def _add_choices(
    made: Drawing, node: Scene, boxes: Mapping[str, Box], left: int, column: int
) -> None:
    box = boxes[node.id]
    part = column // len(node.choices)
    for index, choice in enumerate(node.choices):
        chip = Chip(
            node.id,
            choice.id,
            index + 1,
            left + index * part + (part - CHIP_WIDTH) // 2,
            box.top + CHIP_DROP,
            choice.red_line,
        )
        made.chips.append(chip)
        made.lines.append(Line(node.id, choice.id, _down(box.middle, box.bottom, chip)))
        if not choice.red_line:
            made.lines.append(Line(node.id, choice.id, _onwards(chip, choice, boxes)))


def _down(x: int, y: int, chip: Chip) -> str:
    return _curve(x, y, chip.middle, chip.top)


def _onwards(chip: Chip, choice: Decision, boxes: Mapping[str, Box]) -> str:
    target = boxes[choice.next]
    if target.top > chip.bottom:
        return _curve(chip.middle, chip.bottom, target.middle, target.top)
    side, right = WIDTH + MARGIN // 2, target.left + target.width
    level = target.top + BOX_HEIGHT // 2
    return (
        f"M{chip.middle} {chip.bottom}C{chip.middle} {chip.bottom + 24} {side} {chip.bottom + 24} "
        f"{side} {chip.bottom}V{level + 16}Q{side} {level} {side - 16} {level}H{right}"
    )


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    half = (y + to_y) // 2
    return f"M{x} {y}C{x} {half} {to_x} {half} {to_x} {to_y}"


def _add_endings(made: Drawing, scenario: Scenario) -> None:
    assert made.end
    count = len(scenario.endings)
    a_row = min(count, 4)
    column = WIDTH // a_row
    width = min(BOX_WIDTH, column - 12)
    for index, ending in enumerate(scenario.endings):
        row, place = divmod(index, a_row)
        top = made.end.bottom + 48 + row * (BOX_HEIGHT + 60)
        words = shortened(str(ending.title), width * LETTERS_A_LINE // BOX_WIDTH)
        made.endings.append(
            Box(ending.id, place * column + (column - width) // 2, top, width, words)
        )
        if row == 0:
            box = made.endings[-1]
            path = _curve(made.end.middle, made.end.bottom, box.middle, box.top)
            made.lines.append(Line(END, ending.id, path))
    made.height = made.endings[-1].bottom + 32


def shortened(text: str, letters: int) -> tuple[str, ...]:
    """The text in at most two lines of this many letters, with … where some of it is left out."""
    lines = wrap(text, max(letters, 4))
    if len(lines) <= LINES:
        return tuple(lines)
    return (*lines[: LINES - 1], f"{lines[LINES - 1][: letters - 1].rstrip(' ,;:.–')}…")


def levels(shares: Sequence[float]) -> list[int]:
    """For each share from 0 to 1 how thick its line is drawn: 0 for nobody, up to 4."""
    steps = (0.0, 0.1, 0.3, 0.6, 1.01)
    return [
        0
        if share <= 0
        else next(i for i, (low, high) in enumerate(pairwise(steps), 1) if low < share <= high)
        for share in shares
    ]
