"""The author's pages: own courses, outline, editor, preview, publishing."""

from app.authoring.routes import course, marking, parts, publishing, questions, regrading, writing
from app.authoring.routes.blueprint import bp

__all__ = ["bp", "course", "marking", "parts", "publishing", "questions", "regrading", "writing"]
