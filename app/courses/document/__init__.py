"""The course format: one document, structure once, every text a pair of languages."""
