"""A file in, what of it can be taken out; questions in, a file out."""

from collections.abc import Iterable
from typing import Final, TypeVar, assert_never

from app.core.errors import N_
from app.courses.document.questions import Question
from app.exchange import gift_reading, gift_writing, moodle_reading, moodle_writing
from app.exchange.carrying import Format
from app.exchange.foreign import Foreign
from app.exchange.judging import judged
from app.exchange.report import Reading, Refused, Surroundings, Taken, Unreadable

T = TypeVar("T")
LARGEST: Final = 2 * 1024 * 1024
MOST_QUESTIONS: Final = 1000
XML_BEGINS: Final = ("<?xml", "<quiz", "<!")


def read(text: str, around: Surroundings) -> Reading:
    """Every question of a file, sorted into what can be taken and what cannot.

    Raises `Unreadable` where the file as a whole says nothing, or too much.
    """
    found = _found(_within_limits(text))
    results = [one if isinstance(one, Refused) else judged(one, around) for one in found]
    return Reading(
        [result for result in results if isinstance(result, Taken)],
        [result for result in results if isinstance(result, Refused)],
    )


def decoded(data: bytes) -> str:
    """The text of a file; raises `Unreadable` where it is too large or not UTF-8."""
    if len(data) > LARGEST:
        raise Unreadable(N_("The file is larger than %(count)d MB"), count=LARGEST // 1024**2)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = N_("The file is not UTF-8 here: save it as UTF-8")
        raise Unreadable(message, line=line) from error


def written(questions: Iterable[Question], kind: Format) -> bytes:
    """The questions as a file; each must be one without an obstacle in this format."""
    match kind:
        case Format.GIFT:
            return gift_writing.written(questions).encode()
        case Format.MOODLE_XML:
            return moodle_writing.written(questions).encode()
        case _:
            assert_never(kind)


def format_of(text: str) -> Format:
    """The format in which the file is written."""
    return Format.MOODLE_XML if text.lstrip().startswith(XML_BEGINS) else Format.GIFT


def _within_limits(text: str) -> str:
    if len(text) > LARGEST:
        raise Unreadable(N_("The file is larger than %(count)d MB"), count=LARGEST // 1024**2)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(N_("This is no text file"), line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _found(text: str) -> list[Foreign | Refused]:
    if format_of(text) is Format.MOODLE_XML:
        elements = moodle_reading.questions(text)
        return [moodle_reading.question(element) for element in _counted(elements)]
    return [gift_reading.question(block) for block in _counted(gift_reading.blocks(text))]


def _counted(items: list[T]) -> list[T]:
    if not items:
        raise Unreadable(N_("There is no question in the file"))
    if len(items) > MOST_QUESTIONS:
        message = N_("The file holds more than %(count)d questions: take it in parts")
        raise Unreadable(message, count=MOST_QUESTIONS)
    return items
