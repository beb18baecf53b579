"""Questions written as GIFT; reading it gives the same questions, save what `carrying` tells."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from app.core.text import Localized
from app.courses.document.questions import (
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
from app.exchange.gift_phrases import escaped
from app.exchange.plain import as_html, printable
from app.exchange.shares import shares
from app.exchange.written_answers import as_pattern


def written(questions: Iterable[Question]) -> str:
    """The questions as a file; each must be one that GIFT can carry."""
    return "".join("\n".join(_lines(question)) + "\n\n" for question in questions)


def _lines(question: Question) -> Iterator[str]:
    notes = " ".join(f"[tag:{tag}]" for tag in labels.tags(question))
    yield f"// [id:{question.id}] {notes}"
    mark = "{#" if isinstance(question, Number) else "{"
    yield f"::{question.id}::[html]{_html(question.prompt)}{mark}"
    yield from (f"\t{line}" for line in _answers(question))
    if question.explanation.kk or question.explanation.ru:
        yield f"\t####{_html(question.explanation)}"
    yield "}"


def _answers(question: Question) -> Iterator[str]:
    match question:
        case SingleChoice() | MultipleChoice():
            return _choice(question)
        case TrueFalse():
            return _truth(question)
        case Matching():
            return _matching(question)
        case ShortAnswer():
            return _short(question)
        case Number():
            return _number(question)
        case OpenAnswer():
            return iter(())
        case Ordering() | Sorting():
            raise ValueError(question.kind)
        case _:
            assert_never(question)


def _choice(question: SingleChoice | MultipleChoice) -> Iterator[str]:
    marks = (
        ["=" if option.correct else "~" for option in question.options]
        if isinstance(question, SingleChoice)
        else [f"~%{share}%" for share in shares(question)]
    )
    for mark, option in zip(marks, question.options, strict=True):
        yield f"{mark}{_html(option.text)}{_told(option.feedback)}"


def _truth(question: TrueFalse) -> Iterator[str]:
    right, wrong = question.when_true, question.when_false
    if not question.correct:
        right, wrong = wrong, right
    yield f"{str(question.correct).upper()}#{_html(wrong)}#{_html(right)}"


def _matching(question: Matching) -> Iterator[str]:
    for pair in question.pairs:
        yield f"={_html(pair.left)} -> {_plain(pair.right)}"
    for extra in question.distractors:
        yield f"= -> {_plain(extra.text)}"


def _short(question: ShortAnswer) -> Iterator[str]:
    for variant in (*question.accepted.kk, *question.accepted.ru):
        pattern = escaped(as_pattern(printable(variant)))
        yield f"=%100%{pattern}{_told(question.when_right)}"
    if told := _told(question.when_wrong):
        yield f"=%0%*{told}"


def _number(question: Number) -> Iterator[str]:
    yield f"=%100%{question.answer!r}:{question.tolerance!r}{_told(question.when_right)}"
    if told := _told(question.when_wrong):
        yield f"~{told}"


def _told(feedback: Localized) -> str:
    return f"#{words}" if (words := _html(feedback)) else ""


def _html(text: Localized) -> str:
    both = Localized(as_html(text.kk), as_html(text.ru))
    words = languages.joined(both)
    # At the beginning of an answer a bracket could be taken for its markup.
    return escaped("&#91;" + words[1:] if words.startswith("[") else words)


def _plain(text: Localized) -> str:
    return escaped(languages.joined(Localized(printable(text.kk), printable(text.ru))))
