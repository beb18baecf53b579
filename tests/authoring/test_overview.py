"""States, places and differences of a draft, as its author sees them."""

import pytest

from app.authoring import asking, editing, overview
from app.authoring.difference import Run
from app.core.text import Localized
from app.courses import check
from app.courses.changes import changes
from tests.authoring.samples import full_course

FULL = full_course()


def rewritten(part_id, leaves):
    return editing.replace(FULL, editing.rewrite(editing.part(FULL, part_id), leaves))


def sides(document, step_id):
    found = check.problems(document)
    for module in overview.overview(document, FULL, found):
        for step in module.steps:
            if step.step.id == step_id:
                return {side.language: side for side in step.sides}, step.problems
    raise KeyError(step_id)


def test_a_course_as_published_is_ready_and_unchanged():
    found, problems = sides(FULL, "first")

    assert all(side.is_ready and not side.is_changed for side in found.values())
    assert problems == 0


def test_a_missing_text_is_counted_in_its_language_only():
    found, problems = sides(rewritten("first-note", {("text",): Localized("", "б")}), "first")

    assert (found["kk"].missing, found["ru"].missing) == (1, 0)
    assert problems == 1


def test_a_change_is_marked_in_its_language_and_step_only():
    words = editing.part(FULL, "first-note").text
    document = rewritten("first-note", {("text",): Localized(words.kk, "Иначе")})

    assert [side.is_changed for side in sides(document, "first")[0].values()] == [False, True]
    assert not any(side.is_changed for side in sides(document, "second")[0].values())
    assert overview.changed_ids(document, FULL) == {"first-note"}


@pytest.mark.parametrize(
    ("path", "kind", "part_id", "number"),
    [
        (("title", "kk"), "details", "", 0),
        (("objectives", 0, "text", "ru"), "details", "", 0),
        (("sources", 0, "date"), "files", "", 0),
        (("review_notes", "kk"), "notes", "", 0),
        (("modules", 1, "title", "kk"), "module", "m2", 0),
        (("modules", 0, "objectives", 0, "text", "kk"), "module", "m1", 0),
        (("modules", 0, "steps", 0, "title", "kk"), "step", "first", 0),
        (("modules", 0, "steps", 0, "blocks", 1, "text", "kk"), "block", "first-note", 2),
        (("modules", 0, "steps", 0, "blocks", 6, "question", "prompt"), "question", "c-first", 7),
        (("modules", 1, "steps", 1, "questions", 1, "options"), "question", "m2-two", 2),
    ],
)
def test_a_path_leads_to_the_page_that_mends_it(path, kind, part_id, number):
    place = overview.place(FULL, path)

    assert (place.kind, place.id, place.number) == (kind, part_id, number)


def test_what_another_thread_lets_go_of_is_found_again(monkeypatch):
    class Cleared(dict):
        """Another request clears it as soon as this one has looked."""

        def __contains__(self, key):
            found = super().__contains__(key)
            self.clear()
            return found

    monkeypatch.setattr(overview, "_kept", Cleared())
    assert overview.findings(FULL) == overview.findings(FULL) == check.problems(FULL)


def test_problems_are_found_at_their_own_part():
    document = rewritten("first-note", {("text",): Localized("", "")})
    found = check.problems(document)

    assert len(overview.findings_at(document, found, "first-note")) == 2
    assert overview.findings_at(document, found, "first-text") == []
    assert overview.findings_at(document, found, "") == []


def test_the_words_of_a_removed_answer_are_told_and_no_others():
    question = editing.part(FULL, "m1-quiz-one")
    left = [
        asking.OptionWords(option.id, option.text, option.feedback, option.correct)
        for option in question.options
        if option.id != "b"
    ]
    document = editing.replace(FULL, asking.set_options(question, left, known={"a", "c", "d"}))
    [change] = changes(FULL, document)

    assert [rewording.runs for rewording in overview.rewordings(FULL, document, change)] == [
        [Run("old", "Нұсқа b қаз")],
        [Run("old", "Нұсқа b рус")],
        [Run("old", "Түсіндірме b қаз")],
        [Run("old", "Түсіндірме b рус")],
    ]
    assert not overview.has_other_key(FULL, document, change)


def test_another_correct_answer_is_told():
    question = editing.part(FULL, "m1-quiz-one")
    turned = [
        asking.OptionWords(option.id, option.text, option.feedback, not option.correct)
        for option in question.options
    ]
    known = {option.id for option in question.options}
    document = editing.replace(FULL, asking.set_options(question, turned, known=known))
    [change] = changes(FULL, document)

    assert overview.has_other_key(FULL, document, change)
    assert overview.rewordings(FULL, document, change) == []


def test_what_comes_or_goes_whole_is_not_told_word_by_word():
    document = asking.remove_question(FULL, "m1-quiz-one")
    [change] = changes(FULL, document)

    assert overview.rewordings(FULL, document, change) == []
