"""What two hundred do at the same moment happens once."""

import os
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.assessment.models import Answer, Attempt
from app.audit.models import Entry
from app.certificates.models import Certificate
from app.core import clock, db
from app.courses import queries as courses
from app.learning import queries, service
from app.learning.models import Enrolment, StepResult
from app.people import queries as people
from app.scenarios.models import Move, Run
from tests import databases, make
from tests.browser import Browser
from tests.documents import lesson, pair, small_course, story_course
from tests.learning import crowd, taking

CROWD = 200
QUIZ = "/courses/small/m1-quiz"
REDIRECTS = {302, 303}
DATABASES = [pytest.param("postgresql", marks=pytest.mark.postgresql)]
if os.environ.get("TEST_DATABASE") != "postgresql":
    DATABASES.append("sqlite")


@pytest.fixture(params=DATABASES)
def committed(request, app, tmp_path):
    """A database of its own, in which every transaction really commits."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'together.sqlite3'}"
    else:
        url = databases.empty_database(request.getfixturevalue("cluster"))
    with crowd.database(url) as engine:
        app.extensions["throttle"].storage.reset()
        yield engine


@pytest.fixture
def learner(committed):
    """Aigerim has begun the small course."""
    with db.transaction():
        aigerim = make.person(username="aigerim")
        service.begin(make.course(), by=aigerim)
    return "aigerim"


def person(username):
    return people.person_or_none(username)


def tabs(app, username, count):
    """As many tabs of one browser; `post(number, path, form)` answers with the status."""
    browser = Browser(app)
    browser.sign_in(person(username))
    db.session.remove()
    token = browser._token()
    cookie = browser.client.get_cookie("qalqan").value
    clients = [app.test_client() for _ in range(count)]
    for client in clients:
        client.set_cookie("qalqan", cookie)

    def post(number, path, form=None, **options):
        return clients[number].post(
            f"/kk{path}", data={"csrf_token": token} | (form or {}), **options
        )

    return post


def rows(model, **values):
    with db.transaction() as session:
        return list(session.scalars(select(model).filter_by(**values)))


def acts():
    return Counter(entry.act for entry in rows(Entry))


def test_two_hundred_complete_the_same_course_and_there_is_one_certificate(app, committed):
    modules = [
        {
            "id": "m",
            "title": pair("М"),
            "objectives": [],
            "steps": [lesson("first"), lesson("second")],
        }
    ]
    with db.transaction():
        aigerim = make.person(username="aigerim")
        course = make.course(small_course(modules=modules))
        taking.read(aigerim, service.begin(course, by=aigerim), "first")
    post = tabs(app, "aigerim", CROWD)

    answers = crowd.at_once(CROWD, lambda number: post(number, "/courses/small/second/read"))

    assert {answer.status_code for answer in answers} <= REDIRECTS
    assert {answer.location for answer in answers} == {"/kk/courses/small"}
    assert len(rows(Certificate)) == 1
    assert len(rows(StepResult)) == 2
    assert acts()["course.completed"] == acts()["certificate.issued"] == 1
    [enrolment] = rows(Enrolment)
    assert enrolment.finished_at


def test_two_hundred_managers_assign_at_once_and_each_person_is_enrolled_once(committed):
    with db.transaction():
        make.course()
        for name in ("manager", "aigerim", "berik", "dana"):
            make.person(username=name)
    today = clock.today()

    def assign(number):
        with db.transaction():
            learners = [person(name) for name in ("aigerim", "berik", "dana")]
            return service.assign(
                courses.course("small"),
                to=learners if number % 2 else learners[::-1],
                due=today + timedelta(days=10 + number),
                by=person("manager"),
            )

    counts = crowd.at_once(CROWD, assign)

    assert sum(counts) == 3
    enrolments = rows(Enrolment)
    assert len(enrolments) == 3
    assert {enrolment.due_on for enrolment in enrolments} == {today + timedelta(days=10)}
    assert acts()["course.assigned"] == CROWD


@pytest.mark.parametrize("is_assigned", [True, False])
def test_fifty_tabs_begin_a_course_once(app, committed, is_assigned):
    with db.transaction():
        aigerim, course = make.person(username="aigerim"), make.course()
        if is_assigned:
            service.assign(course, to=[aigerim], due=None, by=aigerim)
    post = tabs(app, "aigerim", 50)
    answers = crowd.at_once(50, lambda number: post(number, "/courses/small/begin"))
    assert {answer.location for answer in answers} == {"/kk/courses/small/first"}
    [enrolment] = rows(Enrolment)
    assert enrolment.edition_id
    assert acts()["course.begun"] == 1


def test_fifty_tabs_start_one_attempt(app, learner):
    with db.transaction():
        taking.read(person(learner), queries.enrolment(person(learner), "small"))
    post = tabs(app, learner, 50)
    answers = crowd.at_once(50, lambda number: post(number, f"{QUIZ}/start"))
    assert {answer.status_code for answer in answers} <= REDIRECTS
    assert len(rows(Attempt)) == 1
    assert acts()["quiz.started"] == 1


def test_fifty_hand_in_at_once_and_there_is_one_receipt(app, learner):
    attempt = sit(learner)
    right = {"q-m1-quiz-one": "a", "q-m1-quiz-two": "b", "q-m1-quiz-four": "d"}
    form = right | {"attempt": attempt, "then": "hand-in-anyway"}
    post = tabs(app, learner, 50)

    answers = crowd.at_once(50, lambda number: post(number, f"{QUIZ}/answers", form))

    assert {answer.location for answer in answers} == {f"/kk{QUIZ}/attempts/1"}
    [handed_in] = rows(Attempt)
    assert handed_in.passed
    [entry] = rows(Entry, act="quiz.handed-in")
    assert entry.details["receipt"] == handed_in.receipt
    assert len(rows(Certificate)) == acts()["course.completed"] == 1


def sit(username):
    with db.transaction():
        learner = person(username)
        enrolment = queries.enrolment(learner, "small")
        taking.read(learner, enrolment)
        return taking.sit(learner, enrolment).id


def test_two_tabs_answer_and_the_newest_answer_to_each_question_stays(app, learner):
    attempt = sit(learner)
    post = tabs(app, learner, 2)
    questions = ["m1-quiz-one", "m1-quiz-two", "m1-quiz-three", "m1-quiz-four"]
    sent = {
        sequence: (questions[sequence % 4], "abcd"[sequence // 4 % 4]) for sequence in range(1, 41)
    }

    def answer(tab):
        statuses = set()
        for sequence, (question, option) in sent.items():
            if sequence // 4 % 2 == tab:
                form = {
                    "attempt": attempt,
                    "question": question,
                    "option": option,
                    "sequence": sequence,
                }
                statuses.add(post(tab, f"{QUIZ}/answer", form).status_code)
        return statuses

    assert crowd.at_once(2, answer) == [{200}, {200}]

    newest = {question: [option] for question, option in sent.values()}
    assert {answer.question_id: answer.chosen for answer in rows(Answer)} == newest


def test_answers_that_race_with_the_hand_in_are_kept_before_it_or_refused(app, learner):
    attempt = sit(learner)
    post = tabs(app, learner, 21)

    def act(number):
        if number == 10:
            form = {"attempt": attempt, "then": "hand-in-anyway", "seen": ""}
            return post(number, f"{QUIZ}/answers", form).status_code
        form = {
            "attempt": attempt,
            "question": "m1-quiz-one",
            "option": "abcd"[number % 4],
            "sequence": number + 1,
        }
        headers = {"Accept": "application/json"}
        return post(number, f"{QUIZ}/answer", form, headers=headers).status_code

    statuses = crowd.at_once(21, act)
    assert statuses[10] in REDIRECTS
    assert set(statuses) - REDIRECTS <= {200, 409}
    [handed_in] = rows(Attempt)
    kept = {answer.question_id: answer.chosen for answer in rows(Answer)}
    assert handed_in.score == (25 if kept.get("m1-quiz-one") == ["a"] else 0)


def test_fifty_tabs_decide_at_once_and_the_story_ends_once(app, committed):
    with db.transaction():
        aigerim = make.person(username="aigerim")
        enrolment = service.begin(make.course(story_course(), slug="stories"), by=aigerim)
        taking.read(aigerim, enrolment)
        scenario = taking.steps(enrolment)["story"]
        run = service.begin_run(enrolment, scenario, by=aigerim, language="kk")
        for number, choice in enumerate("ad", start=1):
            service.decide(enrolment, run, number, choice, by=aigerim, language="kk")
    post = tabs(app, "aigerim", 50)
    address = "/courses/stories/story/runs/1"

    def decide(number):
        return post(number, address, {"number": 3, "choice": "hi"[number % 2]})

    answers = crowd.at_once(50, decide)

    assert {answer.location for answer in answers} == {f"/kk{address}/3"}
    *_, last = sorted(rows(Move), key=lambda move: move.number)
    assert (len(rows(Move)), last.number) == (3, 3)
    [ended] = rows(Run)
    assert ended.ending_id == {"h": "e1", "i": "e2"}[last.choice_id]
    assert acts()["scenario.finished"] == acts()["course.completed"] == len(rows(Certificate)) == 1
