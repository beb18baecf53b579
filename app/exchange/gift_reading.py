"""GIFT, the plain text format of Moodle, read question by question."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, cast

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import UnexpectedToken

from app.core.errors import N_
from app.exchange.foreign import FULL, NOTHING, Answer, Foreign, Kind, Markup, Pair, Words
from app.exchange.gift_phrases import (
    DEFAULT,
    NOTHING_SAID,
    SPACE,
    Phrase,
    markup,
    name_and_tags,
    unescaped,
)
from app.exchange.report import CannotTake, Refused, Remark, Unreadable

COMMENT: Final = "//"
CATEGORY: Final = "$CATEGORY:"
LONGEST_QUESTION: Final = 60_000
BLANK: Final = "_____"
"""Where an answer is missing from the middle of a sentence."""
SHOWN: Final = 30
SIGNS: Final = "=~#>{}["
MOST_SIGNS: Final = 400
MOST_SIGNS_OF_ALL: Final = 30_000
"""Reading takes time for each sign; a thousand questions of eight answers have fewer."""
GRAMMAR: Final = Path(__file__).with_name("gift.lark")


class Block(NamedTuple):
    """The lines of one question, from one empty line to the next."""

    line: int
    text: str
    comments: Sequence[str]

    @property
    def signs(self) -> int:
        """How many signs in it mean something, because no backslash stands before them."""
        text = self.text.replace("\\\\", "")
        return sum(text.count(sign) - text.count(f"\\{sign}") for sign in SIGNS)


class Marked(NamedTuple):
    """One answer with the sign before it, which is empty where there is none."""

    mark: str
    weight: Decimal | None
    phrase: Phrase
    feedback: Phrase


class Body(NamedTuple):
    """What stands between the braces."""

    kind: Literal["essay", "truth", "number", "answers"]
    is_true: bool
    answers: Sequence[Marked]
    feedback: Sequence[Phrase]
    general: Phrase


class Parsed(NamedTuple):
    """A whole question; one without braces asks nothing."""

    markup: Markup
    prompt: str
    body: Body | None


def blocks(text: str) -> list[Block]:
    """Everything in the file that is meant as a question; raises `Unreadable` for too much."""
    found = list(_blocks(text))
    if sum(block.signs for block in found) > MOST_SIGNS_OF_ALL:
        raise Unreadable(N_("The file holds too many questions and answers: take it in parts"))
    return found


def question(block: Block) -> Foreign | Refused:
    """The question of a block, or why nobody can read it."""
    if len(block.text) > LONGEST_QUESTION or block.signs > MOST_SIGNS:
        return Refused(block.line, Remark(N_("It is too long for a question")))
    try:
        return _foreign(_parsed(block.text), block)
    except UnexpectedInput as error:
        return _unreadable(error, block)
    except CannotTake as reason:
        return Refused(block.line, reason.remark)


def _blocks(text: str) -> Iterator[Block]:
    collected: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        bare = line.strip(SPACE)
        if bare and not bare.startswith(CATEGORY):
            collected.append(bare)
            continue
        if collected:
            yield from _block(number - len(collected), collected)
        collected = []


def _block(line: int, lines: Sequence[str]) -> Iterator[Block]:
    comments = [text for text in lines if text.startswith(COMMENT)]
    kept = "\n".join("" if text.startswith(COMMENT) else text for text in lines)
    text = kept.lstrip(SPACE)
    if text:
        yield Block(line + kept[: len(kept) - len(text)].count("\n"), text.rstrip(SPACE), comments)


def _unreadable(error: UnexpectedInput, block: Block) -> Refused:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return Refused(block.line, Remark(N_("The braces around the answers are not closed")))
    at = error.pos_in_stream or 0
    shown = block.text[at : at + SHOWN].partition("\n")[0]
    message = N_("The question cannot be read from here on: %(text)s")
    line = block.line + block.text.count("\n", 0, at)
    return Refused(line, Remark(message, {"text": shown}))


class _Reader(Transformer[Token, Parsed]):
    """Turns the tree of the grammar into what its parts mean."""

    def start(self, parts: list[Any]) -> Parsed:
        shape = next((part for part in parts if _is(part, "FORMAT")), None)
        prompt, *tail = (part for part in parts if type(part) is str)
        text = f"{prompt}{BLANK}{tail[0]}" if tail and tail[0].strip(SPACE) else prompt
        body = next((part for part in parts if isinstance(part, Body)), None)
        return Parsed(markup(shape) if shape else DEFAULT, unescaped(text), body)

    def prompt(self, parts: list[Token]) -> str:
        return "".join(parts)

    tail = prompt

    def essay(self, parts: list[Any]) -> Body:
        return _body("essay", parts)

    def truth(self, parts: list[Any]) -> Body:
        return _body("truth", parts)

    def number(self, parts: list[Any]) -> Body:
        return _body("number", parts)

    def answers(self, parts: list[Any]) -> Body:
        return _body("answers", parts)

    def bare(self, parts: list[Any]) -> Marked:
        return _marked("", None, parts)

    def answer(self, parts: list[Any]) -> Marked:
        weight = next((part for part in parts if _is(part, "WEIGHT")), None)
        percent = Decimal(weight.strip(SPACE).strip("%")) if weight else None
        return _marked(parts[0][0], percent, parts)

    def phrase(self, parts: list[Token]) -> Phrase:
        shape = markup(parts[0]) if _is(parts[0], "FORMAT") else None
        return Phrase("".join(parts[1:] if shape else parts), shape)

    def feedback(self, parts: list[Phrase]) -> tuple[str, Phrase]:
        return "feedback", parts[0] if parts else NOTHING_SAID

    def general(self, parts: list[Phrase]) -> tuple[str, Phrase]:
        return "general", parts[0] if parts else NOTHING_SAID


PARSER: Final = Lark.open(str(GRAMMAR), parser="lalr", transformer=_Reader())


def _parsed(text: str) -> Parsed:
    return cast("Parsed", PARSER.parse(text))


def _is(part: object, kind: str) -> bool:
    return isinstance(part, Token) and part.type == kind


def _named(parts: list[Any], name: str) -> list[Phrase]:
    return [part[1] for part in parts if type(part) is tuple and part[0] == name]


def _marked(mark: str, weight: Decimal | None, parts: list[Any]) -> Marked:
    phrase = next((part for part in parts if isinstance(part, Phrase)), NOTHING_SAID)
    return Marked(mark, weight, phrase, next(iter(_named(parts, "feedback")), NOTHING_SAID))


def _body(kind: Literal["essay", "truth", "number", "answers"], parts: list[Any]) -> Body:
    return Body(
        kind,
        is_true=any(_is(part, "TRUTH") and part.startswith("T") for part in parts),
        answers=[part for part in parts if isinstance(part, Marked)],
        feedback=_named(parts, "feedback"),
        general=next(iter(_named(parts, "general")), NOTHING_SAID),
    )


def _foreign(parsed: Parsed, block: Block) -> Foreign:
    if parsed.body is None:
        raise CannotTake(N_("It asks nothing: there are no braces with answers"))
    kind, content = _content(parsed.body, parsed.markup)
    name, tags = name_and_tags(block.comments)
    return Foreign(
        line=block.line,
        kind=kind,
        prompt=Words(parsed.prompt, parsed.markup),
        explanation=parsed.body.general.words(parsed.markup),
        name=name,
        tags=tags,
        **content,
    )


def _content(body: Body, shape: Markup) -> tuple[Kind, dict[str, Any]]:
    """The kind of question, told by the signs before its answers as Moodle tells it."""
    marks = {answer.mark for answer in body.answers}
    if body.kind == "essay":
        return "essay", {}
    if body.kind == "truth":
        return "true-false", {"answers": _truth(body, shape)}
    if body.kind == "number":
        return "number", {"answers": [_number(answer, shape) for answer in body.answers]}
    if "~" in marks:
        answers = [_choice(answer, shape) for answer in body.answers]
        return "choice", {"answers": answers, "takes_several": "=" not in marks}
    if any(answer.phrase.has_arrow for answer in body.answers):
        return "matching", {"pairs": [_pair(answer, shape) for answer in body.answers]}
    if marks == {""} and body.answers[0].phrase.raw.startswith(">"):
        raise CannotTake(N_("Putting in order is not part of GIFT: use Moodle XML"))
    return "short-answer", {"answers": [_short(answer, shape) for answer in body.answers]}


def _truth(body: Body, shape: Markup) -> list[Answer]:
    wrong, right, *_ = (*(phrase.words(shape) for phrase in body.feedback), *2 * [Words("", shape)])
    is_true = body.is_true
    return [
        Answer(Words("true", "plain"), FULL if is_true else NOTHING, right if is_true else wrong),
        Answer(Words("false", "plain"), NOTHING if is_true else FULL, wrong if is_true else right),
    ]


def _choice(answer: Marked, shape: Markup) -> Answer:
    usual = FULL if answer.mark == "=" else NOTHING
    percent = usual if answer.weight is None or answer.mark == "=" else answer.weight
    return Answer(answer.phrase.words(shape), percent, answer.feedback.words(shape))


def _pair(answer: Marked, shape: Markup) -> Pair:
    if not answer.phrase.has_arrow:
        raise CannotTake(N_("A pair lacks the arrow between its halves"))
    left, right = answer.phrase.halves
    return Pair(left.words(shape), right.words(shape))


def _short(answer: Marked, shape: Markup) -> Answer:
    percent = FULL if answer.weight is None else answer.weight
    return Answer(answer.phrase.words("plain"), percent, answer.feedback.words(shape))


def _number(answer: Marked, shape: Markup) -> Answer:
    if answer.mark == "~":
        return Answer(Words("*", "plain"), NOTHING, answer.feedback.words(shape))
    text = unescaped(answer.phrase.raw)
    value, _, tolerance = text.partition(":")
    found = _short(answer, shape)
    return found._replace(words=Words(value, "plain"), tolerance=tolerance)
