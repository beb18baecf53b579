"""The journal: who did what, when, to what."""
