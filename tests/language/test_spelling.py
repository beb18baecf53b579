"""Every word of the courses and of the interface is in a dictionary or in a list of ours.

The lists in `words/` hold what the dictionaries do not know: terms, names, places, and inflected
forms; `python -m tests.language.words` keeps them. An entry in small letters also stands for the
word at the beginning of a sentence.
"""

import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from app.core.text import LANGUAGES
from tests.language import texts

pytestmark = pytest.mark.spelling

WORDS = Path(__file__).parent / "words"
KINDS = ("terms", "names", "places", "forms")
DICTIONARIES = {"kk": "kk_KZ", "ru": "ru_RU"}


def test_the_judge_knows_right_from_wrong():
    assert unknown({"қызметкер", "қызмтекер"}, "kk") == {"қызмтекер"}
    assert unknown({"сотрудник", "сотрудинк"}, "ru") == {"сотрудинк"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_spelled_right(language):
    found = wrong(language)
    places = {
        word: said.where
        for said in texts.everything()
        if said.language == language
        for word in found.intersection(said.words)
    }
    assert places == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_sorted_and_say_nothing_twice(language):
    for kind in KINDS:
        entries = listed(kind, language)
        assert list(entries) == sorted(entries), kind
    counts = Counter(word.lower() for kind in KINDS for word in listed(kind, language))
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_of_the_lists_is_unused(language):
    assert sorted(all_listed(language) - seen(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_of_the_lists_is_in_the_dictionary(language):
    entries = all_listed(language)
    assert sorted(entries - unknown(entries, language)) == []


def other(language):
    return next(code for code in LANGUAGES if code != language)


def wrong(language):
    """The words that nobody knows; notes for reviewers may quote the other language."""
    found = not_listed(used(language), language)
    return found - (words_of_notes(language) - not_listed(found, other(language)))


def seen(language):
    """The words that the lists of a language may be there for."""
    words = used(language) | words_of_notes(other(language))
    return words | {word.lower() for word in words}


def not_listed(words, language):
    """The words that neither the dictionary nor a list of ours has."""
    known = all_listed(language)
    return {word for word in unknown(words, language) if not {word, word.lower()} & known}


@cache
def used(language):
    return {word for said in texts.everything() if said.language == language for word in said.words}


@cache
def words_of_notes(language):
    return {
        word
        for said in texts.of_courses()
        if said.language == language and texts.is_note(said)
        for word in said.words
    }


@cache
def listed(kind, language):
    return tuple((WORDS / f"{kind}.{language}.txt").read_text("utf-8").split())


@cache
def all_listed(language):
    return frozenset(word for kind in KINDS for word in listed(kind, language))


def unknown(words, language):
    """The words that the dictionary does not know, in one call."""
    done = subprocess.run(
        ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[language], "-l"],
        input="\n".join(sorted(words)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.split())
