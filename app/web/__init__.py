"""The shell every page is drawn in; it knows no domain."""
