"""What a course is, its immutable editions and the catalogue."""
