"""The number of a certificate: drawn at random, and recognised however a person types it."""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, so that no two signs look alike on paper."""

PREFIX = "QLQ"
GROUPS = 5
GROUP_LENGTH = 4
LENGTH = GROUPS * GROUP_LENGTH

LONGEST_INPUT = 100

CYRILLIC = "АВЕЗІӀЈКМНҺОРԚЅСТУҮԜХ"
LATIN = "ABE311JKMHH0PQSCTYYWX"
"""What is on the paper when these letters of a Kazakh or Russian keyboard are typed instead."""

LOOK_ALIKES = str.maketrans(CYRILLIC + "ILO", LATIN + "110")
TYPED_PREFIX = PREFIX.translate(LOOK_ALIKES)


def new_number() -> str:
    """A number that nobody can guess: 100 random bits."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def normalise(text: str) -> str | None:
    """The number meant by `text`, or None if it cannot be a number."""
    if len(text) > LONGEST_INPUT:
        return None
    signs = unicodedata.normalize("NFKC", text).upper()
    signs = "".join(sign for sign in signs if not _separates(sign)).translate(LOOK_ALIKES)
    if len(signs) == len(PREFIX) + LENGTH:
        signs = signs.removeprefix(TYPED_PREFIX)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return None
    return _written(signs)


def _written(signs: str) -> str:
    return "-".join([PREFIX, *re.findall(f".{{{GROUP_LENGTH}}}", signs)])


def _separates(sign: str) -> bool:
    """Spaces, hyphens, dashes of every kind, the minus sign and invisible format characters."""
    return sign.isspace() or sign == "\u2212" or unicodedata.category(sign) in ("Pd", "Cf")
