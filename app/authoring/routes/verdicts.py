"""What the statistics of a question mean, in words, and what to do about it."""

from collections.abc import Sequence
from textwrap import shorten
from typing import NamedTuple

from flask_babel import force_locale, lazy_gettext, ngettext
from flask_babel import gettext as _

from app.assessment import responses
from app.assessment.fairness import Difference
from app.assessment.items import Finding, Item
from app.assessment.statistics import LEAST_ANSWERS
from app.core.text import Language, current_language
from app.courses.document.questions import (
    Category,
    Choosable,
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

ADVICE = {
    Finding.TOO_FEW: lazy_gettext(
        "Wait for more answers: now the figures say more about chance than about the question."
    ),
    Finding.LANGUAGES: lazy_gettext(
        "Compare the two wordings, the options too, with somebody who reads both languages well:"
        " people of equal score answer this question differently in the two languages."
    ),
    Finding.NEGATIVE: lazy_gettext(
        "Those who know more answer it worse. Check the key first, then whether the wording can be"
        " understood in two ways."
    ),
    Finding.STRONG_WRONG: lazy_gettext(
        "Check the key. If it is right, the lesson leaves this mistake standing: explain it there."
    ),
    Finding.VERY_HARD: lazy_gettext(
        "Check the key and the wording. If both are right, the lesson does not teach it yet."
    ),
    Finding.LOW: lazy_gettext(
        "The question hardly tells who knows from who does not. Make its wording clearer and its"
        " wrong options more like the mistakes that people make."
    ),
    Finding.VERY_EASY: lazy_gettext(
        "Keep it if everybody must know it; otherwise ask for more than it asks now."
    ),
    Finding.UNUSED: lazy_gettext(
        "An option that nobody takes only has to be read. Put a mistake there that people make."
    ),
}

LONGEST_NAME = 60
GRAVE = {Finding.LANGUAGES, Finding.NEGATIVE, Finding.STRONG_WRONG}


class Verdict(NamedTuple):
    """A finding as a short sentence, and what to do; `is_grave` asks to be looked at first."""

    text: str
    advice: str
    is_grave: bool


def verdicts(item: Item, language: Language | None) -> list[Verdict]:
    """What is to be looked at, the gravest first."""
    return [
        Verdict(_sentence(finding, item, language), str(ADVICE[finding]), finding in GRAVE)
        for finding in item.findings(language)
    ]


def _sentence(finding: Finding, item: Item, language: Language | None) -> str:
    match finding:
        case Finding.TOO_FEW:
            answered = item.figures(language).sums.answered
            return _("Too few answers to judge: %(num)d", num=answered)
        case Finding.LANGUAGES:
            return harder(item.difference) if item.difference else ""
        case Finding.NEGATIVE:
            return _("Negative discrimination")
        case Finding.STRONG_WRONG:
            names = _names(item, item.strong_wrong(language))
            return _(
                "A wrong option is chosen more often than a right one: %(options)s", options=names
            )
        case Finding.VERY_HARD:
            return _("Very hard, hardly better than guessing")
        case Finding.LOW:
            return _("Low discrimination")
        case Finding.VERY_EASY:
            return _("Very easy")
        case Finding.UNUSED:
            names = _names(item, item.unused(language))
            return _("Nobody chose: %(options)s", options=names)


def harder(difference: Difference) -> str:
    """In which language the question is harder for people of equal score."""
    if difference.delta < 0:
        return _("Harder in Kazakh than in Russian")
    return _("Harder in Russian than in Kazakh")


def between_languages(item: Item) -> str:
    """What the test of the two languages says, in a sentence or two."""
    found = item.difference
    if found is None:
        return ngettext(
            "Not tested: each language needs at least %(num)d answer, and right and wrong ones"
            " among people of equal score.",
            "Not tested: each language needs at least %(num)d answers, and right and wrong ones"
            " among people of equal score.",
            LEAST_ANSWERS,
        )
    if found.is_flagged:
        return _(
            "%(harder)s: the difference is large (class C) and is no chance.", harder=harder(found)
        )
    match found.category:
        case "A":
            return _("No difference that matters was found (class A).")
        case "B":
            return _(
                "%(harder)s: the difference is moderate (class B). Look at the wording when you"
                " next change the question.",
                harder=harder(found),
            )
        case "C":
            return _(
                "%(harder)s: the difference is large (class C), but with so many questions tested"
                " at once it may be chance. Look again when there are more answers.",
                harder=harder(found),
            )


def pick_words(question: Question, pick: str, language: Language) -> str:
    """What was picked, as the question calls it in this language."""
    thing, place = next(iter(responses.placed([pick]).items()), ("", ""))
    match question:
        case SingleChoice() | MultipleChoice():
            return _text(question.options, pick, language)
        case TrueFalse():
            with force_locale(language):
                return _("This is true") if pick == "true" else _("This is not true")
        case Matching():
            side = _text(question.choices, place, language)
            return f"{_text(question.items, thing, language)} → {side}"
        case Ordering():
            return f"{place}. {_text(question.choices, thing, language)}"
        case Sorting():
            group = _text(question.categories, place, language)
            return f"{_text(question.items, thing, language)} → {group}"
        case ShortAnswer() | Number() | OpenAnswer():
            return pick


def _text(things: Sequence[Choosable | Category], thing_id: str, language: Language) -> str:
    return next(thing.text for thing in things if thing.id == thing_id).pick(language)


def _names(item: Item, picks: list[str]) -> str:
    language = current_language.get()
    names = (pick_words(item.question, pick, language) for pick in picks)
    return "; ".join(shorten(name, LONGEST_NAME, placeholder="…") for name in names)
