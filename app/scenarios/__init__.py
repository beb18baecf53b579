"""Branching stories: runs and moves; the pages are in `learning` and `authoring`."""
