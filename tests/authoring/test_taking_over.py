"""After a conflict, only what an editor has changed herself stands against the other version."""

import re

import pytest

from app.authoring import editing
from tests.authoring.editor import (
    COURSE,
    NOTE,
    QUESTION,
    REDIRECTS,
    draft,
    inputs,
    save,
    sent,
)

TAKEN = "Сіз өзгертпеген өрістерге басқа нұсқадағы мәтін қойылды."
CHART = f"{COURSE}/blocks/first-chart"
SEVERAL = f"{COURSE}/questions/m1-quiz-three"


@pytest.fixture
def editors(world, course, second_owner, browser):
    """Dana, who saves first, and Vera, who loaded the page before that."""
    return browser(world.dana), browser(second_owner)


@pytest.fixture
def conflict(editors):
    """The page with which Vera is answered, her changes against those of Dana."""
    dana, vera = editors

    def meet(path, hers, mine, **forged):
        loaded = inputs(vera.page(path)) | {"then": ["save"]}
        assert save(dana, path, **hers).status_code in REDIRECTS
        answer = vera.post(path, loaded | mine | forged)
        assert answer.status_code == 409
        return answer

    return meet


def again(editors, path, answer):
    """Vera presses Save on the page of the conflict."""
    response = editors[1].post(path, sent(answer) | {"then": ["save"]})
    assert response.status_code in REDIRECTS


def kept(course, part_id):
    return editing.part(draft(course), part_id)


def test_one_editor_writes_kazakh_the_other_russian_and_both_are_kept(conflict, editors, course):
    answer = conflict(NOTE, {"text-kk": "Дананың мәтіні"}, {"text-ru": "Текст Веры"})

    page = answer.get_data(as_text=True)
    assert TAKEN in page
    assert inputs(page)["text-kk"] == ["Дананың мәтіні"]
    again(editors, NOTE, answer)
    text = kept(course, "first-note").text
    assert (text.kk, text.ru) == ("Дананың мәтіні", "Текст Веры")


def test_where_both_changed_the_same_words_mine_stay_and_the_others_are_shown(
    conflict, editors, course
):
    hers = {"text-ru": "Текст Даны"}
    answer = conflict(NOTE, hers, {"text-ru": "Текст Веры"})

    page = answer.get_data(as_text=True)
    assert TAKEN not in page
    assert inputs(page)["text-ru"] == ["Текст Веры"]
    assert "<ins>Даны</ins>" in page
    again(editors, NOTE, answer)
    assert kept(course, "first-note").text.ru == "Текст Веры"


def test_a_second_conflict_is_judged_by_the_version_of_the_first(conflict, editors, course):
    dana, vera = editors
    answer = conflict(NOTE, {"text-kk": "Дананың мәтіні"}, {"text-ru": "Текст Веры"})
    save(dana, NOTE, text__kk="Дананың екінші мәтіні", title__ru="Имя от Даны")

    second = vera.post(NOTE, sent(answer) | {"then": ["save"]})

    assert second.status_code == 409
    again(editors, NOTE, second)
    note = kept(course, "first-note")
    assert (note.text.kk, note.text.ru) == ("Дананың екінші мәтіні", "Текст Веры")
    assert note.title.ru == "Имя от Даны"


def test_what_was_loaded_is_remembered_while_words_are_only_looked_at(editors, course):
    dana, vera = editors
    loaded = inputs(vera.page(NOTE)) | {"then": ["swap"], "text-ru": ["Текст Веры"]}
    save(dana, NOTE, text__kk="Дананың мәтіні")
    shown = sent(vera.post(NOTE, loaded))

    answer = vera.post(NOTE, shown | {"then": ["save"]})

    assert answer.status_code == 409
    assert sent(answer)["text-kk"] == ["Дананың мәтіні"]
    assert sent(answer)["text-ru"] == ["Текст Веры"]


@pytest.mark.parametrize("seen", ["", "{}", "text-kk:", "text-kk:ЖЖ text-ru", ":" * 40, "a\x00b"])
def test_without_a_memory_of_what_was_loaded_every_word_counts_as_mine(seen, conflict):
    answer = conflict(NOTE, {"text-kk": "Дана"}, {"text-ru": "Вера"}, seen=[seen])

    page = answer.get_data(as_text=True)
    assert TAKEN not in page
    assert inputs(page)["text-kk"] == ["Ескерту қаз"]
    assert "<ins>Дана</ins>" in page


def test_a_form_without_the_memory_is_answered_all_the_same(editors):
    dana, vera = editors
    loaded = inputs(vera.page(NOTE)) | {"then": ["save"], "text-ru": ["Вера"]}
    del loaded["seen"]
    save(dana, NOTE, text__kk="Дана")

    answer = vera.post(NOTE, loaded)

    assert answer.status_code == 409
    assert sent(answer)["text-kk"] == ["Ескерту қаз"]


def test_the_memory_is_short_and_tells_no_words(editors):
    seen = inputs(editors[0].page(CHART))["seen"][0].split(" ")

    assert all(re.fullmatch(r"[a-z0-9-]+:[0-9a-f]{12}", entry) for entry in seen)
    assert {entry.partition(":")[0] for entry in seen} >= {"caption-kk", "series-0-values-1"}


def test_numbers_of_a_chart_are_taken_over_too(conflict, editors, course):
    answer = conflict(CHART, {"series-0-values-0": "13,5"}, {"series-0-values-1": "40"})

    assert sent(answer)["series-0-values-0"] == ["13,5"]
    again(editors, CHART, answer)
    assert kept(course, "first-chart").series[0].values == [13.5, 40]


def test_a_cell_with_one_text_for_both_languages_is_taken_over(conflict, editors, course):
    path = f"{COURSE}/blocks/first-table"
    hers = {"rows-0-1-kk": "2018", "rows-0-1-ru": "2018"}
    answer = conflict(path, hers, {"caption-ru": "Таблица Веры"})

    again(editors, path, answer)
    table = kept(course, "first-table")
    assert (table.rows[0][1], table.caption.ru) == ("2018", "Таблица Веры")


def test_editors_of_two_answers_both_keep_their_words(conflict, editors, course):
    answer = conflict(QUESTION, {"option-0-text-kk": "Дана"}, {"option-1-text-kk": "Вера"})

    assert TAKEN in answer.get_data(as_text=True)
    again(editors, QUESTION, answer)
    question = kept(course, "m1-quiz-one")
    assert [option.text.kk for option in question.options[:2]] == ["Дана", "Вера"]
    assert [option.id for option in question.options] == ["a", "b", "c", "d"]


def test_an_answer_both_changed_stays_mine_and_shows_the_difference(conflict):
    answer = conflict(QUESTION, {"option-0-text-kk": "Дана"}, {"option-0-text-kk": "Вера"})

    page = answer.get_data(as_text=True)
    assert TAKEN not in page
    assert sent(answer)["option-0-text-kk"] == ["Вера"]
    assert "<ins>Дана</ins>" in page


def test_answers_are_known_by_their_ids_when_their_places_change(editors, course):
    dana, vera = editors
    loaded = inputs(vera.page(QUESTION)) | {"then": ["save"], "option-3-text-kk": ["Вера"]}
    fewer = sent(dana.post(QUESTION, inputs(dana.page(QUESTION)) | {"then": ["remove-1"]}))
    dana.post(QUESTION, fewer | {"then": ["save"], "option-2-text-kk": ["Дана"]})

    page = sent(vera.post(QUESTION, loaded))

    assert (page["option-2-text-kk"], page["option-3-text-kk"]) == (["Дана"], ["Вера"])
    assert page["option-1-text-kk"] == ["Нұсқа b қаз"]


@pytest.mark.parametrize(("path", "ticks"), [(QUESTION, ["2"]), (SEVERAL, ["0", "2"])])
def test_the_correct_answer_and_the_objective_are_taken_over(path, ticks, conflict, editors):
    hers = {"correct": ticks, "objective": "m1-o"}
    answer = conflict(path, hers, {"prompt-ru": "Вопрос Веры"})

    page = answer.get_data(as_text=True)
    assert "answer-row__remark" not in page
    assert inputs(page)["correct"] == ticks
    assert inputs(page)["objective"] == ["m1-o"]


def test_the_correct_answer_that_both_changed_stays_mine(conflict):
    answer = conflict(QUESTION, {"correct": ["2"]}, {"correct": ["1"]})

    page = answer.get_data(as_text=True)
    assert inputs(page)["correct"] == ["1"]
    assert "Басқа нұсқада бұл жауап – дұрыс." in page
