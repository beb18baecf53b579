import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import selection
from app.assessment.selection import from_json, laid_out, to_json
from app.courses.document.steps import Draw
from tests.assessment.questions import KINDS, multiple, of_kind, quiz, single

SEEDS = st.integers(0, 2**62)
QUESTIONS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["ab", "abcd", "abcdefgh"])), min_size=1, max_size=12
).map(
    lambda shapes: [
        (multiple if is_multiple else single)(f"q{number}", letters=letters)
        for number, (is_multiple, letters) in enumerate(shapes)
    ]
)
BANK = [
    single(f"b{number}").model_copy(
        update={
            "objective": "o-one" if number % 2 else "o-two",
            "tags": ["law"] if number % 3 else [],
            "difficulty": ("easy", "medium", "hard")[number % 3],
        }
    )
    for number in range(12)
]
DRAWS = st.builds(
    Draw,
    count=st.integers(1, 8),
    objectives=st.lists(st.sampled_from(["o-one", "o-two"]), max_size=2),
    tags=st.lists(st.just("law"), max_size=1),
    difficulty=st.lists(st.sampled_from(["easy", "hard"]), max_size=2),
)


def paper(questions, *, seed):
    return selection.paper(quiz(*questions), (), seed=seed)


def by_id(questions):
    return {question.id: question for question in questions}


@given(QUESTIONS, SEEDS)
def test_the_same_seed_gives_the_same_paper(questions, seed):
    assert paper(questions, seed=seed) == paper(questions, seed=seed)


@given(QUESTIONS, SEEDS)
def test_everybody_gets_every_question_with_every_option_exactly_once(questions, seed):
    items = paper(questions, seed=seed)
    assert sorted(item.question_id for item in items) == sorted(q.id for q in questions)
    options = {question.id: [option.id for option in question.options] for question in questions}
    assert all(sorted(item.option_ids) == options[item.question_id] for item in items)


@given(QUESTIONS, SEEDS)
def test_a_paper_comes_back_from_the_database_as_it_went_in(questions, seed):
    items = paper(questions, seed=seed)
    assert from_json(json.loads(json.dumps(to_json(items)))) == items


@given(SEEDS)
def test_the_learner_sees_every_kind_in_the_order_of_the_paper(seed):
    items = paper(KINDS, seed=seed)
    sheets = laid_out(items, by_id(KINDS))
    assert [sheet.question.id for sheet in sheets] == [item.question_id for item in items]
    assert [tuple(option.id for option in sheet.options) for sheet in sheets] == [
        item.option_ids for item in items
    ]
    for sheet in sheets:
        assert sorted(option.id for option in sheet.options) == sorted(
            option.id for option in sheet.question.choices
        )


def test_neighbours_get_different_papers_and_the_right_option_wanders():
    questions = [single(f"q{number}") for number in range(4)]
    papers = {paper(questions, seed=seed) for seed in range(100)}
    assert len(papers) > 95
    first = {items[0].option_ids.index("a") for items in papers}
    assert first == {0, 1, 2, 3}


def test_the_course_itself_keeps_its_order():
    questions = [single(f"q{number}") for number in range(4)]
    paper(questions, seed=1)
    assert [question.id for question in questions] == ["q0", "q1", "q2", "q3"]
    assert [option.id for option in questions[0].options] == [*"abcd"]


@given(QUESTIONS, st.lists(DRAWS, max_size=3), SEEDS)
def test_a_paper_asks_its_own_questions_and_draws_the_others_once_from_their_part_of_the_bank(
    questions, draws, seed
):
    own = by_id(questions)
    asked = [
        item.question_id for item in selection.paper(quiz(*questions, draws=draws), BANK, seed=seed)
    ]
    assert len(asked) == len(set(asked))
    drawn = [by_id(BANK)[key] for key in asked if key not in own]
    assert len(asked) == len(own) + len(drawn)
    assert all(any(draw.takes(question) for draw in draws) for question in drawn)
    left = sum(draw.count for draw in draws)
    assert len(drawn) <= left
    if len(draws) == 1:
        [draw] = draws
        assert len(drawn) == min(draw.count, sum(draw.takes(question) for question in BANK))


def test_different_papers_draw_different_questions():
    drawing = quiz(draws=(Draw(count=3),))
    seen = {
        item.question_id for seed in range(60) for item in selection.paper(drawing, BANK, seed=seed)
    }
    assert seen == {question.id for question in BANK}


def test_a_question_of_the_quiz_is_not_drawn_a_second_time():
    items = selection.paper(quiz(BANK[0], draws=(Draw(count=12),)), BANK, seed=7)
    assert sorted(item.question_id for item in items) == sorted(q.id for q in BANK)


@pytest.mark.parametrize("question", KINDS, ids=lambda question: question.kind)
def test_a_question_by_itself_offers_everything_in_one_order_for_everybody(question):
    sheet = selection.sheet(question)
    assert sheet == selection.sheet(question)
    assert sorted(option.id for option in sheet.options) == sorted(
        option.id for option in question.choices
    )


def test_a_knowledge_check_does_not_give_the_order_away():
    orders = {
        tuple(
            option.id
            for option in selection.sheet(of_kind("ordering", id=f"check-{number}")).options
        )
        for number in range(60)
    }
    assert len(orders) > 15
