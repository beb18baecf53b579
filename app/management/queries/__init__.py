"""Reads of a unit: where it stands, how far it is, its people one by one."""

from app.management.queries.candidates import Candidate, Prospect, candidates, people, prospect
from app.management.queries.lines import PAGE, Line, lines
from app.management.queries.memberships import memberships
from app.management.queries.places import Place, place, roots
from app.management.queries.tallies import (
    CourseTally,
    PartTally,
    Tally,
    by_course,
    by_part,
    head_count,
)

__all__ = [
    "PAGE",
    "Candidate",
    "CourseTally",
    "Line",
    "PartTally",
    "Place",
    "Prospect",
    "Tally",
    "by_course",
    "by_part",
    "candidates",
    "head_count",
    "lines",
    "memberships",
    "people",
    "place",
    "prospect",
    "roots",
]
