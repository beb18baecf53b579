"""The rules of writing that hold for every text, whatever it is about."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.core.errors import N_


class Fault(NamedTuple):
    """What is wrong in one text; the line counts from 0 within the text."""

    message: str
    values: dict[str, object]
    line: int = 0


WORD: Final = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u052f]+")
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")
LOOK_ALIKE: Final = re.compile(
    "[\u018f\u0259\u019f\u0275\u00a5\u0490\u0491\u04c3\u04c4\u04c7\u04c8\u0138\u0398\u03b8]"
)
INVISIBLE: Final = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]"
)
LINK_TARGET: Final = re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s)»>]+")

PATTERNS: Final = (
    (re.compile(r'"'), N_('A straight quotation mark ("): write « » instead')),
    (re.compile(r"(?<=\S)[ \u00a0]{2,}"), N_("Two spaces after one another: keep one")),
    (re.compile(r"[ \u00a0][,.](?!\w)"), N_("A space before a comma or full stop: take it away")),
    (
        re.compile(r"(?<=[^\s>])[ \u00a0]-[ \u00a0](?=\S)"),
        N_("A hyphen as a dash: write « – » instead"),
    ),
    (re.compile(r"—"), N_("A long dash (—): write « – » with spaces instead")),
    (re.compile(r"\d\.\d+[ \u00a0]?%"), N_("A decimal point: write a decimal comma instead")),
)


def faults(text: str, language: str = "") -> Iterator[Fault]:
    """Everything that breaks a rule of writing in a plain or Markdown text."""
    if text != text.strip():
        yield Fault(N_("The text begins or ends with a space or an empty line: take it away"), {})
    if not unicodedata.is_normalized("NFC", text):
        yield Fault(N_("A letter is made of two characters: write the text again in form NFC"), {})
    for found in INVISIBLE.finditer(text):
        message = N_("An invisible character (U+%(code)s): take it away")
        yield _fault(message, text, found, code=f"{ord(found[0]):04X}")
    visible = ADDRESS.sub("0", LINK_TARGET.sub("", text))
    for pattern, message in PATTERNS:
        for found in pattern.finditer(visible):
            yield _fault(message, visible, found)
    for found in LOOK_ALIKE.finditer(visible):
        message = N_("“%(letter)s” only looks like a letter of our alphabet: type it anew")
        yield _fault(message, visible, found, letter=found[0])
    yield from _mixed_words(visible, language)


def _mixed_words(text: str, language: str) -> Iterator[Fault]:
    for found in WORD.finditer(text):
        word = LOOK_ALIKE.sub("", found[0])
        latin = "".join(dict.fromkeys(LATIN.findall(word)))
        if latin and CYRILLIC.search(word):
            message = N_("“%(word)s” mixes Latin (%(latin)s) and Cyrillic letters: type it anew")
            yield _fault(message, text, found, word=found[0], latin=latin)
        elif word == "i" and language == "kk":
            message = N_("A single Latin letter “i” in a Kazakh text: type it anew")
            yield _fault(message, text, found)


def _fault(message: str, text: str, found: re.Match[str], **values: object) -> Fault:
    return Fault(message, values, text.count("\n", 0, found.start()))


def folded(text: str) -> str:
    """A written answer without what makes no difference: capitals, ё or е, and spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(plain.split())
