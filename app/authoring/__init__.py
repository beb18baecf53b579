"""Drafts, editor, preview, publish: the author's pages."""
