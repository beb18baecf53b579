"""A saved word is kept, and of two editors neither loses one."""

import re

import pytest

from app.authoring import editing
from app.courses import queries as courses
from tests.authoring.editor import (
    COURSE,
    NOTE,
    PAGES,
    QUESTION,
    REDIRECTS,
    TEXT,
    draft,
    inputs,
    journal,
    positions,
    save,
    sent,
)


def test_the_first_change_begins_a_draft_and_stands_in_the_journal(world, course, browser):
    answer = save(browser(world.dana), NOTE, title__kk="Жаңа атау", title__ru="Новое имя")

    assert answer.location == "/kk/author/full/steps/first?at=first-note"
    kept = courses.draft_or_none(course)
    assert str(editing.part(kept.document, "first-note").title.ru) == "Новое имя"
    assert (kept.based_on_id, kept.updated_by_id) == (course.edition_id, world.dana.id)
    entry = journal("draft.changed")
    assert (entry.actor_id, entry.details) == (world.dana.id, {"what": "first-note"})


def test_saving_without_a_change_begins_no_draft(world, course, browser):
    for path in PAGES:
        if re.search("/(details|titles|blocks|questions)", path) and not path.endswith("remove"):
            assert save(browser(world.dana), path).status_code in REDIRECTS, path

    assert courses.draft_or_none(course) is None


def test_saving_one_block_leaves_every_other_byte_alone(world, course, browser):
    save(browser(world.dana), f"{COURSE}/blocks/first-table", **{"rows-0-1-ru": "2018 г."})

    before = {
        part.id: editing.fingerprint(part)
        for part in editing.parts(courses.document(course.edition_id))
    }
    after = {part.id: editing.fingerprint(part) for part in editing.parts(draft(course))}
    assert {key for key in before if before[key] != after[key]} == {"first-table"}
    table = editing.part(draft(course), "first-table")
    assert (table.rows[0][1].kk, table.rows[0][1].ru) == ("2016", "2018 г.")
    assert table.rows[1][1] == "2017"


def test_numbers_of_a_chart_are_written_with_a_comma(world, course, browser):
    path = f"{COURSE}/blocks/first-chart"
    dana = browser(world.dana)

    assert 'value="39,1"' in dana.page(path)
    save(dana, path, **{"series-0-values-0": "1 300", "series-0-values-1": "40,5"})
    assert editing.part(draft(course), "first-chart").series[0].values == [1300, 40.5]
    assert save(dana, path, **{"series-0-values-0": "көп"}).status_code == 422
    assert editing.part(draft(course), "first-chart").series[0].values == [1300, 40.5]


def test_titles_and_summary_of_the_course_can_be_changed(world, course, browser):
    dana = browser(world.dana)
    save(dana, f"{COURSE}/details", title__ru="Другое имя", summary__kk="Басқа сипат")
    save(dana, f"{COURSE}/titles/first", title__kk="Басқа сабақ")
    save(dana, f"{COURSE}/titles/m2", title__kk="Басқа модуль")

    document = draft(course)
    assert (document.title.ru, document.summary.kk) == ("Другое имя", "Басқа сипат")
    assert document.steps_by_id["first"].title.kk == "Басқа сабақ"
    assert document.modules[1].title.kk == "Басқа модуль"


def test_texts_are_tidied_on_their_way_in(world, course, browser):
    save(
        browser(world.dana),
        TEXT,
        text__kk="  ## Атау\r\n\r\nСо\u0301з \r\n\r\n",
        text__ru="## Имя\rСлово",
    )

    text = editing.part(draft(course), "first-text").text
    assert text.kk == "## Атау\n\nСо\u0301з"
    assert text.ru == "## Имя\nСлово"


@pytest.mark.parametrize("text", ["а\x00б", "а\x01б", "а\uffffб", "а" * 20_001])
def test_a_text_that_cannot_be_kept_is_refused_and_stays_in_the_field(text, world, course, browser):
    answer = save(browser(world.dana), TEXT, text__kk=text)

    assert answer.status_code == 422
    assert sent(answer)["text-kk"][0] in {"аб", "а" * 20_001}
    assert courses.draft_or_none(course) is None


def test_the_second_editor_sees_both_texts_and_nothing_is_lost(
    world, course, second_owner, browser
):
    dana, vera = browser(world.dana), browser(second_owner)
    loaded = inputs(vera.page(NOTE)) | {"then": ["save"]}
    save(dana, NOTE, text__ru="Текст Даны рус")

    answer = vera.post(NOTE, loaded | {"text-ru": "Текст Веры рус"})

    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "<del>Веры </del>" in page
    assert "<ins>Даны </ins>" in page
    assert "Текст Даны рус" in re.sub("<[^>]+>", "", page.partition("<details>")[2])
    assert inputs(page)["text-ru"] == ["Текст Веры рус"]
    assert editing.part(draft(course), "first-note").text.ru == "Текст Даны рус"

    again = vera.post(NOTE, inputs(page) | {"text-ru": ["Текст обеих рус"], "then": ["save"]})

    assert again.status_code in REDIRECTS
    assert editing.part(draft(course), "first-note").text.ru == "Текст обеих рус"


def test_editors_of_different_parts_do_not_disturb_each_other(world, course, second_owner, browser):
    dana, vera = browser(world.dana), browser(second_owner)
    loaded = inputs(vera.page(TEXT)) | {"then": ["save"]}
    save(dana, NOTE, title__ru="Имя от Даны")

    assert vera.post(TEXT, loaded | {"text-ru": "Текст Веры"}).status_code in REDIRECTS
    assert editing.part(draft(course), "first-note").title.ru == "Имя от Даны"
    assert editing.part(draft(course), "first-text").text.ru == "Текст Веры"


def test_words_for_a_part_that_is_gone_are_shown_once_more(world, course, second_owner, browser):
    dana, vera = browser(world.dana), browser(second_owner)
    loaded = inputs(vera.page(QUESTION)) | {"then": ["save"]}
    dana.post(f"{QUESTION}/remove", inputs(dana.page(f"{QUESTION}/remove")))

    answer = vera.post(QUESTION, loaded | {"prompt-ru": "Долго писала"})

    assert answer.status_code == 409
    assert "Долго писала" in answer.get_data(as_text=True)
    assert vera.get(QUESTION).status_code == 404


def test_preview_shows_unsaved_words_and_keeps_nothing(world, course, browser):
    dana = browser(world.dana)
    form = inputs(dana.page(TEXT)) | {"then": ["preview"], "text-ru": ["**Важно** <b>нет</b>"]}

    page = dana.post(TEXT, form).get_data(as_text=True)

    assert "<strong>Важно</strong> &lt;b&gt;нет&lt;/b&gt;" in page
    assert inputs(page)["text-ru"] == ["**Важно** <b>нет</b>"]
    assert courses.draft_or_none(course) is None


def test_exchanging_the_sides_keeps_what_is_written(world, course, browser):
    dana = browser(world.dana)
    form = inputs(dana.page(NOTE)) | {"then": ["swap"], "text-kk": ["Жаңа сөз"]}

    page = dana.post(NOTE, form).get_data(as_text=True)

    assert positions(page) == ["title-ru", "title-kk", "text-ru", "text-kk"]
    assert inputs(page)["text-kk"] == ["Жаңа сөз"]


def test_saving_warns_of_problems_and_is_allowed_all_the_same(world, course, browser):
    dana = browser(world.dana)
    answer = save(dana, NOTE, text__kk="", text__ru="Cлово")

    assert answer.status_code in REDIRECTS
    page = dana.page(f"{COURSE}/steps/first")
    assert page.count("notice--warning") >= 2
    assert "/kk/author/full/blocks/first-note" in dana.page(COURSE).partition('id="problems"')[2]
