"""One text in every language of the system."""

import re
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, get_args

Language = Literal["kk", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT_LANGUAGE: Language = "kk"

current_language: ContextVar[Language] = ContextVar("current_language", default=DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in Kazakh and in Russian; `str()` gives the language of the reader."""

    kk: str
    ru: str

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "strict": True}

    def pick(self, language: Language) -> str:
        """The text in `language`, or in the other language where it is still missing."""
        return (self.kk or self.ru) if language == "kk" else (self.ru or self.kk)

    def missing(self) -> tuple[Language, ...]:
        """The languages in which nothing has been written yet."""
        return tuple(language for language in LANGUAGES if not getattr(self, language).strip())

    @property
    def is_complete(self) -> bool:
        return not self.missing()

    def __str__(self) -> str:
        return self.pick(current_language.get())


KAZAKH_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_WEIGHTS = {
    letter: chr(0x61 + index // 26) + chr(0x61 + index % 26)
    for index, letter in enumerate(KAZAKH_ALPHABET)
}


def sort_key(text: str) -> str:
    """An ASCII key whose plain byte order is the order of the Kazakh alphabet.

    The Kazakh alphabet contains the Russian one in the same order, so one key serves both
    languages. Signs sort before digits, digits before Latin, Latin before Cyrillic letters.
    """
    return "".join(_weight(character) for character in text.casefold())


def _weight(character: str) -> str:
    if character in _WEIGHTS:
        return "z" + _WEIGHTS[character]
    if character.isascii() and character.isalpha():
        return "b" + character
    if character.isdigit():
        return "a" + character if character.isascii() else "a0"
    return "0"


_LAST_OF_PLANES = "".join(chr(n << 16 | last) for n in range(17) for last in (0xFFFE, 0xFFFF))
UNPRINTABLE: Final = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]"
)


def printable(text: str) -> str:
    """The text without the characters that neither a page nor a database can keep."""
    return UNPRINTABLE.sub("", text)


def written(text: str) -> str:
    """What somebody wrote in a form, as it is kept: one character for the end of a line.

    A browser counts it as one against `maxlength` and sends two.
    """
    return printable(text).replace("\r\n", "\n").replace("\r", "\n")
