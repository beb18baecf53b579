"""A change touches what it names and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.authoring import asking, editing
from app.core.errors import DomainError
from app.core.text import Localized
from app.courses.document.course import CourseDocument
from tests.authoring.samples import full_course
from tests.documents import small_course

FULL = full_course()
STABLE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
IDS = [part.id for part in editing.parts(FULL)]
WITH_LEAVES = [part.id for part in editing.parts(FULL) if editing.leaves(part)]
QUIZ_QUESTIONS = [question.id for quiz in FULL.quizzes() for question in quiz.questions]
texts = st.builds(Localized, st.text(max_size=30), st.text(max_size=30))


def own_states(document: CourseDocument) -> dict[str, str]:
    """What each part says itself, by its id; what parts hold does not count."""
    return {part.id: editing.fingerprint(part) for part in editing.parts(document)}


def frame(document: CourseDocument) -> str:
    """Everything of the course that stands outside its modules and its bank."""
    return document.model_dump_json(exclude={"modules", "bank"})


def order(document: CourseDocument) -> list[str]:
    return [part.id for part in editing.parts(document)]


def same_but(before: CourseDocument, after: CourseDocument) -> set[str]:
    """The ids of the parts that differ, with those that came or went."""
    old, new = own_states(before), own_states(after)
    return {part_id for part_id in old.keys() | new.keys() if old.get(part_id) != new.get(part_id)}


@given(st.sampled_from(WITH_LEAVES), st.data())
def test_new_words_change_one_part_and_leave_every_other_byte_alone(part_id, data):
    part = editing.part(FULL, part_id)
    leaves = editing.leaves(part)
    path = data.draw(st.sampled_from(sorted(leaves, key=str)))
    leaf = data.draw(
        st.integers(-(10**6), 10**6) if isinstance(leaves[path], int | float) else texts
    )

    changed = editing.replace(FULL, editing.rewrite(part, {path: leaf}))

    assert same_but(FULL, changed) <= {part_id}
    assert frame(changed) == frame(FULL)
    assert order(changed) == order(FULL)
    after = editing.leaves(editing.part(changed, part_id))
    assert {key: after[key] for key in after if key != path} == {
        key: leaves[key] for key in leaves if key != path
    }
    again = CourseDocument.model_validate_json(changed.model_dump_json())
    assert again.model_dump_json() == changed.model_dump_json()


@given(st.sampled_from(WITH_LEAVES))
def test_the_same_words_are_the_very_same_part(part_id):
    part = editing.part(FULL, part_id)

    assert editing.rewrite(part, editing.leaves(part)) is part
    assert editing.replace(FULL, part) is FULL


def test_a_change_shares_what_it_does_not_touch():
    note = editing.rewrite(editing.part(FULL, "first-note"), {("title",): Localized("а", "б")})

    changed = editing.replace(FULL, note)

    assert changed.modules[1] is FULL.modules[1]
    assert changed.modules[0].steps[1] is FULL.modules[0].steps[1]
    assert changed.modules[0].steps[0].blocks[0] is FULL.modules[0].steps[0].blocks[0]


def test_what_was_computed_from_the_old_document_is_forgotten():
    assert FULL.steps_by_id["first"].title.kk == "Сабақ first қаз"
    lesson = editing.rewrite(FULL.steps_by_id["first"], {("title",): Localized("Жаңа", "Новый")})

    changed = editing.replace(FULL, lesson)

    assert changed.steps_by_id["first"].title == Localized("Жаңа", "Новый")
    assert changed.steps[0].title == Localized("Жаңа", "Новый")


@given(texts, texts, texts)
def test_details_of_the_course_are_replaced_together(title, summary, objective):
    before = editing.details(FULL)
    words = {("title",): title, ("summary",): summary, ("objectives", 0, "text"): objective}

    changed = editing.replace(FULL, editing.rewrite(before, words))

    assert (changed.title, changed.summary) == (title, summary)
    assert changed.objectives[0].text == objective
    assert changed.objectives[0].id == "o-one"
    assert changed.modules == FULL.modules
    left_out = {"title", "summary", "objectives"}
    assert changed.model_dump(exclude=left_out) == FULL.model_dump(exclude=left_out)


def test_every_text_of_every_kind_of_block_can_be_changed():
    paths = {part.id: set(editing.leaves(part)) for part in editing.parts(FULL)}

    assert paths["m1"] == {("title",), ("objectives", 0, "text")}
    assert paths["first"] == {("title",)}
    assert paths["m1-quiz"] == {("title",)}
    assert paths["first-text"] == {("text",)}
    assert paths["first-note"] == {("title",), ("text",)}
    assert paths["first-picture"] == {("alt",), ("caption",)}
    assert paths["first-table"] == {
        ("caption",),
        *{("columns", i) for i in range(2)},
        *{("rows", i, j) for i in range(2) for j in range(2)},
    }
    assert paths["first-chart"] == {
        ("caption",),
        ("unit",),
        ("categories", 0),
        ("categories", 1),
        ("series", 0, "label"),
        ("series", 0, "values", 0),
        ("series", 0, "values", 1),
    }
    assert paths["first-sources"] == {("items", 0, "about")}
    assert paths["first-check"] == set()
    assert paths["b-true-false"] == {
        *(("prompt",), ("explanation",), ("when_true",), ("when_false",)),
    }
    assert ("distractors", 0, "text") in paths["b-matching"]
    assert ("pairs", 2, "feedback") in paths["b-matching"]
    assert ("items", 3, "feedback") in paths["b-ordering"]
    assert ("categories", 1, "text") in paths["b-sorting"]
    assert ("categories", 1, "id") not in paths["b-sorting"]
    assert paths["b-number"] - paths["b-short-answer"] == {("unit",)}
    assert ("rubric", 1, "text") in paths["b-open"]
    assert paths["story"] == {
        *(("title",), ("role",), ("opening",), ("counters", 0, "name"), ("flags", 0, "name")),
        *(("endings", i, key) for i in range(4) for key in ("title", "text")),
        *(("debrief", i) for i in range(2)),
    }
    assert {key[0] for key in paths["story/n2"]} == {"node"}
    assert ("node", "additions", 0, "text") in paths["story/n2"]
    assert ("node", "choices", 3, "standards", 0, "about") in paths["story/n2"]
    assert ("node", "picture_alt") not in paths["story/n2"]
    assert {("prompt",), ("explanation",), ("options", 3, "feedback")} <= paths["c-first"]


def test_a_cell_of_one_string_stays_one_while_both_languages_agree():
    table = editing.part(FULL, "first-table")

    same = editing.rewrite(table, {("rows", 0, 1): Localized("2018", "2018")})
    apart = editing.rewrite(table, {("rows", 0, 1): Localized("2018 ж.", "2018 г.")})

    assert same.rows[0][1] == "2018"
    assert apart.rows[0][1] == Localized("2018 ж.", "2018 г.")


def test_a_pair_stays_a_pair_even_where_both_languages_agree():
    table = editing.part(FULL, "first-table")

    changed = editing.rewrite(table, {("rows", 0, 0): Localized("№ 5", "№ 5")})

    assert changed.rows[0][0] == Localized("№ 5", "№ 5")


@pytest.mark.parametrize("path", [("id",), ("kind",), ("rows", 9, 9), ("options", 0, "correct")])
def test_what_is_no_text_cannot_be_rewritten(path):
    with pytest.raises(KeyError):
        editing.rewrite(editing.part(FULL, "first-table"), {path: Localized("", "")})


def test_a_part_is_never_replaced_by_one_of_another_kind():
    text = editing.part(FULL, "first-text")
    impostor = editing.changed(editing.part(FULL, "first-note"), id=text.id)

    with pytest.raises(TypeError):
        editing.replace(FULL, impostor)


@pytest.mark.parametrize("look", [editing.part, editing.step_of, asking.quiz_of])
def test_a_part_that_is_not_there_is_said_to_be_missing(look):
    with pytest.raises(KeyError):
        look(FULL, "nowhere")


@given(st.sampled_from([part.id for step in FULL.steps for part in editing.inside(step)]))
def test_the_step_of_a_part_holds_it(part_id):
    step = editing.step_of(FULL, part_id)

    assert part_id in {part.id for part in editing.inside(step)}


@given(st.sampled_from(WITH_LEAVES), texts)
def test_a_fingerprint_tells_other_words_and_only_those(part_id, words):
    part = editing.part(FULL, part_id)
    path = next(path for path, leaf in editing.leaves(part).items() if isinstance(leaf, Localized))

    changed = editing.rewrite(part, {path: words})

    is_same = words == editing.leaves(part)[path]
    assert (editing.fingerprint(changed) == editing.fingerprint(part)) is is_same
    reread = type(part).model_validate_json(part.model_dump_json())
    assert editing.fingerprint(reread) == editing.fingerprint(part)


def test_a_fingerprint_of_a_step_does_not_mind_the_blocks_in_it():
    note = editing.rewrite(editing.part(FULL, "first-note"), {("title",): Localized("а", "б")})
    changed = editing.replace(FULL, note)

    assert editing.fingerprint(changed.steps[0]) == editing.fingerprint(FULL.steps[0])
    assert editing.whole_fingerprint(changed) != editing.whole_fingerprint(FULL)


rows = st.lists(
    st.builds(
        asking.OptionWords, st.sampled_from(["", "a", "b", "zz"]), texts, texts, st.booleans()
    ),
    min_size=2,
    max_size=8,
)


@given(rows)
def test_options_keep_known_ids_and_get_new_ones_otherwise(wanted):
    question = editing.part(FULL, "m1-quiz-one")

    changed = asking.set_options(question, wanted, known={"a", "b", "c", "d"})

    ids = [option.id for option in changed.options]
    assert len(set(ids)) == len(ids)
    assert [(o.text, o.feedback, o.correct) for o in changed.options] == [
        (row.text, row.feedback, row.correct) for row in wanted
    ]
    for row, option_id in zip(wanted, ids, strict=True):
        first = next(other for other in wanted if other.id == row.id) is row
        if row.id in {"a", "b"} and first:
            assert option_id == row.id
        else:
            assert option_id not in {"a", "b", "c", "d", "zz"}
            assert STABLE_ID.fullmatch(option_id)
    left_out = {"options"}
    assert changed.model_dump(exclude=left_out) == question.model_dump(exclude=left_out)


@pytest.mark.parametrize("kind", ["single-choice", "multiple-choice"])
def test_a_new_question_is_empty_and_has_an_id_of_its_own(kind):
    changed, question = asking.add_question(FULL, "m1-quiz", kind)

    assert same_but(FULL, changed) == {question.id}
    assert changed.steps_by_id["m1-quiz"].questions[-1] == question
    assert question.kind == kind
    assert question.id.startswith("m1-quiz-")
    assert question.objective == "m1-o"
    assert len(question.options) == 4
    assert question.prompt == Localized("", "")
    assert not question.correct_ids


def test_ids_of_new_questions_never_repeat():
    document, seen = FULL, set(IDS)
    for _ in range(50):
        document, question = asking.add_question(document, "m2-quiz", "single-choice")
        assert question.id not in seen
        seen.add(question.id)
        document = asking.remove_question(document, question.id)
    assert document.model_dump_json() == FULL.model_dump_json()


def test_an_id_that_is_taken_is_drawn_again(monkeypatch):
    drawn = iter(["00000000", "00000000", "11111111"])
    monkeypatch.setattr(asking.secrets, "token_hex", lambda _size: next(drawn))

    assert asking.new_id("quiz", {"quiz-00000000"}) == "quiz-11111111"


@given(st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,5}){0,10}", fullmatch=True))
def test_a_new_id_is_a_stable_id_however_long_its_stem(stem):
    found = asking.new_id(stem[:60].rstrip("-"), set())

    assert STABLE_ID.fullmatch(found)
    assert len(found) <= 60


def test_a_question_is_asked_only_where_there_is_a_quiz():
    for step_id in ("first", "nowhere"):
        with pytest.raises(KeyError):
            asking.add_question(FULL, step_id, "single-choice")


def test_a_question_needs_an_objective():
    with pytest.raises(DomainError):
        asking.add_question(small_course(objectives=[]), "m1-quiz", "single-choice")


@given(st.sampled_from(QUIZ_QUESTIONS))
def test_a_removed_question_takes_nothing_with_it(question_id):
    changed = asking.remove_question(FULL, question_id)

    assert same_but(FULL, changed) == {question_id}
    assert order(changed) == [part_id for part_id in IDS if part_id != question_id]
    assert frame(changed) == frame(FULL)


def test_the_last_question_of_a_quiz_stays():
    document = asking.remove_question(FULL, "m2-one")

    with pytest.raises(DomainError):
        asking.remove_question(document, "m2-two")


def test_the_question_of_a_knowledge_check_is_not_removed():
    with pytest.raises(KeyError):
        asking.remove_question(FULL, "c-first")


def test_a_question_goes_out_of_the_bank_and_nothing_else_changes():
    left = asking.remove_question(FULL, "b-single")
    assert [q.id for q in left.bank] == [q.id for q in FULL.bank if q.id != "b-single"]
    assert left.modules == FULL.modules


def test_the_last_own_question_of_a_quiz_that_draws_may_go():
    drawing = editing.changed(editing.part(FULL, "m2-quiz"), draws=FULL.steps_by_id["drawn"].draws)
    document = asking.remove_question(editing.replace(FULL, drawing), "m2-one")

    assert asking.remove_question(document, "m2-two").steps_by_id["m2-quiz"].questions == []


@given(st.sampled_from(QUIZ_QUESTIONS), st.integers(-6, 6))
def test_a_moved_question_changes_its_place_and_nothing_else(question_id, by):
    before = [question.id for question in asking.quiz_of(FULL, question_id).questions]

    changed = asking.move_question(FULL, question_id, by=by)

    after = [question.id for question in asking.quiz_of(changed, question_id).questions]
    assert same_but(FULL, changed) == set()
    assert after.index(question_id) == min(max(before.index(question_id) + by, 0), len(before) - 1)
    assert [i for i in after if i != question_id] == [i for i in before if i != question_id]
