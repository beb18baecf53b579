"""Files that were not written by a trainer: they are refused, soon, and never crash anything."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import files, html_text, plain
from app.exchange.foreign import Words
from app.exchange.report import CannotTake, Unreadable
from tests.exchange.questions import AROUND, AWKWARD

LARGEST = files.LARGEST
SECONDS = 2
TAGS = ["quiz", "question", "questiontext", "text", "answer", "subquestion", "feedback", "single"]
TAGS += ["generalfeedback", "tags", "tag", "units", "unit", "tolerance", "usecase", "graderinfo"]
KINDS = ["multichoice", "truefalse", "shortanswer", "numerical", "matching", "ordering", "essay"]
SIGNS = st.sampled_from(
    [*AWKWARD, "\n", "\n\n", "~", "=", "#", "{", "}", "TRUE", "%50%", "{#", " "]
)
GIFT = st.lists(SIGNS | st.text(max_size=5), max_size=40).map("".join)


def element(tag, attributes, inner):
    return f"<{tag}{attributes}>{''.join(inner)}</{tag}>"


ATTRIBUTES = st.sampled_from(
    ["", ' fraction="100"', ' fraction="0"', ' fraction="NaN"', ' format="x"']
)
XML_WORDS = st.sampled_from(["", "x", "5", "true", "*", "1e999", "&lt;b&gt;", "{mlang kk}", "&#9;"])
XML = st.recursive(
    XML_WORDS,
    lambda inner: st.builds(
        element,
        st.sampled_from(TAGS),
        ATTRIBUTES | st.sampled_from(KINDS).map(' type="{}"'.format),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)
QUESTIONS = st.builds(
    element,
    st.just("question"),
    st.sampled_from(KINDS).map(' type="{}"'.format),
    st.lists(XML, max_size=8).map(
        lambda inner: ["<questiontext><text>x</text></questiontext>", *inner]
    ),
)


def read_or_refuse(text):
    with suppress(Unreadable):
        files.read(text, AROUND)


@given(text=st.text() | GIFT)
def test_no_text_is_too_strange_to_be_answered(text):
    read_or_refuse(text)


@given(questions=st.lists(QUESTIONS, max_size=3))
def test_no_xml_is_too_strange_to_be_answered(questions):
    read_or_refuse(element("quiz", "", questions))


@given(data=st.binary() | st.text().map(str.encode))
def test_no_bytes_are_too_strange_to_be_answered(data):
    with suppress(Unreadable):
        files.read(files.decoded(data), AROUND)


@given(
    source=st.lists(
        st.sampled_from(["<", ">", "p", "span", "/", '"', "'", "=", " ", "&", "!--", "-->"])
    )
)
def test_no_html_is_too_strange_to_be_answered(source):
    with suppress(CannotTake):
        plain.said(Words("".join(source), "html"))


def test_comments_in_html_are_no_words():
    assert html_text.without_comments("a<!-- b --><!----> c<!-- d") == "a c"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
IN_HTML = "<quiz>" + 100 * (
    "<question type='essay'><questiontext><text>{}</text></questiontext></question>"
)
HOSTILE = {
    "one line": "a" * LARGEST,
    "one line of signs": "x{" + "=a~b" * (LARGEST // 4 - 1),
    "signs in blocks": "\n\n".join(["x{" + "=a~b" * 500 + "}"] * 999),
    "signs after two backslashes": "\n\n".join(["x{" + "\\\\=" * 600 + "}"] * 999),
    "as many signs as may be": "\n\n".join(["x{" + "=a~b" * 14 + "}"] * 999),
    "braces": "{" * LARGEST,
    "colons": "\n\n".join(["::" + "a:b" * 600] * 999),
    "backslashes": "\\" * LARGEST,
    "laughs": f'<?xml version="1.0"?>\n<!DOCTYPE q [<!ENTITY l0 "l">{LAUGHS}]><quiz>&l9;</quiz>',
    "a file from outside": '<!DOCTYPE q [<!ENTITY f SYSTEM "file:///etc/passwd">]><quiz>&f;</quiz>',
    "deep": "<quiz>" + "<a>" * (LARGEST // 3 - 9),
    "many elements": "<quiz>" + "<a/>" * (LARGEST // 4 - 9),
    "many questions": "<quiz>" + "<question type='essay'/>" * 80_000 + "</quiz>",
    "tags": IN_HTML.replace("{}", "&lt;b&gt;" * 2000) + "</quiz>",
    "open tags": IN_HTML.replace("{}", "&lt;a " * 2800) + "</quiz>",
    "open attributes": IN_HTML.replace("{}", "&lt;a b='" * 2200) + "</quiz>",
    "spans": IN_HTML.replace("{}", "&lt;span&gt;" * 1500) + "</quiz>",
    "comments": IN_HTML.replace("{}", "&lt;!--" * 2800) + "</quiz>",
    "marks": IN_HTML.replace("{}", "{mlang kk" * 2000) + "</quiz>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_soon(name):
    began = time.process_time()
    read_or_refuse(HOSTILE[name])
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", ["laughs", "a file from outside"])
def test_nothing_that_a_file_declares_is_expanded(name):
    with pytest.raises(Unreadable, match="declares a document type"):
        files.read(HOSTILE[name], AROUND)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"a" * (LARGEST + 1), 1, "larger than 2 MB"),
        ("Кто?\n{T}".encode("cp1251"), 1, "not UTF-8"),
        ("Кто?{T}".encode("utf-16"), 1, "not UTF-8"),
        (b"x{T}\n\x00", 2, "no text file"),
        (b"", 1, "no question"),
        (b"// nothing\n\n$CATEGORY: x\n", 1, "no question"),
        ("\n\n".join(["x{T}"] * 1001).encode(), 1, "more than 1000 questions"),
    ],
)
def test_a_file_that_is_no_list_of_questions_is_refused_as_a_whole(data, line, reason):
    with pytest.raises(Unreadable, match=reason) as refused:
        files.read(files.decoded(data), AROUND)
    assert refused.value.line == line


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_of_any_system_are_read(mark, newline):
    text = mark + newline.join(["", "// x", "Кто?{", "=a", "~b}", "", "}"])
    reading = files.read(files.decoded(text.encode()), AROUND)
    assert [taken.line for taken in reading.taken] == [3]
    assert [refused.line for refused in reading.refused] == [7]
