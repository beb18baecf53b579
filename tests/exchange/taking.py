"""A file read as a trainer's course would read it, and what was said of it."""

from app.exchange import files
from tests.exchange.questions import AROUND


def read(text):
    return files.read(text, AROUND)


def one(text):
    """The only question of the file, which must be one that can be taken."""
    reading = read(text)
    assert [refused.reason.message for refused in reading.refused] == []
    (taken,) = reading.taken
    return taken.question


def remarks(text):
    """What the trainer is told of the only question."""
    (taken,) = read(text).taken
    return [remark.message % remark.values for remark in taken.remarks]


def refusal(text):
    """Where and why the only question cannot be taken."""
    reading = read(text)
    assert list(reading.taken) == []
    (refused,) = reading.refused
    return refused.line, refused.reason.message % refused.reason.values


def in_russian(text):
    """How a text that says no language is kept, here where Russian is expected."""
    return ("", text)


def sides(text):
    return (text.kk, text.ru)
