"""Every kind of question as learners meet it: in a quiz, in its result and in a lesson."""

from html import escape
from typing import get_args
from urllib.parse import urlencode

import pytest

from app.assessment import queries as assessment
from app.core import db
from app.courses.document.questions import Question
from app.learning import service
from tests import make
from tests.documents import course_of_every_kind, every_kind, placed
from tests.learning import taking
from tests.learning.reading import Page

pytestmark = pytest.mark.usefixtures("noon")
COURSE = "/courses/kinds"
QUIZ = f"{COURSE}/kinds-quiz"
LESSON = f"{COURSE}/kinds"
DOCUMENT = course_of_every_kind()
ASKED = {q.kind: q for q in DOCUMENT.steps_by_id["kinds-quiz"].questions}
CHECKED = {block.question.kind: block for block in DOCUMENT.steps_by_id["kinds"].blocks}
by_kind = pytest.mark.parametrize("kind", list(ASKED))
by_checked = pytest.mark.parametrize("kind", list(CHECKED))
WRITTEN = {"short-answer": "РАПОРТ", "number": "2,45", "open": "Көргенімді жаздым."}
WRONGLY = {
    "single-choice": ["b"],
    "multiple-choice": ["c"],
    "true-false": ["true"],
    "matching": ["a=d"],
    "ordering": ["a=4", "b=3", "c=2", "d=1"],
    "sorting": ["a=y"],
    "short-answer": ["хат"],
    "number": ["7"],
}
WRONG = {kind: placed(ASKED[kind], *values) for kind, values in WRONGLY.items()}


def right(kind):
    return right_to(ASKED[kind])


def right_to(question):
    written = WRITTEN.get(question.kind)
    return [written] if written else question.right_answer


@pytest.fixture
def sit(world, look):
    """Opens the quiz of every kind before Aigerim; `changes` replace keys of the quiz."""

    def open_quiz(**changes):
        course = make.course(course_of_every_kind(**changes), slug="kinds")
        enrolment = service.begin(course, by=world.aigerim)
        taking.read(world.aigerim, enrolment)
        reader = look(world.aigerim)
        reader.enrolment = enrolment.id
        reader.post(f"{QUIZ}/start")
        return reader

    return open_quiz


@pytest.fixture
def study(world, look):
    """The lesson with a knowledge check of every kind."""
    service.begin(make.course(course_of_every_kind(), slug="kinds"), by=world.aigerim)
    return look(world.aigerim)


def send(reader, answers, then="hand-in-anyway"):
    """The whole page, as a browser without JavaScript sends it."""
    page = reader.see(QUIZ)
    fields = {field.get("name"): field.get("value", "") for field in page.main.iter("input")}
    form = {name: fields[name] for name in ("attempt", "seen")} | {"then": then}
    form |= {f"q-{ASKED[kind].id}": values for kind, values in answers.items()}
    assert reader.post(f"{QUIZ}/answers", form).status_code in {302, 303}


def kept(reader):
    db.session.expire_all()
    answers = assessment.answers(assessment.attempt_number(reader.enrolment, "kinds-quiz", 1))
    return {key: answer.chosen for key, answer in answers.items()}


def result(reader):
    return reader.see(f"{QUIZ}/attempts/1")


def offered(page, name):
    """Every value that can be sent under this name."""
    found = [
        f for f in page.main.iter("input") if f.get("name") == name and f.get("type") != "text"
    ]
    lists = [one for one in page.main.iter("select") if one.get("name") == name]
    return {f.get("value") for f in found} | {
        option.get("value") for one in lists for option in one.iter("option") if option.get("value")
    }


def shown(page, name):
    """What stands in the inputs of this name."""
    values = []
    for field in page.main.iter():
        if field.get("name") == name and field.tag == "textarea":
            values.append((field.text or "").lstrip("\n"))
        elif field.get("name") == name and field.tag == "input":
            is_given = field.get("type") == "text" or field.get("checked") is not None
            values += [field.get("value")] if is_given else []
        elif field.get("name") == name:
            values += [
                o.get("value") for o in field.iter("option") if o.get("selected") is not None
            ]
    return sorted(value for value in values if value)


def part(page, node_id):
    [node] = [node for node in page.main.iter() if node.get("id") == node_id]
    return node


def words(node):
    return " ".join("".join(node.itertext()).split())


def test_the_sample_course_has_every_kind_there_is():
    union = get_args(get_args(Question)[0])
    kinds = {get_args(one.model_fields["kind"].annotation)[0] for one in union}
    assert {question["kind"] for question in every_kind()} == kinds == set(ASKED)


def test_every_input_of_a_question_sends_what_the_question_offers_and_is_described(sit):
    page = sit().see(QUIZ)
    for kind, question in ASKED.items():
        assert offered(page, f"q-{question.id}") == set(question.offered), kind
        section = part(page, question.id)
        assert section.get("data-question") == question.id
        heads = [node for tag in ("legend", "label") for node in section.iter(tag)]
        assert any(words(node) == question.prompt.kk for node in heads), kind
        described = {
            name for node in section.iter() for name in node.get("aria-describedby", "").split()
        }
        assert described, kind
        assert described <= {node.get("id") for node in section.iter()}, kind


@by_kind
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_an_answer_comes_back_as_it_was_given(sit, kind, language):
    reader = sit()
    send(reader, {kind: right(kind)}, then="save")
    assert kept(reader) == {ASKED[kind].id: right(kind)}
    with reader.speaking(language):
        assert shown(reader.see(QUIZ), f"q-{ASKED[kind].id}") == right(kind)


@by_kind
def test_what_a_question_does_not_offer_is_refused_in_words(sit, say, kind):
    reader = sit()
    values = ["elsewhere"] if ASKED[kind].offered else ["бір", "екі"]
    page = reader.see(QUIZ)
    form = {"attempt": page.hidden("attempt"), "seen": page.hidden("seen"), "then": "save"}
    answer = reader.post(f"{QUIZ}/answers", form | {f"q-{ASKED[kind].id}": values})
    assert answer.status_code == 422
    told = say("This answer does not belong to the question. Reload the page.")
    assert told in Page(answer.get_data(as_text=True)).words
    assert kept(reader) == {}


def test_a_paper_begins_empty_and_gives_nothing_of_the_key(sit):
    page = sit().see(QUIZ)
    assert [shown(page, f"q-{question.id}") for question in ASKED.values()] == [[]] * 9
    for secret in ("Пікір", "Түсіндірме", "Дәл", "Рас емес", "баянат"):
        assert secret not in page.words
    assert not page.nodes("verdict")


def test_the_source_of_a_page_tells_neither_what_belongs_together_nor_the_order(sit):
    page = sit().see(QUIZ)
    joined = [value.split("=") for value in offered(page, "q-k-matching")]
    lefts, rights = ({value[side] for value in joined} for side in (0, 1))
    assert (len(lefts), len(rights)) == (3, 4)
    assert not lefts & rights
    in_order = zip(sorted(lefts), sorted(rights), strict=False)
    assert sorted(map("=".join, in_order)) != ASKED["matching"].right_answer
    items = {value.split("=")[0] for value in offered(page, "q-k-ordering")}
    assert not items & {item.id for item in ASKED["ordering"].items}
    assert sorted(items) != list(ASKED["ordering"].order)


def test_right_answers_to_every_kind_are_called_right_and_the_open_one_is_being_marked(sit, say):
    reader = sit()
    send(reader, {kind: right(kind) for kind in ASKED})
    heads = result(reader).parts("quiz__number")
    assert sum(head.endswith(f"· {say('Correct')}") for head in heads) == 8
    assert sum(head.endswith(f"· {say('Being marked')}") for head in heads) == 1
    assert not result(reader).nodes("verdict--wrong")


def test_the_result_shows_what_was_answered_and_what_is_to_be_known(sit, say):
    reader = sit()
    send(reader, {kind: WRONG.get(kind) or right(kind) for kind in ASKED})
    for language in ("kk", "ru"):
        with reader.speaking(language):
            page = result(reader)
        for kind, question in ASKED.items():
            section = part(page, question.id)
            told = words(section)
            assert say("Incorrect" if kind in WRONG else "Being marked", language) in told, kind
            assert question.explanation.pick(language) in told, kind
            inputs = {"input", "select", "textarea", "button"}
            left = [node for node in section.iter() if node.tag in inputs]
            assert all(node.get("disabled") is not None for node in left), kind


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("single-choice", "Түсіндірме b қаз"),
        ("true-false", "Рас емес еді қаз"),
        ("matching", "Оң d қаз"),
        ("matching", "Оң a қаз"),
        ("ordering", "Пікір a қаз"),
        ("sorting", "Топ x қаз"),
        ("short-answer", "баянат; рапорт"),
        ("number", "2,5 ± 0,1 сағат қаз"),
    ],
)
def test_the_result_tells_the_right_answer_and_why(sit, kind, expected):
    reader = sit()
    send(reader, {kind: WRONG[kind]})
    assert expected in words(part(result(reader), ASKED[kind].id))


def test_what_was_left_empty_is_no_answer_and_is_explained_too(sit, say):
    reader = sit()
    send(reader, {})
    page = result(reader)
    for kind, question in ASKED.items():
        told = words(part(page, question.id))
        assert say("No answer") in told, kind
        assert question.explanation.kk in told, kind


@pytest.mark.parametrize(
    ("kind", "answer", "earned"),
    [
        ("multiple-choice", ["a"], "0,5"),
        ("matching", ["a=a", "b=b"], "0,67"),
        ("ordering", ["a=2", "b=1", "c=3", "d=4"], "0,67"),
        ("sorting", ["a=x"], "0,25"),
    ],
)
def test_part_of_an_answer_is_called_so_with_its_points(sit, kind, answer, earned, say):
    reader = sit()
    send(reader, {kind: placed(ASKED[kind], *answer)})
    section = part(result(reader), ASKED[kind].id)
    assert say("Partly correct: %(points)s of 1", points=earned) in words(section)


@pytest.mark.parametrize("changes", [{"explanations": "never"}, {"explanations": "passed"}])
def test_where_nothing_may_be_explained_only_the_own_answer_and_the_verdict_are_shown(
    sit, changes, say
):
    reader = sit(**changes)
    send(reader, WRONG | {"open": ["Көргенімді жаздым."]})
    page = result(reader)
    for secret in ("Пікір", "Түсіндірме", "Дәл", "Рас емес", "Дерек бар", "баянат", "Ереже қаз"):
        assert secret not in page.words
    assert not page.nodes("verdict")
    assert "Оң a қаз" not in words(part(page, ASKED["matching"].id))
    assert sum(say("Incorrect") in head for head in page.parts("quiz__number")) == 8
    for own in ("хат", "Көргенімді жаздым.", "Оң d қаз", "Топ y қаз"):
        assert own in page.words


@pytest.mark.parametrize(("explanations", "is_explained"), [("handed-in", True), ("never", False)])
def test_a_marked_open_answer_tells_its_points_and_what_the_trainer_says(
    world, sit, say, explanations, is_explained
):
    reader = sit(explanations=explanations)
    send(reader, {"open": right("open")})
    attempt = assessment.attempt_number(reader.enrolment, "kinds-quiz", 1)
    points = {"fact": 2, "law": 1}
    comment = "Ережені атаңыз."
    service.mark(attempt, ASKED["open"], points=points, comment=comment, by=world.dana)
    db.session.commit()
    told = words(part(result(reader), ASKED["open"].id))
    assert say("Partly correct: %(points)s of 1", points="0,6") in told
    assert comment in told
    by_criterion = say("%(points)s of %(total)s points", points=2, total=3)
    assert (by_criterion in told) == is_explained


def test_what_a_learner_writes_is_shown_as_text(sit):
    reader = sit()
    written = "<b>бір</b>\n\n& «екі» %(answer)s"
    send(reader, {"open": [written], "short-answer": [written]}, then="save")
    assert shown(reader.see(QUIZ), f"q-{ASKED['open'].id}") == [written]
    send(reader, {"open": [written], "short-answer": [written]})
    text = reader.page(f"{QUIZ}/attempts/1")
    assert text.count(escape(written, quote=False)) == 2


def test_a_bright_line_that_was_crossed_says_so_and_leads_back_to_the_lesson(sit, say):
    line = {"must_pass": True, "lesson": "kinds"}
    reader = sit(
        questions=[data | (line if data["kind"] == "sorting" else {}) for data in every_kind()]
    )
    send(reader, {"sorting": ["a=x", "b=x", "c=y"]})
    section = part(result(reader), ASKED["sorting"].id)
    advice = "Without a right answer to this question the quiz is not passed, whatever the score."
    assert say(advice) in words(section)
    assert result(reader).words.count(say(advice)) == 1
    back = say("Read the lesson again: %(title)s", title="Сабақ kinds қаз")
    assert {words(link): link.get("href") for link in section.iter("a")} == {back: f"/kk{LESSON}"}


def test_a_bright_line_that_was_kept_says_nothing(sit):
    line = {"must_pass": True, "lesson": "kinds"}
    reader = sit(
        questions=[data | (line if data["kind"] == "sorting" else {}) for data in every_kind()]
    )
    send(reader, {"sorting": ASKED["sorting"].right_answer})
    assert not list(part(result(reader), ASKED["sorting"].id).iter("a"))


def test_a_knowledge_check_of_each_kind_asks_and_gives_nothing_away(study):
    page = study.see(LESSON)
    for kind, block in CHECKED.items():
        assert offered(page, block.id) == set(block.question.offered), kind
        assert block.question.prompt.kk in words(part(page, block.id)), kind
        assert block.question.explanation.kk not in page.words, kind


@by_checked
@pytest.mark.parametrize("is_right", [True, False])
def test_a_knowledge_check_of_each_kind_tells_how_right_the_answer_is(study, kind, is_right, say):
    block = CHECKED[kind]
    question = block.question
    answer = right_to(question) if is_right else placed(question, *WRONGLY[kind])
    page = study.see(_query(block.id, answer))
    node = part(page, block.id)
    assert block.question.explanation.kk in words(node)
    assert bool(page.nodes("verdict--right")) == is_right
    assert bool(page.nodes("verdict--wrong")) == (not is_right)
    assert shown(page, block.id) == answer
    others = [one for one in CHECKED.values() if one is not block]
    assert not any(one.question.explanation.kk in words(part(page, one.id)) for one in others)


def test_a_knowledge_check_that_is_not_answered_asks_for_an_answer(study, say):
    advice = say("Answer the question first, and then check the answer.")
    for block in CHECKED.values():
        page = study.see(_query(block.id, [], asked_for=block.id))
        assert page.words.count(advice) == 1
        assert advice in words(part(page, block.id))
    assert advice not in study.see(LESSON).words


@pytest.mark.parametrize("nonsense", [["a=1", "a=2"], ["бір", "екі"], ["ұ" * 201], [""]])
def test_what_a_check_does_not_offer_is_no_answer(study, nonsense):
    for kind, block in CHECKED.items():
        page = study.see(_query(block.id, nonsense))
        assert block.question.explanation.kk not in words(part(page, block.id)), kind


def _query(block_id, answer, **more):
    return f"{LESSON}?{urlencode([*((block_id, value) for value in answer), *more.items()])}"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_author_sees_each_kind_as_learners_will_and_its_key(world, look, language):
    make.course(course_of_every_kind(), slug="kinds", owner=world.dana)
    db.session.flush()
    page = look(world.dana, language=language).see("/author/kinds/preview/kinds-quiz")
    for kind, question in ASKED.items():
        section = part(page, question.id)
        assert offered(page, f"q-{question.id}") == set(question.offered), kind
        [key] = section.iter("details")
        assert question.explanation.pick(language) in words(key), kind
        assert not list(key.iter("select")), kind


def test_the_author_can_try_the_checks_of_a_lesson(world, look):
    make.course(course_of_every_kind(), slug="kinds", owner=world.dana)
    db.session.flush()
    reader = look(world.dana)
    page = reader.see("/author/kinds/preview/kinds?check-number=2,5&asked_for=check-number")
    assert "Дәл қаз" in words(part(page, "check-number"))
