"""Texts in two languages, and names in the order of the Kazakh alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import (
    KAZAKH_ALPHABET,
    LANGUAGES,
    Localized,
    current_language,
    printable,
    sort_key,
    written,
)

SPELLED_OUT = "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я"
letters = st.text(KAZAKH_ALPHABET)
any_text = st.text()


def test_there_are_two_languages_and_kazakh_is_the_first():
    assert LANGUAGES == ("kk", "ru")


def test_a_reader_sees_her_own_language():
    text = Localized("Сәлем", "Привет")
    token = current_language.set("ru")
    assert str(text) == "Привет"
    current_language.reset(token)
    assert str(text) == "Сәлем"


def test_a_reader_sees_the_other_language_where_hers_is_missing():
    assert Localized("", "Привет").pick("kk") == "Привет"
    assert Localized("Сәлем", "").pick("ru") == "Сәлем"


@given(any_text, any_text)
def test_a_text_picks_its_own_words_when_there_are_any(kk: str, ru: str):
    text = Localized(kk, ru)
    assert text.pick("kk") == (kk or ru)
    assert text.pick("ru") == (ru or kk)


def test_an_author_learns_which_language_is_missing():
    assert Localized("Сәлем", " \n").missing() == ("ru",)
    assert Localized("", "").missing() == ("kk", "ru")
    assert Localized("Сәлем", "Привет").missing() == ()


def test_a_text_is_complete_only_with_words_in_both_languages():
    assert Localized("Сәлем", "Привет").is_complete
    assert not Localized("Сәлем", "").is_complete


def test_nobody_can_forget_a_language():
    with pytest.raises(TypeError):
        Localized("Сәлем")


def test_a_text_never_changes_and_equal_texts_are_one_key():
    text = Localized("Сәлем", "Привет")
    with pytest.raises(AttributeError):
        text.kk = "Сау бол"
    assert {text: 1}[Localized("Сәлем", "Привет")] == 1


def test_the_alphabet_is_the_whole_kazakh_one():
    assert list(KAZAKH_ALPHABET) == SPELLED_OUT.split()
    assert len(set(KAZAKH_ALPHABET)) == 42


def test_each_letter_sorts_directly_after_the_one_before_it():
    assert sorted(set(SPELLED_OUT.split()), key=sort_key) == SPELLED_OUT.split()
    assert sorted(set(SPELLED_OUT.upper().split()), key=sort_key) == SPELLED_OUT.upper().split()


def test_russian_keeps_its_own_order_inside_the_kazakh_one():
    russian = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    assert sorted(russian, key=sort_key) == list(russian)


def test_names_stand_where_a_kazakh_reader_looks_for_them():
    names = [
        "Абай", "Ақан", "Әлия", "Бота", "Ғани", "Елена", "Ёлкин", "Жанар", "Кенже", "Қайрат",
        "Нұрлан", "Ңұрт", "Омар", "Өмір", "Уәли", "Ұлан", "Үміт", "Хасен", "Һарун", "Ыбырай",
        "Іңкәр", "Яна",
    ]  # fmt: skip
    assert sorted(set(names), key=sort_key) == names


def test_capitals_do_not_change_the_place_of_a_name():
    assert sort_key("ӘЛИЯ ҒАНИ") == sort_key("әлия ғани")


def test_a_shorter_name_stands_before_a_longer_one():
    assert sort_key("Серік") < sort_key("Серікбай")
    assert sort_key("Ким Анна") < sort_key("Кимов Абай")


def test_signs_stand_before_digits_digits_before_latin_and_latin_before_kazakh():
    assert sorted("аz1-", key=sort_key) == ["-", "1", "z", "а"]


@given(letters, letters)
def test_the_order_of_keys_is_the_order_of_letters(one: str, other: str):
    def places(text: str) -> list[int]:
        return [KAZAKH_ALPHABET.index(letter) for letter in text]

    assert (sort_key(one) < sort_key(other)) == (places(one) < places(other))


@given(letters, letters)
def test_different_names_have_different_keys(one: str, other: str):
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(any_text)
def test_a_key_is_plain_ascii_whatever_is_written(text: str):
    assert sort_key(text).isascii()
    assert sort_key(text).isprintable()


@given(letters, letters)
def test_the_key_of_a_beginning_is_the_beginning_of_the_key(start: str, rest: str):
    assert sort_key(start + rest).startswith(sort_key(start))


def test_what_somebody_wrote_is_kept_with_its_lines_and_tabs():
    assert written("бір\r\nекі\tүш\rтөрт\n") == "бір\nекі\tүш\nтөрт\n"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x85", "\ud800", "\ufdd0", "\U0010ffff"])
def test_a_character_that_no_database_keeps_is_left_out(sign):
    assert printable(f"ба{sign}янат") == written(f"ба{sign}янат") == "баянат"


@given(any_text)
def test_what_was_kept_is_kept_the_same_again(text):
    assert written(written(text)) == written(text)
