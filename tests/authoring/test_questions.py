"""Questions and their answers come, change, move and go."""

import re

from app.authoring import editing
from app.courses import queries as courses
from tests.authoring.editor import COURSE, QUESTION, REDIRECTS, draft, inputs, save, sent


def test_an_answer_that_the_other_editor_added_is_not_lost(world, course, second_owner, browser):
    dana, vera = browser(world.dana), browser(second_owner)
    hers = inputs(vera.page(QUESTION)) | {"then": ["save"]}
    mine = inputs(dana.page(QUESTION)) | {"then": ["add"]}
    mine = sent(dana.post(QUESTION, mine))
    dana.post(QUESTION, mine | {"option-4-text-kk": "Дана қосты", "then": "save"})

    answer = vera.post(QUESTION, hers | {"prompt-kk": "Веры сұрағы"})

    assert answer.status_code == 409
    page = sent(answer)
    assert page["prompt-kk"] == ["Веры сұрағы"]
    assert page["option-4-text-kk"] == ["Дана қосты"]
    assert vera.post(QUESTION, page | {"then": ["save"]}).status_code in REDIRECTS
    question = editing.part(draft(course), "m1-quiz-one")
    assert question.prompt.kk == "Веры сұрағы"
    assert question.options[4].text.kk == "Дана қосты"


def test_a_new_answer_is_kept_with_an_id_of_its_own(world, course, browser):
    dana = browser(world.dana)
    form = inputs(
        dana.post(QUESTION, inputs(dana.page(QUESTION)) | {"then": ["add"]}).get_data(as_text=True)
    )
    assert form["option-4-id"] == [""]

    form |= {"option-4-text-kk": ["Жаңа"], "option-4-text-ru": ["Новая"], "correct": ["4"]}
    assert dana.post(QUESTION, form | {"then": ["save"]}).status_code in REDIRECTS

    question = editing.part(draft(course), "m1-quiz-one")
    assert [option.id for option in question.options][:4] == ["a", "b", "c", "d"]
    assert question.options[4].text.ru == "Новая"
    assert question.correct_ids == {question.options[4].id}


def test_an_answer_can_be_taken_away(world, course, browser):
    dana = browser(world.dana)
    form = inputs(dana.page(QUESTION)) | {"then": ["remove-1"]}
    shown = sent(dana.post(QUESTION, form))
    assert courses.draft_or_none(course) is None

    dana.post(QUESTION, shown | {"then": ["save"]})

    question = editing.part(draft(course), "m1-quiz-one")
    assert [option.id for option in question.options] == ["a", "c", "d"]
    assert question.correct_ids == {"a"}


def test_a_question_keeps_at_least_two_answers(world, course, browser):
    dana = browser(world.dana)
    form = inputs(dana.page(QUESTION))
    kept = {name: value for name, value in form.items() if not re.match(r"option-[123]-", name)}

    assert dana.post(QUESTION, kept | {"then": ["save"]}).status_code == 422
    assert courses.draft_or_none(course) is None


def test_several_answers_may_be_correct_only_where_the_question_says_so(world, course, browser):
    path = f"{COURSE}/questions/m1-quiz-three"
    dana = browser(world.dana)
    assert inputs(dana.page(path))["correct"] == ["0", "1"]

    save(dana, path, correct=["1", "3"], objective="m1-o")

    question = editing.part(draft(course), "m1-quiz-three")
    assert question.correct_ids == {"b", "d"}
    assert question.objective == "m1-o"


def test_questions_are_added_moved_and_removed(world, course, browser):
    dana = browser(world.dana)
    added = dana.post(f"{COURSE}/steps/m1-quiz/questions", {"kind": "multiple-choice"})
    new_id = added.location.rpartition("/")[2]
    dana.post(f"{COURSE}/questions/{new_id}/move", {"to": "earlier"})
    dana.post(f"{QUESTION}/move", {"to": "later"})
    page = f"{COURSE}/questions/m1-quiz-four/remove"
    assert dana.post(page, inputs(dana.page(page))).status_code in REDIRECTS

    order = [question.id for question in draft(course).steps_by_id["m1-quiz"].questions]
    assert order == ["m1-quiz-two", "m1-quiz-one", "m1-quiz-three", new_id]
    assert editing.part(draft(course), new_id).kind == "multiple-choice"


def test_a_question_that_was_changed_meanwhile_is_not_removed_unread(
    world, course, second_owner, browser
):
    dana, vera = browser(world.dana), browser(second_owner)
    asked = inputs(dana.page(f"{QUESTION}/remove"))
    save(vera, QUESTION, prompt__kk="Жақсырақ сұрақ")

    answer = dana.post(f"{QUESTION}/remove", asked)

    assert answer.status_code == 409
    assert "Жақсырақ сұрақ" in answer.get_data(as_text=True)
    assert editing.part(draft(course), "m1-quiz-one")
