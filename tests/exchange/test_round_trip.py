"""What is written and read again is the same question, save what the list of losses says."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.courses.document.questions import Matching, OpenAnswer, Ordering
from app.exchange import carrying, files
from app.exchange.carrying import Format
from app.exchange.judging import WHOLE_ANSWER
from tests.exchange.questions import AROUND, NO_WORDS, QUESTIONS

FORMATS = pytest.mark.parametrize("kind", list(Format))


def back(questions, kind):
    """The questions as they come back from a file."""
    text = files.decoded(files.written(questions, kind))
    assert files.format_of(text) is kind
    reading = files.read(text, AROUND)
    assert list(reading.refused) == []
    assert all(taken.is_named for taken in reading.taken)
    return [taken.question for taken in reading.taken]


def without_losses(question, kind):
    """What the list of losses leaves of a question."""
    match question:
        case Matching():
            pairs = [pair.model_copy(update={"feedback": NO_WORDS}) for pair in question.pairs]
            return question.model_copy(update={"pairs": pairs})
        case Ordering():
            items = [item.model_copy(update={"feedback": NO_WORDS}) for item in question.items]
            return question.model_copy(update={"items": items})
        case OpenAnswer():
            return question.model_copy(update={"rubric": []})
    return question


def criterion(question):
    (only,) = question.rubric
    return only


@FORMATS
@given(question=QUESTIONS)
def test_a_question_comes_back_as_it_went(question, kind):
    assume(not carrying.obstacle(question, kind))

    (returned,) = back([question], kind)

    if isinstance(question, OpenAnswer):
        if kind is Format.GIFT:
            assert criterion(returned).text == WHOLE_ANSWER
        else:
            assert str(question.rubric[0].points) in criterion(returned).text.kk
        assert criterion(returned).points == 10
    assert without_losses(returned, kind) == without_losses(question, kind)


@FORMATS
@given(questions=st.lists(QUESTIONS, min_size=1, max_size=5))
def test_a_file_holds_its_questions_in_their_order(questions, kind):
    carried = [question for question in questions if not carrying.obstacle(question, kind)]
    assume(carried)

    returned = back(carried, kind)

    assert [question.id for question in returned] == [question.id for question in carried]


@FORMATS
@given(question=QUESTIONS)
def test_writing_what_was_read_gives_the_same_file(question, kind):
    assume(not carrying.obstacle(question, kind))
    returned = back([question], kind)
    again = back(returned, kind)
    assert [without_losses(one, kind) for one in again] == [
        without_losses(one, kind) for one in returned
    ]
