"""The author's pages: own courses, outline, editor, preview, publishing."""

from app.authoring.routes import course, parts, publishing, questions, writing
from app.authoring.routes.blueprint import bp

__all__ = ["bp", "course", "parts", "publishing", "questions", "writing"]
