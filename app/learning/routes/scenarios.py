"""The scenario: begin, decide, look back."""

from app.scenarios import queries as scenarios  # noqa: F401
