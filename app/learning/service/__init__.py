"""Assigning, taking and finishing courses."""

from app.learning.service.assigning import assign, change_due, withdraw
from app.learning.service.editions import take_newest_edition
from app.learning.service.finishing import document_of, edition_of, occasion
from app.learning.service.marking import mark
from app.learning.service.outages import give_time
from app.learning.service.quizzes import (
    close_all_run_out,
    close_run_out,
    hand_in,
    start_quiz,
    take_result,
)
from app.learning.service.regrading import regrade
from app.learning.service.scenarios import begin_run, decide
from app.learning.service.taking import begin, finish_lesson, keep_place

__all__ = [
    "assign",
    "begin",
    "begin_run",
    "change_due",
    "close_all_run_out",
    "close_run_out",
    "decide",
    "document_of",
    "edition_of",
    "finish_lesson",
    "give_time",
    "hand_in",
    "keep_place",
    "mark",
    "occasion",
    "regrade",
    "start_quiz",
    "take_newest_edition",
    "take_result",
    "withdraw",
]
