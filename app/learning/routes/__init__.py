"""The learner's pages: my training, catalogue, course, lesson, quiz, result."""

from app.learning.routes import courses, home, lessons, quizzes, results, scenarios
from app.learning.routes.blueprint import bp

__all__ = ["bp", "courses", "home", "lessons", "quizzes", "results", "scenarios"]
