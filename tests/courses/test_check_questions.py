"""What `check` says of questions of every kind."""

import pytest

from app.courses import check
from tests.documents import asked, every_kind, lesson, pair, quiz, single, small_course

KINDS = {question["kind"]: question for question in every_kind()}


def said(*questions, **more):
    """What is to be mended in a course whose bank holds these questions: path in it, sentence."""
    found = check.problems(small_course(bank=list(questions), **more))
    return [(one.path[2:], one.message % one.values) for one in found]


def sentences(question):
    return [sentence for _path, sentence in said(question)]


def of_kind(kind, **changes):
    return KINDS[kind] | changes


def named(*ids, **more):
    return [{"id": one, "text": pair(f"Нәрсе {place}")} | more for place, one in enumerate(ids)]


@pytest.mark.parametrize("question", KINDS.values(), ids=KINDS)
def test_a_question_of_each_kind_has_nothing_to_mend(question):
    assert said(question) == []


@pytest.mark.parametrize(
    ("question", "path", "name"),
    [
        (
            of_kind("ordering", items=named("a", "b", "a", feedback=pair("п"))),
            ("items", 2, "id"),
            "a",
        ),
        (of_kind("sorting", categories=named("x", "y", "x")), ("categories", 2, "id"), "x"),
        (of_kind("open", rubric=named("a", "a", points=1)), ("rubric", 1, "id"), "a"),
        (of_kind("matching", distractors=named("b")), ("distractors", 0, "id"), "b"),
        (single("q") | {"tags": ["t", "t"]}, ("tags", 1), "t"),
        (single("q") | {"sources": ["mr", "mr"]}, ("sources", 1), "mr"),
    ],
)
def test_what_is_inside_a_question_has_names_of_its_own(question, path, name):
    assert said(question) == [
        (path, f"“{name}” stands twice in this list: keep one, or change one")
    ]


def test_the_questions_of_the_bank_have_ids_of_their_own_in_the_course():
    (found,) = check.problems(small_course(bank=[single("m1-quiz-one")]))

    assert found.path == ("bank", 0, "id")


def test_the_same_words_are_not_offered_twice():
    same = {"kk": "Нәрсе 0 қаз", "ru": "Нәрсе 1"}
    things = named("a", "b", "c", feedback=pair("п"))
    things[1]["text"] = same
    twins = of_kind("matching")
    twins["pairs"] = [one | {"right": pair("Оң d")} for one in twins["pairs"][:1]]
    twins["pairs"] += of_kind("matching")["pairs"][1:]

    assert said(of_kind("ordering", items=things)) == [
        (("items", 1, "text", "kk"), "“Нәрсе 0 қаз” is offered twice: make the two different"),
    ]
    assert said(twins) == [
        (
            ("distractors", 0, "text", code),
            f"“Оң d {word}” is offered twice: make the two different",
        )
        for code, word in (("kk", "қаз"), ("ru", "рус"))
    ]


def test_what_is_not_yet_written_is_missing_and_not_the_same():
    nothing = {"kk": "", "ru": ""}
    question = single("q")
    question["options"] = [one | {"text": nothing} for one in question["options"]]

    assert set(sentences(question)) == {"The Kazakh text is missing", "The Russian text is missing"}


def test_things_are_sorted_into_categories_that_are_there_and_all_are_used():
    items = of_kind("sorting")["items"]
    strange = [items[0] | {"category": "z"}, *items[1:2]]

    assert said(of_kind("sorting", items=strange)) == [
        (
            ("items", 0, "category"),
            "There is no category “z” in this question: name one, or add it",
        ),
        (
            ("categories", 1),
            "Nothing belongs in this category: add something, or leave it out",
        ),
    ]


def test_accepted_answers_differ_in_more_than_capitals_and_spaces():
    accepted = {"kk": ["рапорт"], "ru": ["Отчёт", "ОТЧЕТ", "рапорт"]}

    assert said(of_kind("short-answer", accepted=accepted)) == [
        (
            ("accepted", "ru", 1),
            "“отчет” is accepted already: capitals, ё or е and spaces do not count",
        )
    ]


def test_an_accepted_answer_is_written_like_every_text():
    accepted = {"kk": [" ", "рапopт"], "ru": ["рапорт"]}
    found = said(of_kind("short-answer", accepted=accepted))

    assert (("accepted", "kk", 0), "The Kazakh text is missing") in found
    assert any(path == ("accepted", "kk", 1) and "mixes Latin" in text for path, text in found)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"answer": 10**13}, ("answer",)),
        ({"answer": 5, "tolerance": 5}, ("tolerance",)),
        ({"answer": -2.5, "tolerance": 3}, ("tolerance",)),
    ],
)
def test_a_number_is_of_a_size_that_people_write_and_zero_is_not_right_by_chance(values, path):
    assert [place for place, _ in said(of_kind("number", **values))] == [path]


@pytest.mark.parametrize("values", [{"answer": 0, "tolerance": 3}, {"answer": -5}])
def test_zero_may_be_the_answer_and_numbers_may_be_negative(values):
    assert said(of_kind("number", **values)) == []


def test_the_unit_of_a_number_may_be_left_out_but_not_in_one_language():
    plain = {key: value for key, value in KINDS["number"].items() if key != "unit"}

    assert said(plain) == []
    assert said(plain | {"unit": {"kk": "сағат", "ru": ""}}) == [
        (("unit", "ru"), "The Russian text is missing")
    ]


def test_a_bright_line_leads_back_to_a_lesson_that_is_there():
    assert said(single("q") | {"must_pass": True, "lesson": "first"}) == []
    assert said(single("q") | {"must_pass": True}) == [
        (("must_pass",), "A bright line leads back to a lesson: name it under “lesson”")
    ]
    assert sentences(single("q") | {"lesson": "m1-quiz"}) == [
        "There is no lesson “m1-quiz” in the course: name one, or leave “lesson” out"
    ]


def test_an_open_answer_is_no_bright_line():
    assert said(of_kind("open", must_pass=True, lesson="first")) == [
        (("must_pass",), "Nobody marks an open answer at once: it cannot be a bright line")
    ]


def course(*steps):
    modules = [{"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": list(steps)}]
    return check.problems(small_course(modules=modules))


def test_an_open_answer_is_asked_only_where_a_trainer_marks_it():
    alone = lesson("first")
    alone["blocks"][2]["question"] = KINDS["open"]
    free = {"pass_mark": 0, "attempts": 0, "purpose": "practice"}

    (in_check,) = course(alone)
    (in_practice,) = course(lesson("first"), quiz("q", [KINDS["open"]]) | free)

    assert in_check.path[-1] == "question"
    assert in_practice.path[-2:] == ("questions", 0)
    assert course(lesson("first"), quiz("q", [KINDS["open"]])) == []


def test_only_the_bank_and_quizzes_about_the_whole_course_ask_about_other_modules():
    other = {"id": "m0", "title": pair("Модуль"), "steps": [lesson("zero")]}
    other["objectives"] = [{"id": "o-other", "text": pair("Мақсат")}]
    question = asked("true-false", "q", objective="o-other", correct=True)
    question |= {"when_true": pair("а"), "when_false": pair("б")}

    def found(**changes):
        steps = [lesson("first"), quiz("test", [question]) | changes]
        module = {"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": steps}
        return [one.path[-1] for one in check.problems(small_course(modules=[other, module]))]

    assert found() == ["objective"]
    assert found(purpose="final") == []
    assert said(question | {"objective": "nowhere"})[0][0] == ("objective",)
