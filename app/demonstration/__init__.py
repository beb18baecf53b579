"""A small living organisation with courses under way, for trying the system out."""
