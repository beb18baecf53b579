"""Courses whose results a trainer decides on: an open question, a key that was wrong."""

from app.assessment import service as assessment
from app.courses import service as courses
from app.learning import service
from tests import documents, make
from tests.learning import taking

RUBRIC = [("calls", 2), ("writes", 3)]
OPEN_ANSWER = "Дәрігерді шақырамын.\nХаттама жасаймын."
WRONG_KEY, RIGHT_KEY = "a", "b"


def open_question(question_id="q-open"):
    common = documents.single(question_id)
    del common["options"]
    return common | {
        "kind": "open",
        "rubric": [
            {"id": key, "text": documents.pair(key), "points": points} for key, points in RUBRIC
        ],
    }


def document(code, *questions):
    """A lesson and a quiz with these questions; 75 % pass."""
    module = documents.small_course().modules[0].model_dump(mode="json")
    steps = [documents.lesson("first"), documents.quiz("m1-quiz", list(questions))]
    return documents.small_course(code, modules=[module | {"steps": steps}])


def open_course(owner):
    """A quiz with one closed and one open question; 75 % pass."""
    written = document("OP1", documents.single("q-closed"), open_question())
    return make.course(written, slug="open", owner=owner)


def answered(person, course, text=OPEN_ANSWER):
    """The person's enrolment and her attempt, handed in with an open answer."""
    enrolment = service.begin(course, by=person)
    taking.read(person, enrolment)
    attempt = taking.sit(person, enrolment)
    assessment.save_all(attempt, {"q-closed": ["a"], "q-open": [text]}, language="kk")
    return enrolment, service.hand_in(enrolment, attempt, by=person)


def keyed(key):
    """Two questions; `key` is the right option of the one whose key was wrong."""
    return document("RG1", documents.single("q-one", right=key), documents.single("q-two"))


def keyed_course(owner):
    return make.course(keyed(WRONG_KEY), slug="regraded", owner=owner)


def sits(person, course, *chosen):
    """The person answers both questions and hands in; her enrolment and attempt."""
    enrolment = service.begin(course, by=person)
    taking.read(person, enrolment)
    answers = dict(zip(("q-one", "q-two"), ([option] for option in chosen), strict=True))
    return enrolment, taking.hand_in(person, enrolment, taking.sit(person, enrolment), answers)


def publish_right_key(course, by):
    courses.publish(course, keyed(RIGHT_KEY), by=by)


def cohort(world, course):
    """Aigerim answered what is right, Berik what the wrong key called right; then it is mended."""
    sat = {
        "aigerim": sits(world.aigerim, course, "b", "a"),
        "berik": sits(world.berik, course, "a", "a"),
    }
    publish_right_key(course, world.dana)
    return sat
