"""Questions written as Moodle XML; reading it gives the same, save what `carrying` tells."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from app.core.text import Localized
from app.courses.document.questions import (
    NO_WORDS,
    Matching,
    MultipleChoice,
    Number,
    OpenAnswer,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from app.exchange import labels, languages
from app.exchange.plain import as_html, printable
from app.exchange.shares import shares
from app.exchange.written_answers import as_pattern

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
HTML = ' format="html"'


def written(questions: Iterable[Question]) -> str:
    """The questions as a file; each must be one that Moodle XML can carry."""
    return HEAD + "".join(_question(question) for question in questions) + "</quiz>\n"


def _question(question: Question) -> str:
    kind, parts = _content(question)
    tags = "".join(_element("tag", _text(tag)) for tag in labels.tags(question))
    lines = [
        _element("name", _text(question.id)),
        _said("questiontext", question.prompt),
        _said("generalfeedback", question.explanation),
        _element("defaultgrade", "1"),
        _element("idnumber", question.id),
        *parts,
        _element("tags", tags),
    ]
    inner = "".join(f"    {line}\n" for line in lines)
    return f'  <question type="{kind}">\n{inner}  </question>\n'


def _content(question: Question) -> tuple[str, Iterator[str]]:
    match question:
        case SingleChoice() | MultipleChoice():
            return "multichoice", _choice(question)
        case TrueFalse():
            return "truefalse", _truth(question)
        case Matching():
            return "matching", _matching(question)
        case Ordering():
            return "ordering", _ordering(question)
        case ShortAnswer():
            return "shortanswer", _short(question)
        case Number():
            return "numerical", _number(question)
        case OpenAnswer():
            return "essay", _open(question)
        case Sorting():
            raise ValueError(question.kind)
        case _:
            assert_never(question)


def _choice(question: SingleChoice | MultipleChoice) -> Iterator[str]:
    is_single = isinstance(question, SingleChoice)
    yield _element("single", str(is_single).lower())
    yield _element("shuffleanswers", "true")
    percents = (
        ["100" if option.correct else "0" for option in question.options]
        if isinstance(question, SingleChoice)
        else shares(question)
    )
    for option, percent in zip(question.options, percents, strict=True):
        yield _answer(percent, _html(option.text), option.feedback, attributes=HTML)


def _truth(question: TrueFalse) -> Iterator[str]:
    yield _answer("100" if question.correct else "0", "true", question.when_true)
    yield _answer("0" if question.correct else "100", "false", question.when_false)


def _matching(question: Matching) -> Iterator[str]:
    yield _element("shuffleanswers", "true")
    sides = [(pair.left, pair.right) for pair in question.pairs]
    for left, right in (*sides, *((NO_WORDS, extra.text) for extra in question.distractors)):
        answer = _element("answer", _text(_plain(right)))
        yield _element("subquestion", _text(_html(left)) + answer, HTML)


def _ordering(question: Ordering) -> Iterator[str]:
    yield _element("layouttype", "VERTICAL")
    yield _element("selecttype", "ALL")
    yield _element("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT")
    for place, item in enumerate(question.items, start=1):
        yield _element("answer", _text(_html(item.text)), f' fraction="{place}"{HTML}')


def _short(question: ShortAnswer) -> Iterator[str]:
    yield _element("usecase", "0")
    for variant in (*question.accepted.kk, *question.accepted.ru):
        yield _answer("100", as_pattern(printable(variant)), question.when_right)
    if question.when_wrong != NO_WORDS:
        yield _answer("0", "*", question.when_wrong)


def _number(question: Number) -> Iterator[str]:
    tolerance = _element("tolerance", repr(question.tolerance))
    yield _answer("100", repr(question.answer), question.when_right, more=tolerance)
    if question.when_wrong != NO_WORDS:
        yield _answer("0", "*", question.when_wrong, more=_element("tolerance", "0"))


def _open(question: OpenAnswer) -> Iterator[str]:
    yield _element("responseformat", "plain")
    yield _element("attachments", "0")
    lines = [(criterion.text, criterion.points) for criterion in question.rubric]
    kk = "\n".join(f"{text.kk} – {points}" for text, points in lines)
    ru = "\n".join(f"{text.ru} – {points}" for text, points in lines)
    yield _said("graderinfo", Localized(kk, ru))


def _answer(
    percent: str, text: str, feedback: Localized, *, attributes: str = "", more: str = ""
) -> str:
    inner = _text(text) + _said("feedback", feedback) + more
    return _element("answer", inner, f' fraction="{percent}"{attributes}')


def _said(tag: str, text: Localized) -> str:
    return _element(tag, _text(_html(text)), HTML)


def _element(tag: str, inner: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _text(text: str) -> str:
    return _element("text", escape(text, quote=False))


def _html(text: Localized) -> str:
    return languages.joined(Localized(as_html(text.kk), as_html(text.ru)))


def _plain(text: Localized) -> str:
    return languages.joined(Localized(printable(text.kk), printable(text.ru)))
