"""The author's pages: own courses, outline, editor, preview, publishing."""

from app.authoring.routes import (
    course,
    exchange,
    marking,
    parts,
    paths,
    publishing,
    questions,
    regrading,
    statistics,
    writing,
)
from app.authoring.routes.blueprint import bp

__all__ = [
    "bp",
    "course",
    "exchange",
    "marking",
    "parts",
    "paths",
    "publishing",
    "questions",
    "regrading",
    "statistics",
    "writing",
]
