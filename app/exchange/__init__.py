"""Questions to and from GIFT and Moodle XML: pure conversions, no pages."""
