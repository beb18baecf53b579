"""Quizzes: attempts, answers and marks; the pages are in `learning`."""
