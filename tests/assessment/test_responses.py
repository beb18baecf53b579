import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.responses import ImpossibleAnswer, as_kept, placed
from tests.assessment.questions import CHOSEN, KINDS, WRITTEN, of_kind

by_kind = pytest.mark.parametrize("question", KINDS, ids=lambda question: question.kind)
by_chosen = pytest.mark.parametrize("question", CHOSEN, ids=lambda question: question.kind)
by_written = pytest.mark.parametrize("question", WRITTEN, ids=lambda question: question.kind)
PLACES = ("matching", "ordering", "sorting")


def kept_or_none(question, answer):
    try:
        return as_kept(question, answer)
    except ImpossibleAnswer:
        return None


@by_kind
def test_the_right_answer_is_kept_as_it_is(question):
    assert as_kept(question, question.right_answer) == question.right_answer


@by_chosen
def test_the_right_answer_is_one_that_is_offered(question):
    assert question.right_answer
    assert set(question.right_answer).issubset(question.offered)


@by_kind
@given(data=st.data())
def test_what_is_kept_is_kept_the_same_again(question, data):
    words = st.text(max_size=12) | st.sampled_from(sorted(question.offered) or ["сөз"])
    kept = kept_or_none(question, data.draw(st.lists(words, max_size=6)))
    if kept is not None:
        assert as_kept(question, kept) == kept
        assert all(value.strip() for value in kept)
        assert question.longest or set(kept).issubset(question.offered)


@by_chosen
@given(data=st.data())
def test_the_order_of_ticks_and_sending_one_twice_make_no_difference(question, data):
    answer = data.draw(st.lists(st.sampled_from(sorted(question.offered)), max_size=4))
    shuffled = data.draw(st.permutations(answer + answer))
    assert kept_or_none(question, shuffled) == kept_or_none(question, answer)


@by_kind
def test_empty_fields_are_no_answer(question):
    assert as_kept(question, []) == as_kept(question, ["", "  ", "\n"]) == []


@by_chosen
@pytest.mark.parametrize("foreign", ["e", "elsewhere", "true ", "a=", "=a", "a=9", "a=a=a", "z=1"])
def test_what_a_question_does_not_offer_is_impossible(question, foreign):
    with pytest.raises(ImpossibleAnswer):
        as_kept(question, [foreign])


@pytest.mark.parametrize("kind", ["single-choice", "true-false"])
def test_of_what_excludes_each_other_only_one_can_be_chosen(kind):
    question = of_kind(kind)
    with pytest.raises(ImpossibleAnswer):
        as_kept(question, sorted(question.offered)[:2])


@pytest.mark.parametrize("kind", PLACES)
def test_a_thing_stands_in_one_place_only(kind):
    question = of_kind(kind)
    first, second = question.offered[:2]
    with pytest.raises(ImpossibleAnswer):
        as_kept(question, [first, second])


def test_without_a_script_two_lines_may_be_given_the_same_place():
    question = of_kind("ordering")
    first, second = sorted(f"{item}=1" for item in question.order[:2])
    assert as_kept(question, [second, first]) == [first, second]


@pytest.mark.parametrize("kind", PLACES)
def test_part_of_an_answer_can_be_kept(kind):
    question = of_kind(kind)
    part = question.right_answer[:1]
    assert as_kept(question, ["", *part]) == part
    assert placed(part) == dict([part[0].split("=")])


@by_written
def test_a_text_is_kept_as_it_was_written_and_not_without_end(question):
    written = "  Баянат,\n\t2 = екі "
    assert as_kept(question, [written]) == [written]
    assert as_kept(question, ["ұ" * question.longest]) == ["ұ" * question.longest]
    with pytest.raises(ImpossibleAnswer):
        as_kept(question, ["ұ" * (question.longest + 1)])
    with pytest.raises(ImpossibleAnswer):
        as_kept(question, ["бір", "екі"])


@by_written
def test_a_text_is_as_long_as_its_writer_sees_it_whatever_ends_its_lines(question):
    lines = "x\n" * (question.longest // 2)
    assert as_kept(question, [lines.replace("\n", "\r\n")]) == [lines]


@by_written
def test_what_no_database_can_keep_is_left_out_of_a_text(question):
    assert as_kept(question, ["ба\x00янат\x1b"]) == ["баянат"]
    assert as_kept(question, ["\x00 \x00"]) == []


@by_chosen
def test_what_is_chosen_is_short_enough_to_be_counted(question):
    assert max(map(len, question.offered)) <= 200
