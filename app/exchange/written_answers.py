"""Answers that the learner writes: which words and numbers are right, and what tells the rest."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from app.core.errors import N_
from app.courses.document.questions import Accepted
from app.courses.layout import tidy
from app.exchange.foreign import CATCH_ALL, FULL, NOTHING, SILENCE, Answer, Words
from app.exchange.plain import printable
from app.exchange.report import CannotTake

LONGEST_VARIANT: Final = 100
MOST_VARIANTS: Final = 20
LONGEST_NUMBER: Final = 40
ESCAPED: Final = "\\*"
RANGE: Final = ".."


class Sorted(NamedTuple):
    """The right answers, what is told of a wrong one, and whether a wrong one had its own words."""

    right: list[Answer]
    when_wrong: Words
    has_others: bool


def accepted(answers: Sequence[Answer]) -> Sorted:
    """The answers by what they earn.

    Raises `CannotTake` where one earns part of the point, every one is right, or none is.
    """
    others = [answer for answer in answers if answer.words.text.strip() == CATCH_ALL]
    listed = [answer for answer in answers if answer not in others]
    right = [answer for answer in listed if answer.percent > NOTHING]
    if any(answer.percent < FULL for answer in right):
        raise CannotTake(N_("An answer earns part of the point; here it is right or wrong"))
    if any(answer.percent > NOTHING for answer in others):
        raise CannotTake(N_("Whatever is written is right: mark it as an open answer here"))
    if not right:
        raise CannotTake(N_("No answer is right"))
    when_wrong = others[0].feedback if others else SILENCE
    return Sorted(right, when_wrong, len(right) < len(listed))


def by_language(right: Sequence[Answer], in_kazakh: int) -> Accepted:
    """The accepted answers; the first `in_kazakh` are Kazakh, 0 where nobody knows.

    Whoever knows no language lists each answer in both: each is right for every reader anyway.
    """
    variants = [_variant(answer.words.text) for answer in right]
    if 0 < in_kazakh < len(variants):
        kk, ru = variants[:in_kazakh], variants[in_kazakh:]
    else:
        kk = ru = list(dict.fromkeys(variants))
    if max(len(kk), len(ru)) > MOST_VARIANTS:
        raise CannotTake(N_("More than %(count)d answers are right"), count=MOST_VARIANTS)
    return Accepted(kk=kk, ru=ru)


def as_pattern(variant: str) -> str:
    """An accepted answer in which no asterisk stands for anything else."""
    return variant.replace(CATCH_ALL, ESCAPED)


def number(answer: Answer) -> tuple[int | float, int | float]:
    """The number and its tolerance; raises `CannotTake`."""
    lower, dots, upper = answer.words.text.partition(RANGE)
    if dots:
        least, greatest = _decimal(lower), _decimal(upper)
        if least > greatest:
            raise CannotTake(N_("The range of numbers ends before it begins"))
        middle = (least + greatest) / 2
        return _shortest(middle), _shortest(greatest - middle)
    tolerance = _value(answer.tolerance or "0")
    if tolerance < 0:
        raise CannotTake(N_("The tolerance of a number is negative"))
    return _value(answer.words.text), tolerance


def _variant(text: str) -> str:
    unstarred = text.replace(ESCAPED, "")
    if CATCH_ALL in unstarred:
        raise CannotTake(
            N_("An asterisk stands for any words; here every accepted answer is listed")
        )
    variant = tidy(printable(text.replace(ESCAPED, CATCH_ALL)))
    if not 0 < len(variant) <= LONGEST_VARIANT:
        message = N_("An accepted answer is empty or longer than %(count)d characters")
        raise CannotTake(message, count=LONGEST_VARIANT)
    return variant


def _value(text: str) -> int | float:
    """The number as it is written: whole without a decimal mark or an exponent."""
    decimal = _decimal(text)
    is_whole = text.strip().lstrip("+-").isdecimal()
    return int(decimal) if is_whole else float(decimal)


def _shortest(decimal: Decimal) -> int | float:
    return int(decimal) if decimal == decimal.to_integral_value() else float(decimal)


def _decimal(text: str) -> Decimal:
    plain = text.strip().replace(",", ".")
    try:
        read = Decimal(plain) if plain.isascii() and len(plain) <= LONGEST_NUMBER else None
    except InvalidOperation:
        read = None
    if read is None or not read.is_finite() or abs(read.adjusted()) > LONGEST_NUMBER:
        raise CannotTake(N_("“%(text)s” is not a number"), text=plain[:LONGEST_NUMBER])
    return read
