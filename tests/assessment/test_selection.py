import json

from hypothesis import given, settings
from hypothesis import strategies as st

from app.assessment.selection import from_json, laid_out, paper, to_json
from tests.assessment.questions import multiple, single

SEEDS = st.integers(0, 2**62)
QUESTIONS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["ab", "abcd", "abcdefgh"])), min_size=1, max_size=12
).map(
    lambda shapes: [
        (multiple if is_multiple else single)(f"q{number}", letters=letters)
        for number, (is_multiple, letters) in enumerate(shapes)
    ]
)


@given(QUESTIONS, SEEDS)
@settings(deadline=None)
def test_the_same_seed_gives_the_same_paper(questions, seed):
    assert paper(questions, seed=seed) == paper(questions, seed=seed)


@given(QUESTIONS, SEEDS)
@settings(deadline=None)
def test_everybody_gets_every_question_with_every_option_exactly_once(questions, seed):
    items = paper(questions, seed=seed)
    assert sorted(item.question_id for item in items) == sorted(q.id for q in questions)
    options = {question.id: [option.id for option in question.options] for question in questions}
    assert all(sorted(item.option_ids) == options[item.question_id] for item in items)


@given(QUESTIONS, SEEDS)
@settings(deadline=None)
def test_a_paper_comes_back_from_the_database_as_it_went_in(questions, seed):
    items = paper(questions, seed=seed)
    assert from_json(json.loads(json.dumps(to_json(items)))) == items


@given(QUESTIONS, SEEDS)
@settings(deadline=None)
def test_the_learner_sees_the_paper_in_its_own_order(questions, seed):
    items = paper(questions, seed=seed)
    shown = laid_out(items, questions)
    assert [question.id for question, _options in shown] == [item.question_id for item in items]
    assert [tuple(option.id for option in options) for _question, options in shown] == [
        item.option_ids for item in items
    ]


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
