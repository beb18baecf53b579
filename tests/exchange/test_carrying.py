"""What a format cannot carry is said of each question, never done silently."""

import pytest

from app.core.text import Localized
from app.courses.document import questions as ours
from app.exchange import carrying, files
from app.exchange.carrying import LOSSES, Format
from tests.documents import multiple, single

GIFT, XML = Format.GIFT, Format.MOODLE_XML
WORDS = Localized("қаз", "рус")
COMMON = {"id": "q", "objective": "o-one", "prompt": WORDS, "explanation": WORDS}
TOLD = {"when_right": WORDS, "when_wrong": WORDS}


def match(left, right):
    return ours.Match(id="a", left=left, right=right, feedback=WORDS)


def matching(*sides):
    pairs = [match(Localized(left, left), Localized(right, right)) for left, right in sides]
    return ours.Matching(kind="matching", pairs=pairs, **COMMON)


def short(*variants):
    accepted = ours.Accepted(kk=list(variants), ru=list(variants))
    return ours.ShortAnswer(kind="short-answer", accepted=accepted, **TOLD, **COMMON)


ORDER = ours.Ordering(
    kind="ordering",
    items=[ours.Stage(id=letter, text=WORDS, feedback=WORDS) for letter in "abc"],
    **COMMON,
)
SORTING = ours.Sorting(
    kind="sorting",
    categories=[ours.Category(id=letter, text=WORDS) for letter in "ab"],
    items=[ours.Sortable(id=letter, text=WORDS, category="a", feedback=WORDS) for letter in "ab"],
    **COMMON,
)
MINUTES = ours.Number(kind="number", answer=5, unit=WORDS, **TOLD, **COMMON)
ENDLESS = ours.Number(kind="number", answer=float("inf"), **TOLD, **COMMON)
MARK = "A text looks like a mark of the format"


@pytest.mark.parametrize(
    ("question", "in_gift", "in_xml"),
    [
        (SORTING, *2 * ["Sorting into categories is not part of this format"]),
        (ORDER, "Putting in order is not part of GIFT", ""),
        (MINUTES, *2 * ["The number has a unit: write it into the question"]),
        (ENDLESS, *2 * ["It is no number"]),
        (matching(("a", "b"), ("c", "d")), "", ""),
        (matching(("a", "b"), ("c", "b")), *2 * ["Several pairs have the same right-hand side"]),
        (matching(("", "b"), ("c", "d")), *2 * ["One half of a pair is empty"]),
        (matching(("a", "{mlang kk}"), ("c", "d")), MARK, MARK),
        (short("a -> b"), MARK, ""),
        (short("[html]a"), MARK, ""),
        (short(" "), *2 * ["An accepted answer is empty"]),
        (short("TRUE", "*", "\\*"), "", ""),
    ],
)
def test_a_question_that_would_not_come_back_is_left_out_with_a_reason(question, in_gift, in_xml):
    assert carrying.obstacle(question, GIFT) == in_gift
    assert carrying.obstacle(question, XML) == in_xml


@pytest.mark.parametrize("kind", list(Format))
def test_an_unfinished_question_is_left_out(kind):
    built = ours.SingleChoice(**{**as_parts(single("q")), "kind": "single-choice"})
    none = [option.model_copy(update={"correct": False}) for option in built.options]
    assert carrying.obstacle(built, kind) == ""
    assert carrying.obstacle(built.model_copy(update={"options": none}), kind) == (
        "It needs exactly one right answer"
    )
    several = ours.MultipleChoice(**{**as_parts(multiple("q")), "kind": "multiple-choice"})
    assert carrying.obstacle(several, kind) == ""
    assert carrying.obstacle(several.model_copy(update={"options": none}), kind) == (
        "No answer is right"
    )
    silent = built.model_copy(update={"prompt": Localized("", "")})
    assert carrying.obstacle(silent, kind) == "The question has no text"


def as_parts(data):
    """The parts of a question out of plain data."""
    options = [
        ours.Option(
            id=option["id"],
            text=Localized(**option["text"]),
            correct=option["correct"],
            feedback=Localized(**option["feedback"]),
        )
        for option in data["options"]
    ]
    words = {name: Localized(**data[name]) for name in ("prompt", "explanation")}
    return {**data, **words, "options": options}


@pytest.mark.parametrize("kind", list(Format))
def test_a_kind_that_a_format_lacks_is_never_written(kind):
    with pytest.raises(ValueError, match="sorting"):
        files.written([SORTING], kind)


def test_ordering_is_never_written_as_gift():
    with pytest.raises(ValueError, match="ordering"):
        files.written([ORDER], GIFT)


def test_each_format_says_in_words_what_it_loses():
    assert set(LOSSES) == set(Format)
    assert all(len(losses) == len(set(losses)) for losses in LOSSES.values())


def test_the_ways_of_moodle_are_kept_in_the_file():
    text = files.written([matching(("a", "b"), ("c", "d"))], GIFT).decode()
    assert text.startswith("// [id:q] [tag:objective:o-one] [tag:difficulty:medium]\n::q::[html]")
    assert "\\{mlang kk\\}қаз\\{mlang\\}\\{mlang ru\\}рус\\{mlang\\}" in text
