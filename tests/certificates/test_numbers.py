import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.numbers import ALPHABET, CYRILLIC, LATIN, LENGTH, new_number, normalise

NUMBER = "QLQ-0AB1-CDEF-GHJK-MNPQ-RSTV"
SHAPE = re.compile(r"QLQ(-[0-9A-HJKMNP-TV-Z]{4}){5}")

SIGNS = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
SEPARATORS = st.text(" -\u00a0\u2010\u2011\u2013\u2014\u2212\u200b\u00ad\t", max_size=2)


def written(signs):
    return "-".join(["QLQ", *(signs[at : at + 4] for at in range(0, LENGTH, 4))])


def test_a_new_number_has_the_printed_shape_and_is_its_own_normal_form():
    for _ in range(500):
        number = new_number()
        assert SHAPE.fullmatch(number)
        assert normalise(number) == number


def test_a_number_carries_a_hundred_bits_and_uses_every_sign():
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert LENGTH * 5 == 100
    numbers = {new_number() for _ in range(2000)}
    assert len(numbers) == 2000
    assert set("".join(number[4:] for number in numbers)) == {*ALPHABET, "-"}


@pytest.mark.parametrize(
    "typed",
    [
        "qlq-0ab1-cdef-ghjk-mnpq-rstv",
        "QLQ0AB1CDEFGHJKMNPQRSTV",
        "0AB1CDEFGHJKMNPQRSTV",
        "  QLQ 0AB1 CDEF GHJK MNPQ RSTV \n",
        "QLQ--0AB1--CDEF - GHJK–MNPQ—RSTV",
        "QLQ\u20110AB1\u2011CDEF\u2011GHJK\u2011MNPQ\u2011RSTV",
        "QLQ\u22120AB1\u2212CDEF\u00a0GHJK\u200bMNPQ\u00adRSTV",
        "QLQ-OABI-CDEF-GHJK-MNPQ-RSTV",
        "qlq-oabl-cdef-ghjk-mnpq-rstv",
        "Q1Q-OABi-CDEF-GHJK-MNPQ-RSTV",
        "QLQ-0АВ1-СDЕF-GНJК-МNРQ-RSТV",
        "qlq-0ав1-сdеf-gнjк-мnрq-rsтv",
        "QLQ-ОАВІ-СDЕF-GНJК-МNРQ-RSТV",
        "ＱＬＱ－０ＡＢ１－ＣＤＥＦ－ＧＨＪＫ－ＭＮＰＱ－ＲＳＴＶ",
    ],
)
def test_a_number_is_recognised_however_it_is_typed(typed):
    assert normalise(typed) == NUMBER


@pytest.mark.parametrize(("cyrillic", "latin"), list(zip(CYRILLIC, LATIN, strict=True)))
def test_every_look_alike_of_the_cyrillic_keyboard_is_read_as_printed(cyrillic, latin):
    assert latin in ALPHABET
    assert normalise(cyrillic + "0" * 19) == written(latin + "0" * 19)
    assert normalise(cyrillic.lower() + "0" * 19) == written(latin + "0" * 19)


@pytest.mark.parametrize("sign", sorted(set(map(chr, range(0x20, 0x7F))) - set(" -")))
def test_every_key_of_the_latin_keyboard_is_either_a_sign_or_refused(sign):
    read = {"I": "1", "L": "1", "O": "0"}.get(sign.upper(), sign.upper())
    expected = written(read + "2" * 19) if read in ALPHABET else None
    assert normalise(sign + "2" * 19) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "QLQ",
        "QLQ-",
        NUMBER[:-1],
        NUMBER + "0",
        "QLQ-QLQ-0AB1-CDEF-GHJK-MNPQ-RSTV",
        "ABC-0AB1-CDEF-GHJK-MNPQ-RSTV",
        "QLQ-0AB1-CDEF-GHJK-MNPQ-RSTU",
        "QLQ-0AB1-CDEF-GHJK-MNPQ-RST*",
        "QLQ-0AB1-CDEF-GHJK-MNPQ-RSTЖ",
        "QLQ-٠AB1-CDEF-GHJK-MNPQ-RSTV",
        "<script>alert(1)</script>",
        " " * 1000 + NUMBER,
    ],
)
def test_what_cannot_be_a_number_is_refused(typed):
    assert normalise(typed) is None


def test_a_body_that_begins_like_the_prefix_is_not_shortened():
    assert normalise("QLQ-Q1Q0-0000-0000-0000-0000") == "QLQ-Q1Q0-0000-0000-0000-0000"
    assert normalise("Q1Q00000000000000000") == "QLQ-Q1Q0-0000-0000-0000-0000"


@given(SIGNS, st.lists(SEPARATORS, min_size=24, max_size=24), st.randoms(use_true_random=False))
def test_any_number_survives_case_separators_and_the_wrong_keyboard(signs, separators, chance):
    others = {}
    for typed, meant in zip(CYRILLIC + "ILO", LATIN + "110", strict=True):
        others.setdefault(meant, [meant]).append(typed)
    typed = "QLQ" + "".join(chance.choice(others.get(sign, [sign])) for sign in signs)
    typed = "".join(chance.choice([sign, sign.lower()]) for sign in typed)
    typed = "".join(map("".join, zip(separators, typed + " ", strict=True)))
    assert normalise(typed) == written(signs)


@given(st.text())
def test_any_text_gives_a_well_formed_number_or_none(text):
    number = normalise(text)
    assert number is None or (SHAPE.fullmatch(number) and normalise(number) == number)
