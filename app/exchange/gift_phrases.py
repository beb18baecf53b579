"""Single texts of a GIFT file: their escapes, their markup, and the notes above a question."""

from collections.abc import Iterable
from typing import Final, NamedTuple, cast

from app.exchange.foreign import Markup, Words

SPACE: Final = " \t\n"
"""No other space is one for GIFT; a no-break space is a letter."""
ESCAPABLE: Final = frozenset("\\:#={}~")
ARROW: Final = "->"
DEFAULT: Final[Markup] = "moodle"


class Phrase(NamedTuple):
    """A text as it stands between two signs; without a markup it has that of its question."""

    raw: str
    markup: Markup | None = None

    def words(self, default: Markup) -> Words:
        return Words(unescaped(self.raw), self.markup or default)

    @property
    def has_arrow(self) -> bool:
        return ARROW in self.raw

    @property
    def halves(self) -> "tuple[Phrase, Phrase]":
        """What stands before and after the first arrow; the latter is plain text for Moodle."""
        left, _, right = self.raw.partition(ARROW)
        return Phrase(left, self.markup), Phrase(right, "plain")


NOTHING_SAID: Final = Phrase("")


def markup(token: str) -> Markup:
    """The markup that `[html]` and the like ask for."""
    return cast("Markup", token.strip(SPACE)[1:-1])


def unescaped(raw: str) -> str:
    """The text itself; a line of the file that is broken for its length is none of the text."""
    joined = " ".join(line.strip(SPACE) for line in raw.strip(SPACE).split("\n"))
    letters = iter(joined)
    return "".join(_letter(letter, letters) for letter in letters)


def escaped(text: str) -> str:
    """The text as it can stand anywhere in a question; `unescaped` gives the same back."""
    signs = ("\\" + letter if letter in ESCAPABLE else letter for letter in text)
    return "".join(signs).replace("\n", "\\n")


def name_and_tags(comments: Iterable[str]) -> tuple[str, list[str]]:
    """What Moodle notes above a question: `// [id:first] [tag:one] [tag:two]`."""
    names: list[str] = []
    tags: list[str] = []
    for comment in comments:
        for piece in comment.split("[")[1:]:
            kind, _, value = piece.replace("\\]", "\0").partition("]")[0].partition(":")
            found = {"id": names, "tag": tags}.get(kind)
            if found is not None and value:
                found.append(value.replace("\0", "]").strip())
    return (names[0] if names else ""), tags


def _letter(letter: str, following: "Iterable[str]") -> str:
    if letter != "\\":
        return letter
    after = next(iter(following), "")
    if after == "n":
        return "\n"
    return after if after in ESCAPABLE else letter + after
