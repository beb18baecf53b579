"""Counts and sums over answers, made by the database: no attempt is loaded for statistics.

Counted are the answers of first attempts that are handed in and marked: what a person answers
later is no longer independent of what she was told after the first time.
"""

from app.assessment.tallies.checks import ObjectiveTally, Paired, by_objective, paired
from app.assessment.tallies.levels import levels
from app.assessment.tallies.picks import MOST_PICKS, picks
from app.assessment.tallies.questions import Tally, questions
from app.assessment.tallies.sample import Sample

__all__ = [
    "MOST_PICKS",
    "ObjectiveTally",
    "Paired",
    "Sample",
    "Tally",
    "by_objective",
    "levels",
    "paired",
    "picks",
    "questions",
]
