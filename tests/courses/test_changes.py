from app.core.text import Localized
from app.courses import reading
from app.courses.changes import changes
from tests.courses.samples import PNG, small, with_blocks
from tests.documents import every_kind, lesson, pair, quiz, scenario, single, small_course


def said(old, new):
    return [(change.kind, change.what, change.id) for change in changes(old, new)]


def course(*steps, **more):
    module = {"id": "m1", "title": pair("Модуль"), "objectives": [], "steps": list(steps)}
    return small_course(modules=[module, *more.pop("modules", [])], **more)


def test_a_course_that_stays_the_same_has_no_changes():
    assert changes(small_course(), small_course()) == []


def test_a_first_edition_is_one_new_course():
    (change,) = changes(None, small_course())

    assert (change.kind, change.what) == ("added", "course")
    assert change.title == small_course().title


def test_a_new_lesson_is_named_without_its_blocks():
    old = course(lesson("first"))
    new = course(lesson("first"), lesson("second"))

    assert said(old, new) == [("added", "step", "second")]


def test_a_module_that_goes_is_named_without_its_steps():
    module = {"id": "m2", "title": pair("Екі"), "objectives": [], "steps": [lesson("second")]}

    assert said(course(lesson("first"), modules=[module]), course(lesson("first"))) == [
        ("removed", "module", "m2")
    ]


def test_a_new_title_changes_the_step_and_nothing_around_it():
    new = lesson("first") | {"title": pair("Жаңа")}

    assert said(course(lesson("first")), course(new)) == [("changed", "step", "first")]


def test_a_correction_in_a_text_changes_its_block():
    new = lesson("first")
    new["blocks"][0]["text"] = pair("Түзетілген")
    (change,) = changes(course(lesson("first")), course(new))

    assert (change.kind, change.what, change.id) == ("changed", "block", "first-text")
    assert change.title == Localized(kk="Сабақ first қаз", ru="Сабақ first рус")


def test_a_correction_in_the_question_of_a_check_changes_the_question():
    new = lesson("first")
    new["blocks"][2]["question"] = single("c-first", right="b")

    assert said(course(lesson("first")), course(new)) == [("changed", "question", "c-first")]


def test_another_right_answer_changes_the_question():
    old, new = quiz("q", [single("one")]), quiz("q", [single("one", right="c")])

    assert said(course(old), course(new)) == [("changed", "question", "one")]


def test_a_new_pass_mark_changes_the_quiz():
    assert said(course(quiz("q")), course(quiz("q") | {"pass_mark": 80})) == [
        ("changed", "step", "q")
    ]


def test_a_step_that_changes_places_moves_and_the_others_stay():
    first, second, third = lesson("first"), lesson("second"), lesson("third")

    assert said(course(first, second, third), course(second, third, first)) == [
        ("moved", "step", "first")
    ]


def test_a_new_step_in_front_moves_nobody():
    assert said(course(lesson("first")), course(lesson("zero"), lesson("first"))) == [
        ("added", "step", "zero")
    ]


def test_a_lesson_that_goes_to_another_module_moves_with_its_blocks():
    def two(first, second):
        modules = [
            {"id": name, "title": pair(name), "objectives": [], "steps": steps}
            for name, steps in (("a", first), ("b", second))
        ]
        return small_course(modules=modules)

    old = two([lesson("one"), lesson("two")], [lesson("three")])
    new = two([lesson("one")], [lesson("two"), lesson("three")])

    assert said(old, new) == [("moved", "step", "two")]


def test_what_moves_out_of_a_part_that_goes_is_not_lost():
    question = single("kept")
    old = course(quiz("old", [question, single("gone")]), quiz("new", [single("other")]))
    new = course(quiz("new", [single("other"), question]))

    assert said(old, new) == [("moved", "question", "kept"), ("removed", "step", "old")]


def test_a_step_may_move_and_change():
    first, second = lesson("first"), lesson("second")

    assert said(course(first, second), course(second | {"minutes": 9}, first)) == [
        ("moved", "step", "second"),
        ("changed", "step", "second"),
    ]


def test_hours_sources_and_titles_change_the_course():
    assert said(small_course(), small_course(hours=3)) == [("changed", "course", "course")]
    assert said(small_course(), small_course(title=pair("Жаңа"))) == [
        ("changed", "course", "course")
    ]


def test_another_drawing_under_the_same_name_changes_the_picture():
    block = (
        *("- kind: picture", "  id: p", "  file: p.png"),
        *("  alt: {kk: а, ru: а}", "  caption: {kk: Сурет, ru: Рисунок}"),
    )
    old = reading.read("small", with_blocks(*block, **{"media/p.png": PNG}))
    new = reading.read("small", with_blocks(*block, **{"media/p.png": PNG + b"new"}))
    (change,) = changes(old, new)

    assert (change.kind, change.what, change.id) == ("changed", "block", "p")
    assert change.title == Localized(kk="Сурет", ru="Рисунок")


def test_a_change_is_kept_as_plain_data():
    (change,) = changes(None, reading.read("small", small()))

    assert change.as_json() == {
        "kind": "added",
        "what": "course",
        "id": "course",
        "title": {"kk": "Үлгі курс", "ru": "Учебный пример"},
    }


def test_a_question_of_the_bank_changes_by_itself():
    old = course(lesson("first"), bank=[single("one"), single("two")])
    new = course(lesson("first"), bank=[single("one", right="b"), *every_kind()[2:3]])

    assert said(old, new) == [
        ("changed", "question", "one"),
        ("added", "question", "k-true-false"),
        ("removed", "question", "two"),
    ]


def test_a_question_that_goes_from_a_quiz_to_the_bank_moves():
    old = course(quiz("q", [single("one"), single("two")]))
    new = course(quiz("q", [single("one")]), bank=[single("two")])

    assert said(old, new) == [("moved", "question", "two")]


def test_a_new_draw_changes_the_quiz():
    new = quiz("q") | {"draws": [{"count": 1}]}

    assert said(course(quiz("q")), course(new)) == [("changed", "step", "q")]


def test_a_new_scenario_is_named_without_its_situations():
    new = course(lesson("first"), scenario("story"))

    assert said(course(lesson("first")), new) == [("added", "step", "story")]


def test_a_correction_in_a_choice_changes_its_situation_and_no_other():
    new = scenario("story")
    new["nodes"][1]["choices"][0]["feedback"] = pair("Жаңа")
    (change,) = changes(
        course(scenario("other"), scenario("story")), course(scenario("other"), new)
    )

    assert (change.kind, change.what, change.id) == ("changed", "node", "story/n2")
    assert change.title == Localized(kk="Жағдай n2 қаз", ru="Жағдай n2 рус")


def test_another_ending_changes_the_scenario_and_situations_change_places():
    new = scenario("story")
    new["endings"] = new["endings"][1:]
    new["nodes"] = [new["nodes"][i] for i in (0, 2, 1)]

    assert said(course(scenario("story")), course(new)) == [
        ("changed", "step", "story"),
        ("moved", "node", "story/n3"),
    ]


def test_another_drawing_under_the_same_name_changes_its_situation():
    story = scenario("story")
    story["nodes"][0] |= {"picture": "gate.png", "picture_alt": pair("Қақпа")}
    old, new = (course(story, media={"gate.png": sign * 64}) for sign in "01")

    assert said(old, new) == [("changed", "node", "story/n1")]
