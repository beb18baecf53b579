"""The written courses: complete, as long as a pause on duty, with sources and fair questions."""

import re
from collections import Counter

import pytest

from app.core.text import LANGUAGES
from app.courses.document.blocks import Check
from app.courses.document.questions import MultipleChoice, SingleChoice
from app.courses.document.scenarios import Scenario
from app.courses.document.steps import Lesson, Quiz
from tests.language import texts

Step = Lesson | Quiz | Scenario
FEWEST_WORDS, MOST_WORDS = 400, 700
FEWEST_QUESTIONS = 8
WORD = re.compile(r"\w+(?:-\w+)*")
NUMBER = re.compile(r"\d+(?:\u00a0\d{3})*(?:,\d+)?")


def steps(kind):
    return [
        pytest.param(document, step, id=f"{slug}-{step.id}")
        for slug, document in texts.documents()
        for step in document.steps
        if isinstance(step, kind)
    ]


def test_every_course_folder_loads():
    folders = {folder.name for folder in texts.COURSES.iterdir() if folder.is_dir()}
    assert {slug for slug, _document in texts.documents()} == folders


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("document", "lesson"), steps(Lesson))
def test_a_lesson_fits_into_a_pause(document, lesson, language):
    count = sum(
        len(WORD.findall(getattr(pair, language))) for _, pair in texts.pairs(lesson.blocks, "")
    )
    assert FEWEST_WORDS <= count <= MOST_WORDS


@pytest.mark.parametrize(("document", "lesson"), steps(Lesson))
def test_a_lesson_names_its_sources_with_their_dates(document, lesson):
    dated = {source.id: source.date for source in document.sources}
    cited = [item for block in lesson.blocks if block.kind == "sources" for item in block.items]
    assert cited
    assert all(dated[item.source] for item in cited)


@pytest.mark.parametrize(("document", "lesson"), steps(Lesson))
def test_a_lesson_has_a_knowledge_check(document, lesson):
    assert any(isinstance(block, Check) for block in lesson.blocks)


def parts(document, step):
    """The parts of a step whose numbers must be the same in both languages."""
    match step:
        case Lesson():
            return step.blocks
        case Quiz():
            return document.askable(step)
        case Scenario():
            return [*step.nodes, *step.endings]


@pytest.mark.parametrize(("document", "step"), steps(Step))
def test_both_languages_give_the_same_numbers(document, step):
    for part in parts(document, step):
        found = {
            language: Counter(
                number
                for _, pair in texts.pairs(part, "")
                for number in NUMBER.findall(getattr(pair, language))
            )
            for language in LANGUAGES
        }
        assert found["kk"] == found["ru"], part.id


WITH_A_MARK = [
    case
    for case in steps(Quiz)
    if case.values[1].purpose == "module"
    and not all(question.kind == "open" for question in case.values[0].askable(case.values[1]))
]
"""The quizzes of modules, without those in which one only writes."""


@pytest.mark.parametrize(("document", "quiz"), WITH_A_MARK)
def test_a_quiz_asks_enough_about_every_objective_of_its_module(document, quiz):
    assert quiz.length >= FEWEST_QUESTIONS
    objectives = {objective.id for objective in document.module_of(quiz).objectives}
    assert objectives <= {question.objective for question in document.askable(quiz)}


@pytest.mark.parametrize(("slug", "document"), texts.documents())
def test_every_question_explains_itself_and_names_a_source(slug, document):
    for question in document.questions_by_id.values():
        assert question.explanation.is_complete
        assert question.sources, question.id
        assert all(pair.is_complete for _, pair in texts.pairs(question, "")), question.id


def choices(document):
    """The questions of the course in which one chooses among answers."""
    every = document.questions_by_id.values()
    return [question for question in every if isinstance(question, SingleChoice | MultipleChoice)]


ASKING = [(slug, document) for slug, document in texts.documents() if choices(document)]
"""The courses that ask already; one may still have no lessons."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "document"), ASKING)
def test_the_longest_option_is_right_no_more_often_than_by_chance(slug, document, language):
    by_chance = right = 0.0
    for question in choices(document):
        lengths = {o.id: len(getattr(o.text, language)) for o in question.options}
        longest = [name for name, length in lengths.items() if length == max(lengths.values())]
        by_chance += len(question.correct_ids) / len(lengths)
        right += len(question.correct_ids.intersection(longest)) / len(longest)
    assert right <= by_chance


@pytest.mark.parametrize(("slug", "document"), ASKING)
def test_right_options_stand_at_every_place(slug, document):
    places = Counter(
        place
        for question in choices(document)
        if isinstance(question, SingleChoice)
        for place, option in enumerate(question.options)
        if option.correct
    )
    assert set(places) == set(range(4))
    assert max(places.values()) <= sum(places.values()) * 0.4
