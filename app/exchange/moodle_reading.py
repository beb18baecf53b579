"""Moodle XML, read question by question."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from app.core.errors import N_
from app.exchange import xml_tree
from app.exchange.foreign import (
    SILENCE,
    Answer,
    Foreign,
    Kind,
    Markup,
    Pair,
    Words,
)
from app.exchange.report import CannotTake, Refused, Remark, Unreadable
from app.exchange.xml_tree import Element

ROOT: Final = "quiz"
MARKUPS: Final[dict[str, Markup]] = {
    "html": "html",
    "markdown": "markdown",
    "plain_text": "plain",
    "moodle_auto_format": "moodle",
}
KINDS: Final[dict[str, Kind]] = {
    "multichoice": "choice",
    "truefalse": "true-false",
    "matching": "matching",
    "match": "matching",
    "ordering": "ordering",
    "shortanswer": "short-answer",
    "numerical": "number",
    "essay": "essay",
}
LONGEST_SHARE: Final = 20
NO: Final = frozenset({"0", "false", ""})
EMBEDDED: Final = ("file", "image", "image_base64")
LEFT_OUT: Final = {
    "hint": N_("Hints for further tries are left out"),
    "correctfeedback": N_("What is told about the answer as a whole is left out"),
    "partiallycorrectfeedback": N_("What is told about the answer as a whole is left out"),
    "incorrectfeedback": N_("What is told about the answer as a whole is left out"),
    "responsetemplate": N_("The text that stands in the answer from the beginning is left out"),
}


def questions(text: str) -> list[Element]:
    """The elements that stand for questions; raises `Unreadable`."""
    root = xml_tree.parse(text)
    if root.tag != ROOT:
        message = N_("The file is XML, but not Moodle's: its root is <%(tag)s>, not <quiz>")
        raise Unreadable(message, line=root.line, tag=root.tag)
    return [found for found in root.all("question") if found.attributes.get("type") != "category"]


def question(element: Element) -> Foreign | Refused:
    """The question of an element, or why there is none of ours for it."""
    try:
        return _foreign(element)
    except CannotTake as reason:
        return Refused(reason.line or element.line, reason.remark)


def _foreign(element: Element) -> Foreign:
    kind = KINDS.get(element.attributes.get("type", ""))
    if kind is None:
        message = N_("Questions of the kind “%(kind)s” do not exist here")
        raise CannotTake(message, kind=element.attributes.get("type", ""))
    _refuse_embedded(element)
    prompt = _words(element.one("questiontext"), "html")
    return Foreign(
        line=element.line,
        kind=kind,
        prompt=prompt,
        explanation=_words(element.one("generalfeedback"), prompt.markup),
        name=element.said("idnumber"),
        tags=list(_tags(element)),
        remarks=list(_remarks(element)),
        **_content(kind, element, prompt.markup),
    )


def _content(kind: Kind, element: Element, usual: Markup) -> dict[str, Any]:
    """What is particular to the kind; `usual` is the markup of texts that say none."""
    if kind == "matching":
        return {"pairs": [_pair(found, usual) for found in element.all("subquestion")]}
    if kind == "essay":
        _refuse_attachments(element)
        return {"rubric": _words(element.one("graderinfo"), usual)}
    is_plain = kind in ("short-answer", "number", "true-false")
    shape: Markup = "plain" if is_plain else usual
    answers = [_answer(found, usual, shape) for found in element.all("answer")]
    if kind == "true-false":
        return {"answers": _truth(answers)}
    if kind == "choice":
        single = element.said("single", "true").casefold()
        return {"answers": answers, "takes_several": single in NO}
    if kind == "short-answer" and element.said("usecase") not in NO:
        raise CannotTake(N_("Capitals make a difference in its answers; here they never do"))
    if kind == "number":
        _refuse_units(element)
    return {"answers": answers}


def _answer(element: Element, usual: Markup, shape: Markup) -> Answer:
    text = element.one("text")
    # Moodle before 1.9 wrote the words of an answer without an element of their own.
    words = Words((text or element).text, MARKUPS.get(element.attributes.get("format", ""), shape))
    return Answer(
        words._replace(markup="plain") if shape == "plain" else words,
        _percent(element),
        _words(element.one("feedback"), usual),
        element.said("tolerance"),
    )


def _percent(element: Element) -> Decimal:
    text = element.attributes.get("fraction", "0").strip()
    try:
        percent = Decimal(text) if len(text) <= LONGEST_SHARE else None
    except InvalidOperation:
        percent = None
    if percent is None or not percent.is_finite():
        message = N_("“%(text)s” is no share of the point")
        raise CannotTake(message, line=element.line, text=text[:LONGEST_SHARE])
    return percent


def _truth(answers: list[Answer]) -> list[Answer]:
    named = {answer.words.text.strip().casefold(): answer for answer in answers}
    if set(named) != {"true", "false"}:
        raise CannotTake(N_("The answers are not “true” and “false”"))
    return [named["true"], named["false"]]


def _pair(element: Element, usual: Markup) -> Pair:
    answer = element.one("answer")
    right = (answer.one("text") or answer).text if answer else ""
    return Pair(_words(element, usual), Words(right, "plain"))


def _words(element: Element | None, usual: Markup) -> Words:
    if element is None:
        return SILENCE
    text = element.one("text")
    return Words(
        text.text if text else "", MARKUPS.get(element.attributes.get("format", ""), usual)
    )


def _tags(element: Element) -> Iterator[str]:
    for found in element.all("tags"):
        for tag in found.all("tag"):
            yield tag.said("text") or tag.text.strip()


def _remarks(element: Element) -> Iterator[Remark]:
    for tag, message in LEFT_OUT.items():
        if any(found.said("text") for found in element.all(tag)):
            yield Remark(message)


def _refuse_embedded(element: Element) -> None:
    for child in element.children:
        if child.tag in EMBEDDED and (child.text.strip() or child.attributes):
            message = N_(
                "It holds a file; pictures and other files cannot be taken with a question"
            )
            raise CannotTake(message, line=child.line)
        _refuse_embedded(child)


def _refuse_attachments(element: Element) -> None:
    needs_file = element.said("attachmentsrequired") not in NO
    if needs_file or element.said("responseformat") == "noinline":
        raise CannotTake(N_("The answer is a file; here an answer is written"))


def _refuse_units(element: Element) -> None:
    units = element.one("units")
    if units is not None and units.one("unit") is not None:
        raise CannotTake(N_("The number has a unit: write it into the question"), line=units.line)
