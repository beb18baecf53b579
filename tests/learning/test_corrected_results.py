"""What a learner reads when the key of a question was corrected after she handed in."""

import pytest

from app.core.text import LANGUAGES
from app.learning import regrading, service
from tests.learning import grading

WORDS = {"kk": "Түзетілген жауап", "ru": "Исправленный ответ"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_correction_the_learner_reads_by_which_answer_she_is_marked(
    world, session, browser, language
):
    course = grading.keyed_course(world.dana)
    _enrolment, attempt = grading.sits(world.aigerim, course, "b", "a")
    grading.publish_right_key(course, world.dana)
    question = regrading.question(course, "q-one")
    found = regrading.changes(course, question)
    service.regrade(course, question, found, takes_away=False, reason="Кілт қате", by=world.dana)
    session.commit()
    reader = browser(world.aigerim, language=language)
    page = reader.page(f"/courses/regraded/m1-quiz/attempts/{attempt.number}")
    assert WORDS[language] in page
