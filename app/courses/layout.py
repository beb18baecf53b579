"""Where the parts of a course stand in its folder, and how its texts are tidied."""

from typing import Final

from app.core.text import Language

COURSE_FILE: Final = "course.yaml"
TEXTS: Final = "texts/"
MEDIA: Final = "media/"
REVIEW_NOTES: Final = "review-notes"


def text_file(name: str, language: Language) -> str:
    """The file that holds one language of the text `name`."""
    return f"{TEXTS}{name}.{language}.md"


def media_file(name: str) -> str:
    """The file that holds the picture `name`."""
    return f"{MEDIA}{name}"


def tidy(text: str) -> str:
    """The text as a course keeps it: line feeds only, nothing empty before or after it.

    A file ends with one line feed, which is no part of its text. A no-break space is a letter here.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
