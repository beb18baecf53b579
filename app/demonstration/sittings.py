"""How people of the demonstration sit a quiz: with mistakes, in their own time."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from app.assessment import queries as assessment_queries
from app.assessment import service as assessment
from app.assessment.models import Attempt
from app.assessment.selection import Sheet
from app.core import clock
from app.core.text import LANGUAGES
from app.courses.document.questions import OpenAnswer, SingleChoice
from app.courses.document.steps import Quiz
from app.learning import service as learning
from app.learning.models import Enrolment
from app.people.models import Person

QUICKEST, SLOWEST = 15, 120
"""Seconds for one answer."""
MISTAKES = 4
"""One question in so many may be answered wrongly; a pass needs three quarters."""
HAND_OVER = {
    "kk": "Сағат 07:40. Екінші бөлмеде бір адам таңғы астан бас тартты, себебін айтпады. "
    "Дәрігерге 07:55-те хабарладым. Кілттер мен журнал тапсырылды.",
    "ru": "07:40. Во второй комнате один человек отказался от завтрака, причину не назвал. "
    "Врачу сообщено в 07:55. Ключи и журнал сданы.",
}


def sit(enrolment: Enrolment, quiz: Quiz, person: Person) -> Attempt:
    """Sit the quiz and hand it in; an open answer then waits for a trainer."""
    source = Random(f"{person.id}-{quiz.id}")  # noqa: S311 - invented answers, not secrets
    language = LANGUAGES[person.id % len(LANGUAGES)]
    attempt = learning.start_quiz(enrolment, quiz, by=person, language=language)
    at = clock.now()
    for sheet, given in _answers(assessment_queries.sheets(attempt), language, source):
        at += timedelta(seconds=source.randint(QUICKEST, SLOWEST))
        with clock.stopped_at(at):
            assessment.save(attempt, sheet.question.id, given, sequence=1, language=language)
    with clock.stopped_at(at):
        learning.hand_in(enrolment, attempt, by=person)
    return attempt


def _answers(
    sheets: list[Sheet], language: str, source: Random
) -> Iterator[tuple[Sheet, list[str]]]:
    mistakes = source.randint(0, len(sheets) // MISTAKES)
    may_be_wrong = [i for i, sheet in enumerate(sheets) if not sheet.question.must_pass]
    mistaken = set(source.sample(may_be_wrong, min(mistakes, len(may_be_wrong))))
    for index, sheet in enumerate(sheets):
        question = sheet.question
        if isinstance(question, OpenAnswer):
            yield sheet, [HAND_OVER[language]]
        elif index not in mistaken:
            yield sheet, question.right_answer
        elif isinstance(question, SingleChoice):
            wrong = [option.id for option in question.options if not option.correct]
            yield sheet, [source.choice(wrong)]
