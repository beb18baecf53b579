from hypothesis import given, settings
from hypothesis import strategies as st

from app.courses.document.steps import Lesson, Quiz
from app.learning.progress import average_score, outline
from tests.documents import lesson, pair, quiz, single, small_course

SCORES = st.none() | st.integers(0, 100)


@st.composite
def courses(draw):
    """Courses of lessons and quizzes in any order."""
    modules, number = [], 0
    for module in range(draw(st.integers(1, 3))):
        steps = []
        for is_quiz in draw(st.lists(st.booleans(), min_size=1, max_size=4)):
            number += 1
            name = f"s{number}"
            steps.append(quiz(name, [single(f"{name}-one")]) if is_quiz else lesson(name))
        modules.append(
            {"id": f"m{module}", "title": pair("Модуль"), "objectives": [], "steps": steps}
        )
    return small_course(modules=modules)


@st.composite
def courses_under_way(draw):
    """A course, and what somebody has done in it."""
    document = draw(courses())
    done = draw(st.dictionaries(st.sampled_from(sorted(document.steps_by_id)), SCORES))
    return document, done


anything = settings(deadline=None, max_examples=60)


@anything
@given(courses_under_way())
def test_the_outline_shows_every_step_once_in_the_order_of_the_course(under_way):
    document, done = under_way
    seen = outline(document, done)
    assert tuple(view.step for view in seen.steps) == document.steps
    assert [module.module for module in seen.modules] == list(document.modules)
    assert seen.total == len(document.steps)
    assert seen.done == len(done)
    assert all((view.state == "done") == (view.step.id in done) for view in seen.steps)


@anything
@given(courses_under_way())
def test_a_lesson_is_never_closed(under_way):
    views = outline(*under_way).steps
    assert all(view.state != "closed" for view in views if isinstance(view.step, Lesson))


@anything
@given(courses_under_way())
def test_a_quiz_is_closed_exactly_while_lessons_before_it_in_its_module_are_unread(under_way):
    document, done = under_way
    for view in outline(document, done).steps:
        before = document.module_of(view.step).steps
        before = before[: before.index(view.step)]
        unread = tuple(s for s in before if isinstance(s, Lesson) and s.id not in done)
        if isinstance(view.step, Quiz) and view.step.id not in done:
            assert view.after == unread
            assert (view.state == "closed") == bool(unread)
        else:
            assert view.after == ()


@anything
@given(courses_under_way())
def test_whoever_has_not_finished_always_has_something_to_open(under_way):
    seen = outline(*under_way)
    assert (seen.next_open() is None) == seen.is_finished


@anything
@given(courses_under_way())
def test_whoever_follows_the_button_reaches_the_end(under_way):
    document, done = under_way
    done, at = dict(done), None
    for _ in document.steps:
        following = outline(document, done).next_open(at)
        if following is None:
            break
        assert following.state == "open"
        at = following.step.id
        done[at] = None
    assert outline(document, done).is_finished


@anything
@given(courses_under_way(), st.dictionaries(st.sampled_from(["old", "m0", "s99"]), SCORES))
def test_steps_of_other_editions_count_for_nothing(under_way, foreign):
    document, done = under_way
    assert outline(document, done | foreign) == outline(document, done)
    assert average_score(document, done | foreign) == average_score(document, done)


@anything
@given(courses_under_way(), st.data())
def test_doing_one_more_step_never_closes_another(under_way, data):
    document, done = under_way
    more = done | {data.draw(st.sampled_from(sorted(document.steps_by_id))): None}
    before, after = outline(document, done), outline(document, more)
    assert after.done >= before.done
    for view in before.steps:
        if view.state != "closed":
            assert after.view(view.step.id).state != "closed"


def test_the_button_leads_onwards_first_and_then_back_to_what_was_left_out():
    document = small_course()
    assert outline(document, {}).next_open().step.id == "first"
    assert outline(document, {}).next_open("first").step.id == "second"
    assert outline(document, {"second": None}).next_open("second").step.id == "first"
    read = {"first": None, "second": None}
    assert outline(document, read).next_open("second").step.id == "m1-quiz"
    assert outline(document, read).next_open("gone in this edition").step.id == "m1-quiz"
    assert outline(document, read | {"m1-quiz": 80}).next_open("first") is None


def test_the_score_of_a_course_is_the_mean_of_its_quizzes():
    modules = [
        {
            "id": "m",
            "title": pair("Модуль"),
            "objectives": [],
            "steps": [quiz("one", [single("a")]), quiz("two", [single("b")])],
        }
    ]
    document = small_course(modules=modules)
    assert average_score(document, {"one": 80, "two": 95}) == 88
    assert average_score(document, {"one": 80, "two": None}) == 80
    assert average_score(document, {}) is None
