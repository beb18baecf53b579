"""Questions of a file find their place, and none comes twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.authoring import adopting
from app.authoring.adopting import BANK
from app.authoring.editing import changed, parts, replace
from app.exchange import carrying, files
from app.exchange.carrying import Format
from app.exchange.report import Reading
from tests.authoring.samples import full_course
from tests.exchange.questions import QUESTIONS

COURSE = full_course()
QUIZZES = ["m1-quiz", "m2-quiz"]


def around(document, place=BANK):
    return adopting.surroundings(document, place, "o-one", "ru")


def adopted(document, text, place=BANK):
    reading = files.read(text, around(document, place))
    found = adopting.adoption(document, place, reading, used=())
    return found, adopting.add_questions(document, place, found.questions)


@pytest.mark.parametrize("place", [BANK, *QUIZZES])
def test_questions_go_to_the_end_of_the_place(place):
    before = adopting.questions_at(COURSE, place)

    found, after = adopted(COURSE, "Кто?{=Дежурный ~Врач}\n\nКогда?{#5}", place)

    assert adopting.questions_at(after, place) == [*before, *found.questions]
    assert [question.kind for question in found.questions] == ["single-choice", "number"]
    assert all(question.id.startswith("imported-") for question in found.questions)


def test_there_is_no_such_place():
    with pytest.raises(KeyError):
        adopting.add_questions(COURSE, "first", [])


def test_the_same_file_a_second_time_adds_nothing():
    text = "Кто?{=Дежурный ~Врач}\n\nКто?{=Дежурный ~Врач}\n\nКогда?{#5}"
    found, after = adopted(COURSE, text)
    assert [taken.line for taken in found.added] == [1, 5]
    assert [taken.line for taken in found.known] == [3]

    again, same = adopted(after, text)

    assert list(again.added) == []
    assert same == after


def test_an_id_that_stands_for_something_else_becomes_a_new_one():
    text = "// [id:first]\nКто?{=Дежурный ~Врач}\n\n// [id:q-new]\nКогда?{#5}"
    found, _after = adopted(COURSE, text)
    first, new = found.questions
    assert first.id.startswith("first-")
    assert new.id == "q-new"


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("Кто?{=Дежурный ~Врач ~Шофёр ~Повар}", ["options"]),
        ("Что чьё?{=Ключ->Замок =Руль->Машина =Весло->Лодка =->Дом}", ["pairs", "distractors"]),
    ],
)
def test_ids_of_answers_do_not_count_the_lines_of_the_file(text, lists):
    ways = set()
    for _time in range(8):
        found, _after = adopted(COURSE, text)
        [question] = found.questions
        ids = [one.id for name in lists for one in getattr(question, name)]
        assert len(set(ids)) == 4
        ways.add(tuple(sorted(range(4), key=ids.__getitem__)))
    assert len(ways) > 1


def test_an_id_that_the_published_course_has_is_not_used_for_another_question():
    reading = files.read("// [id:q-old]\nКогда?{#5}", around(COURSE))
    found = adopting.adoption(COURSE, BANK, reading, used={"q-old"})
    assert found.questions[0].id.startswith("q-old-")


def test_only_the_quiz_of_a_module_keeps_to_its_module():
    assert {one.id for one in adopting.objectives_at(COURSE, "m1-quiz")} == {"m1-o", "o-one"}
    assert {one.id for one in adopting.objectives_at(COURSE, "m2-quiz")} == {"o-one"}
    assert {one.id for one in adopting.objectives_at(COURSE, BANK)} == {"m1-o", "o-one"}
    final = changed(COURSE.steps_by_id["m2-quiz"], purpose="final")
    course = replace(COURSE, final)
    assert {one.id for one in adopting.objectives_at(course, "m2-quiz")} == {"m1-o", "o-one"}


@pytest.mark.parametrize("kind", list(Format))
def test_a_course_knows_its_own_questions_again(kind):
    own = carrying.parcel(COURSE.questions_by_id.values(), kind).carried
    assert len(own) >= len(Format)
    text = files.decoded(files.written(own, kind))

    found, after = adopted(COURSE, text)

    assert len(found.known) == len(own)
    assert after == COURSE


@pytest.mark.parametrize("kind", list(Format))
@given(questions=st.lists(QUESTIONS, min_size=1, max_size=4))
def test_whatever_is_added_has_an_id_of_its_own_and_is_known_afterwards(questions, kind):
    carried = carrying.parcel(questions, kind).carried
    text = files.decoded(files.written(carried, kind)) if carried else "Кто?{T}"
    _found, after = adopted(COURSE, text)
    ids = [part.id for part in parts(after)]
    assert len(ids) == len(set(ids))
    assert list(adopted(after, text)[0].added) == []


def test_what_the_trainer_saw_is_told_by_its_content():
    first, _ = adopted(COURSE, "Кто?{=Дежурный ~Врач}")
    same, _ = adopted(COURSE, "// строка\n\nКто?{=Дежурный ~Врач}")
    other, _ = adopted(COURSE, "Кто?{~Дежурный =Врач}")
    elsewhere = adopting.adoption(COURSE, "m1-quiz", Reading(first.added, []), used=())
    assert first.fingerprint == same.fingerprint
    assert len({first.fingerprint, other.fingerprint, elsewhere.fingerprint}) == 3
