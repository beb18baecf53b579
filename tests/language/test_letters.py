"""Each text is written with the letters and signs of its own language."""

import re
import string

import pytest

from app.core.text import KAZAKH_ALPHABET
from tests.language import texts
from tests.language.texts import Said

RUSSIAN_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = {"kk": set(KAZAKH_ALPHABET), "ru": set(RUSSIAN_ALPHABET)}
LATIN = set(string.ascii_lowercase)
OWN_NAME = "Қалқан"
"""The name of the system is the same in every language."""
WORD = re.compile(r"[^\W\d_]+")


def faults(said):
    """What is wrong with the letters of a text."""
    allowed = LETTERS[said.language] | (LETTERS["kk"] if texts.is_note(said) else set())
    for word in WORD.findall(said.plain.replace(OWN_NAME, "")):
        letters = set(word.lower())
        if letters & LATIN and letters - LATIN:
            yield f"two alphabets in {word!r}"
        elif strange := letters - allowed - LATIN:
            yield f"foreign letter {''.join(sorted(strange))!r} in {word!r}"
    for sign in "\"'“”„`":
        if sign in said.plain:
            yield f"quotation mark {sign}"


@pytest.mark.parametrize(
    ("language", "text", "what"),
    [
        ("kk", "Сәлем, cөз", "two alphabets"),
        ("kk", "Қаɵіп", "foreign letter"),
        ("ru", "Бiлiм", "two alphabets"),
        ("ru", "Оқу", "foreign letter"),
        ("ru", 'Так называемый "форум"', "quotation mark"),
    ],
)
def test_the_judge_finds_a_planted_fault(language, text, what):
    assert any(what in fault for fault in faults(Said("sample", language, text)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "«Әділ» форум: PRI-дің 763-і, %(name)s"),
        ("ru", "Съезд «PRI», ёлка, %(num)d %%"),
        ("ru", 'Қалқан: знак (")'),
    ],
)
def test_the_judge_invents_no_fault(language, text):
    assert list(faults(Said("sample", language, text))) == []


def test_no_text_mixes_alphabets_or_borrows_letters_or_quotes_with_straight_marks():
    found = [f"{said.where}: {fault}" for said in texts.everything() for fault in faults(said)]
    assert found == []
