"""What a browser sends and shows while its person sits the quiz of the small course."""

from app.assessment import queries as assessment
from app.core import db

QUIZ = "/courses/small/m1-quiz"
RIGHT = {
    "q-m1-quiz-one": "a",
    "q-m1-quiz-two": "b",
    "q-m1-quiz-three": ["a", "b"],
    "q-m1-quiz-four": "d",
}


def attempt(enrolment_id, number=1):
    db.session.expire_all()
    return assessment.attempt_number(enrolment_id, "m1-quiz", number)


def kept(enrolment_id, number=1):
    answers = assessment.answers(attempt(enrolment_id, number))
    return {key: answer.chosen for key, answer in answers.items()}


def packet(reader, attempt_id, question, *options, sequence=1, **changes):
    """One answer, as the page sends it when it is given."""
    form = {
        "attempt": attempt_id,
        "question": question,
        "option": list(options),
        "sequence": sequence,
    }
    address = changes.pop("address", f"{QUIZ}/answer")
    return reader.post(address, form | changes, headers={"Accept": "application/json"})


def page_of(reader):
    return reader.see(QUIZ)


def send(reader, answers, *, then, **changes):
    """The whole page, as a browser without JavaScript sends it."""
    page = page_of(reader)
    form = {name: page.hidden(name) for name in ("attempt", "seen")}
    return reader.post(f"{QUIZ}/answers", form | answers | {"then": then} | changes)
