"""Enrolment, progress and the player: the learner's pages."""
