"""Reads the words of a PDF that typst made, with nothing but its own tables of letters."""

import re
import zlib

OBJECT = re.compile(rb"\n(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
FONT_OR_TEXT = re.compile(rb"/(f\d+) [\d.]+ Tf|(?<=Tm)\[|(?<=\s)\[(?=\()")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words(pdf):
    """Every piece of text on the pages, in the order of reading."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    resources = next(body for body in objects.values() if b"/Font<<" in body)
    fonts = re.search(rb"/Font<<(.*?)>>", resources)[1]
    letters = {
        name: _letters(objects, int(number))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", fonts)
    }
    pieces = []
    for body in objects.values():
        if b"stream" in body and b"/Type" not in body.split(b"stream", 1)[0]:
            font = ""
            page = _unpacked(body)
            for found in FONT_OR_TEXT.finditer(page):
                if found[1]:
                    font = found[1]
                elif font:
                    codes = _codes(page, found.end())
                    pieces.append("".join(letters[font][code] for code in codes))
    return pieces


def text(pdf):
    """All words, with ordinary spaces between pieces and instead of no-break ones."""
    return " ".join(" ".join(words(pdf)).split())


def _letters(objects, font):
    table = int(re.search(rb"/ToUnicode (\d+) 0 R", objects[font])[1])
    listed = _unpacked(objects[table]).split(b"beginbfchar", 1)[1]
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", listed)
    return {int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for code, sign in pairs}


def _unpacked(body):
    head, packed = body.split(b"stream", 1)
    packed = packed.lstrip(b"\r\n")
    return zlib.decompressobj().decompress(packed) if b"FlateDecode" in head else packed


def _codes(page, at):
    """The codes in `[(…)-7(…)]TJ`; brackets inside a string may stand unescaped in pairs."""
    depth, start = 0, at
    while depth or page[at : at + 1] != b"]":
        sign = page[at : at + 1]
        if sign == b"\\":
            at += 1
        elif sign == b"(":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif sign == b")":
            depth -= 1
            if not depth:
                raw = ESCAPE.sub(_escaped, page[start:at])
                yield from (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2))
        at += 1


def _escaped(match):
    sign = match[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else NAMED.get(sign, sign)
