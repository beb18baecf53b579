"""Assigning, taking and finishing courses."""

from app.learning.service.assigning import assign, change_due, withdraw
from app.learning.service.finishing import document_of, edition_of, occasion
from app.learning.service.quizzes import hand_in, start_quiz, take_result
from app.learning.service.taking import begin, finish_lesson, keep_place, take_newest_edition

__all__ = [
    "assign",
    "begin",
    "change_due",
    "document_of",
    "edition_of",
    "finish_lesson",
    "hand_in",
    "keep_place",
    "occasion",
    "start_quiz",
    "take_newest_edition",
    "take_result",
    "withdraw",
]
