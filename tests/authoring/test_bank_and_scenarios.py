"""The words of the bank and of scenarios are edited in the browser, the rest in the file."""

import pytest

from app.authoring import editing, overview
from app.core.text import Localized
from app.courses import check
from app.courses import queries as courses
from app.courses.changes import changes
from tests import documents, make
from tests.authoring.editor import COURSE, REDIRECTS, draft, inputs, save
from tests.authoring.samples import full_course
from tests.documents import every_kind

FULL = full_course()
IDS = [question["id"] for question in every_kind("b")]
SITUATION = f"{COURSE}/steps/story/situations/n2"


def with_words(part_id, path, text):
    words = {path: Localized(kk=text, ru=text)}
    return editing.replace(FULL, editing.rewrite(editing.part(FULL, part_id), words))


@pytest.mark.parametrize("question_id", IDS)
def test_the_words_of_a_question_of_the_bank_are_edited_whatever_its_kind(
    question_id, world, course, browser
):
    dana = browser(world.dana)
    path = f"{COURSE}/questions/{question_id}"

    answer = save(dana, path, prompt__kk="Жаңа сұрақ", explanation__ru="Новое пояснение")

    assert answer.status_code in REDIRECTS
    assert answer.location.endswith(f"/bank?at={question_id}")
    question = editing.part(draft(course), question_id)
    before = editing.part(FULL, question_id)
    assert question.prompt.kk == "Жаңа сұрақ"
    assert question == editing.changed(
        before,
        prompt=Localized("Жаңа сұрақ", before.prompt.ru),
        explanation=Localized(before.explanation.kk, "Новое пояснение"),
    )
    assert "Жаңа сұрақ" in dana.page(f"{COURSE}/bank")


def test_what_is_offered_and_told_is_edited_too(world, course, browser):
    dana = browser(world.dana)
    changed = {"pairs-1-right-ru": "Иначе", "distractors-0-text-kk": "Басқаша"}
    form = inputs(dana.page(f"{COURSE}/questions/b-matching")) | changed

    dana.post(f"{COURSE}/questions/b-matching", form | {"then": "save"})

    question = editing.part(draft(course), "b-matching")
    assert question.pairs[1].right.ru == "Иначе"
    assert question.distractors[0].text.kk == "Басқаша"


def test_a_question_of_the_bank_is_not_moved(world, course, browser):
    dana = browser(world.dana)

    assert dana.post(f"{COURSE}/questions/b-single/move", {"to": "later"}).status_code == 404
    assert courses.draft_or_none(course) is None


def test_a_question_is_taken_out_of_the_bank(world, course, browser):
    dana = browser(world.dana)
    page = f"{COURSE}/questions/b-single/remove"

    answer = dana.post(page, inputs(dana.page(page)))

    assert answer.location.endswith("/bank")
    assert "b-single" not in {question.id for question in draft(course).bank}


def test_a_question_of_the_bank_may_ask_about_any_module(world, course, browser):
    dana = browser(world.dana)

    save(dana, f"{COURSE}/questions/b-single", objective="m1-o")

    assert editing.part(draft(course), "b-single").objective == "m1-o"


def test_the_outline_leads_to_the_bank_and_counts_what_is_missing(world, course, browser):
    dana = browser(world.dana)
    save(dana, f"{COURSE}/questions/b-open", prompt__kk="")

    assert "/kk/author/full/bank" in dana.page(COURSE)
    found = overview.bank(draft(course), FULL, check.problems(draft(course)))
    assert (found.questions, found.problems) == (len(IDS), 1)
    assert [side.missing for side in found.sides] == [1, 0]
    assert [side.is_changed for side in found.sides] == [True, False]


def test_the_bank_leads_to_where_questions_are_taken_from_a_file(world, course, browser):
    assert 'href="/kk/author/full/exchange/import"' in browser(world.dana).page(f"{COURSE}/bank")


@pytest.mark.parametrize("question_id", ["import", "export"])
def test_a_question_may_have_any_name(question_id, world, session, browser):
    bank = [documents.single(question_id)]
    make.course(documents.small_course("AN1", bank=bank), slug="any", owner=world.dana)
    session.commit()
    page = browser(world.dana).page(f"/author/any/questions/{question_id}")
    assert f"Сұрақ {question_id} қаз" in page


def test_the_words_of_a_situation_are_edited_and_nothing_else_of_the_story(world, course, browser):
    dana = browser(world.dana)
    form = inputs(dana.page(SITUATION)) | {"node-choices-1-feedback-ru": "Иначе", "then": "save"}

    answer = dana.post(SITUATION, form)

    assert answer.status_code in REDIRECTS
    assert answer.location.endswith("/steps/story?at=n2")
    assert editing.part(draft(course), "story/n2").node.choices[1].feedback.ru == "Иначе"
    [change] = changes(courses.document(course.edition_id), draft(course))
    assert (change.kind, change.what, change.id) == ("changed", "node", "story/n2")
    assert "Иначе" in dana.page(f"{COURSE}/publish")


def test_two_editors_of_one_situation_lose_nothing(world, course, second_owner, browser):
    dana, vera = browser(world.dana), browser(second_owner)
    hers = inputs(vera.page(SITUATION)) | {"node-title-kk": "Вераның атауы", "then": "save"}
    save(dana, SITUATION, node__situation__ru="Ситуация Даны")

    answer = vera.post(SITUATION, hers)

    assert answer.status_code == 409
    page = inputs(answer.get_data(as_text=True))
    assert page["node-title-kk"] == ["Вераның атауы"]
    assert page["node-situation-ru"] == ["Ситуация Даны"]


def test_the_words_of_the_story_itself_are_edited_beside_its_situations(world, course, browser):
    dana = browser(world.dana)
    form = inputs(dana.page(f"{COURSE}/titles/story"))
    assert not any(name.startswith("nodes") for name in form)

    changed = {"endings-0-text-kk": "Басқа соңы", "debrief-1-ru": "Другой вопрос"}
    dana.post(f"{COURSE}/titles/story", form | changed | {"then": "save"})

    story = draft(course).steps_by_id["story"]
    assert story.endings[0].text.kk == "Басқа соңы"
    assert story.debrief[1].ru == "Другой вопрос"
    assert story.nodes == FULL.steps_by_id["story"].nodes


@pytest.mark.parametrize("path", ["steps/story/situations/zz", "steps/first/situations/n1"])
def test_a_situation_that_is_not_there_is_not_found(path, world, course, browser):
    assert browser(world.dana).get(f"{COURSE}/{path}").status_code == 404


def test_the_preview_tells_the_whole_story(world, course, browser):
    page = browser(world.dana).page(f"{COURSE}/preview/story")

    for words in ("Кіріспе қаз", "Оқиға n2 қаз", "Асықтыңыз қаз", "Салдар e қаз", "Соңы e3 қаз"):
        assert words in page


def test_the_page_of_a_quiz_says_what_is_drawn(world, course, browser):
    for page in ("steps/drawn", "preview/drawn"):
        assert "/kk/author/full/bank" in browser(world.dana).page(f"{COURSE}/{page}")


@pytest.mark.parametrize(
    ("path", "kind", "part_id", "number"),
    [
        (("bank", 2, "prompt", "kk"), "question", "b-true-false", 3),
        (("modules", 1, "steps", 3, "nodes", 1, "choices", 0), "node", "story/n2", 2),
        (("modules", 1, "steps", 3, "endings", 0), "step", "story", 0),
        (("modules", 1, "steps", 2, "draws", 0, "count"), "step", "drawn", 0),
    ],
)
def test_a_path_leads_to_the_page_that_mends_it(path, kind, part_id, number):
    place = overview.place(FULL, path)

    assert (place.kind, place.id, place.number) == (kind, part_id, number)


def test_problems_name_their_situation_and_lead_to_it(world, course, browser):
    dana = browser(world.dana)
    save(dana, SITUATION, node__title__kk="")
    save(dana, f"{COURSE}/questions/b-open", prompt__kk="")

    page = dana.page(COURSE)

    assert "/kk/author/full/steps/story/situations/n2" in page
    assert "/kk/author/full/questions/b-open" in page


def test_a_missing_text_of_a_situation_is_counted_at_its_scenario():
    document = with_words("story/n2", ("node", "title"), "")
    [row] = [
        row
        for module in overview.overview(document, FULL, check.problems(document))
        for row in module.steps
        if row.step.id == "story"
    ]

    assert [side.missing for side in row.sides] == [1, 1]
    assert overview.changed_ids(document, FULL) == {"story/n2"}


OTHER_KEYS = {
    "true-false": lambda old: {"correct": not old.correct},
    "number": lambda old: {"tolerance": 1},
    "ordering": lambda old: {"items": list(reversed(old.items))},
    "short-answer": lambda old: {"accepted": editing.changed(old.accepted, kk=["рапорт"])},
    "open": lambda old: {"rubric": old.rubric[:1]},
}


@pytest.mark.parametrize("kind", OTHER_KEYS)
def test_another_key_is_told_whatever_the_kind(kind):
    old = editing.part(FULL, f"b-{kind}")
    corrected = editing.replace(FULL, editing.changed(old, **OTHER_KEYS[kind](old)))
    reworded = with_words(old.id, ("prompt",), "Басқа")

    told = [
        overview.has_other_key(FULL, document, change)
        for document in (corrected, reworded)
        for change in changes(FULL, document)
    ]
    assert told == [True, False]
