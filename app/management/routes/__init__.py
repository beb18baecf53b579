"""The manager's pages: my team, a list of people, one person, assigning, papers, time."""

from app.management.routes import assign, duty, lists, person, reports, team, time
from app.management.routes.blueprint import bp

__all__ = ["assign", "bp", "duty", "lists", "person", "reports", "team", "time"]
