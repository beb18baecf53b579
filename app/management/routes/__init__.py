"""The manager's pages: my team, a list of people, one person, assigning, papers."""

from app.management.routes import assign, lists, person, reports, team
from app.management.routes.blueprint import bp

__all__ = ["assign", "bp", "lists", "person", "reports", "team"]
