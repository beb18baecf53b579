"""Words that label people or faiths appear nowhere."""

import re
from pathlib import Path

import pytest

from app.core.text import LANGUAGES
from tests.language import texts

WORDS = Path(__file__).parent / "words"
CURRENT = re.compile(r"(?i)\bсалафи")
WHERE_IT_MAY_STAND = " figures "
"""The one lesson that quotes the figures of 2017, with its five warnings."""


def forbidden(language):
    lines = (WORDS / f"forbidden.{language}.txt").read_text("utf-8").splitlines()
    return re.compile(r"(?i)\b(?:" + "|".join(map(re.escape, lines)) + ")")


@pytest.mark.parametrize(("language", "text"), [("kk", "Бұл содырлар"), ("ru", "спецконтингента")])
def test_the_judge_sees_every_form_of_a_word(language, text):
    assert forbidden(language).search(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_a_word_that_labels_people(language):
    pattern = forbidden(language)
    found = [
        f"{said.where}: {word}"
        for said in texts.everything()
        if said.language == language and not texts.is_note(said)
        for word in pattern.findall(said.text)
    ]
    assert found == []


def test_a_religious_current_is_named_only_where_its_figures_are_explained():
    named = {said.where for said in texts.everything() if CURRENT.search(said.text)}
    named = {where for where in named if texts.NOTES not in where}
    assert named
    assert all(WHERE_IT_MAY_STAND in where for where in named), named
