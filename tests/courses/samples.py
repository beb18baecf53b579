"""Courses to read: the example of courses/README.md, and arbitrary ones with awkward words."""

import hashlib
import re
from pathlib import Path

from hypothesis import assume
from hypothesis import strategies as st

from app.core.text import Localized
from app.courses.document import blocks, course, questions, steps
from app.courses.layout import REVIEW_NOTES, tidy

README = Path(__file__).parents[2] / "courses" / "README.md"
EXAMPLE = re.search(r"```yaml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)[1]
KK, RU = "texts/dignity-text.kk.md", "texts/dignity-text.ru.md"
PNG = b"\x89PNG\r\n\x1a\n"


def small(*replacements, kk="Мәтін.\n", ru="Текст.\n", **more):
    """The files of the example; each replacement is a part of course.yaml and what stands there."""
    text = EXAMPLE
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {"course.yaml": text.encode(), KK: kk.encode(), RU: ru.encode(), **more}


def with_blocks(*lines, **texts):
    """The example with more blocks in its lesson; the first line of them is BLOCKS."""
    yaml = "".join(f"          {line}\n" for line in lines)
    return small((ANCHOR, yaml + ANCHOR), **texts)


ANCHOR = "          - kind: sources\n            id: dignity-sources\n"
BLOCKS = EXAMPLE[: EXAMPLE.index(ANCHOR)].count("\n") + 1


def line_of(part, files):
    """The line of course.yaml on which `part` stands first."""
    text = files["course.yaml"].decode()
    return text[: text.index(part)].count("\n") + 1


AWKWARD = (
    *("yes", "No", "on", "null", "~", "true", "False", "", " ", "-", "---", "...", "- one", "? a"),
    *("1", "007", "0x1f", "1_000", "1e3", "3.14", ".5", "-7", "2017-05-30", "12:30:00", "=", "<<"),
    *("a: b", "a #b", "#b", "{a}", "[a, b]", "a, b", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`"),
    *("«Қалқан»", '"a"', "'a'", "it's", "a\\b", "39,1\u00a0%", "a\u2028b", "a\x85b", "a\tb", "😀"),
    *("один\n\nдва", "a\n  b", "a \nb", "- a\n- b\n  - c", "## Б\n\nі", "a\n---\nb", "\u00a0a"),
    *("a\x07b", "\x00", "a\ufeff", "слово " * 60),
)
LETTERS = st.characters(exclude_categories=["Cs"])
WORDS = (st.sampled_from(AWKWARD) | st.text(LETTERS, max_size=30)).map(tidy)
PROSE = WORDS.filter(lambda text: not text.startswith("\ufeff"))
PAIRS = st.builds(Localized, WORDS, WORDS)
PROSE_PAIRS = st.builds(Localized, PROSE, PROSE)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True) | st.sampled_from(
    ["null", "true", "no", "y", "on", "e1", "n"]
)
CODES = st.from_regex(r"[A-Z]{2,4}[0-9]{1,3}", fullmatch=True)
NUMBERS = st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12).map(lambda n: round(n, 6))
CELLS = PAIRS | WORDS

OPTIONS = st.builds(questions.Option, id=IDS, text=PAIRS, correct=st.booleans(), feedback=PAIRS)
PARTS_OF_QUESTION = {
    "id": IDS,
    "objective": IDS,
    "prompt": PAIRS,
    "options": st.lists(OPTIONS, min_size=2, max_size=3),
    "explanation": PAIRS,
    "sources": st.lists(IDS, max_size=2),
}
QUESTIONS = st.builds(
    questions.SingleChoice, kind=st.just("single-choice"), **PARTS_OF_QUESTION
) | st.builds(questions.MultipleChoice, kind=st.just("multiple-choice"), **PARTS_OF_QUESTION)
TEXTS = st.builds(
    blocks.Text,
    kind=st.just("text"),
    id=IDS.filter(lambda name: name != REVIEW_NOTES),
    text=PROSE_PAIRS,
)
BLOCK = st.one_of(
    TEXTS,
    st.builds(
        blocks.Note,
        kind=st.just("note"),
        id=IDS,
        tone=st.sampled_from(["situation", "law", "mistake", "action", "remark"]),
        title=PAIRS,
        text=PAIRS,
    ),
    st.builds(
        blocks.Picture,
        kind=st.just("picture"),
        id=IDS,
        file=IDS.map("{}.png".format),
        alt=PAIRS,
        caption=PAIRS,
    ),
    st.builds(
        blocks.Table,
        kind=st.just("table"),
        id=IDS,
        caption=PAIRS,
        columns=st.lists(PAIRS, min_size=1, max_size=2),
        rows=st.lists(st.lists(CELLS, max_size=3), min_size=1, max_size=2),
    ),
    st.builds(
        blocks.Chart,
        kind=st.just("chart"),
        id=IDS,
        caption=PAIRS,
        unit=PAIRS,
        categories=st.lists(CELLS, min_size=1, max_size=2),
        series=st.lists(
            st.builds(blocks.Series, label=PAIRS, values=st.lists(NUMBERS, min_size=1, max_size=3)),
            min_size=1,
            max_size=2,
        ),
    ),
    st.builds(
        blocks.Sources,
        kind=st.just("sources"),
        id=IDS,
        items=st.lists(st.builds(blocks.Citation, source=IDS, about=PAIRS), min_size=1, max_size=2),
    ),
    st.builds(blocks.Check, kind=st.just("check"), id=IDS, question=QUESTIONS),
)
LESSONS = st.builds(
    steps.Lesson,
    kind=st.just("lesson"),
    id=IDS,
    title=PAIRS,
    minutes=st.integers(1, 60),
    blocks=st.lists(BLOCK, min_size=1, max_size=3),
)
QUIZZES = st.builds(
    steps.Quiz,
    kind=st.just("quiz"),
    id=IDS,
    title=PAIRS,
    minutes=st.integers(1, 180),
    pass_mark=st.integers(1, 100),
    attempts=st.integers(1, 20),
    pause_hours=st.integers(0, 720),
    questions=st.lists(QUESTIONS, min_size=1, max_size=2),
)
OBJECTIVES = st.lists(st.builds(course.Objective, id=IDS, text=PAIRS), max_size=2)
MODULES = st.builds(
    course.Module,
    id=IDS,
    title=PAIRS,
    objectives=OBJECTIVES,
    steps=st.lists(LESSONS | QUIZZES, min_size=1, max_size=2),
)
SOURCES = st.builds(
    course.Source,
    id=IDS,
    title=PAIRS,
    publisher=PAIRS,
    date=st.sampled_from(["2017", "2017-05", "2017-05-30"]),
    address=WORDS,
)
DOCUMENTS = st.builds(
    course.CourseDocument,
    format=st.just(1),
    code=CODES,
    title=PAIRS,
    summary=PAIRS,
    audience=st.lists(IDS, max_size=2),
    hours=st.integers(1, 400),
    prerequisites=st.lists(CODES, max_size=2),
    certificate=st.builds(course.CertificateTerms, valid_months=st.integers(1, 120)),
    objectives=OBJECTIVES,
    sources=st.lists(SOURCES, max_size=2),
    modules=st.lists(MODULES, min_size=1, max_size=2),
    review_notes=PROSE_PAIRS,
)


def all_blocks(document):
    return [
        block for step in document.steps if isinstance(step, steps.Lesson) for block in step.blocks
    ]


def texts_have_ids_of_their_own(document):
    ids = [block.id for block in all_blocks(document) if isinstance(block, blocks.Text)]
    return len(ids) == len(set(ids))


def with_media(document):
    """The document with the pictures that its blocks name, and their contents."""
    files = {block.file for block in all_blocks(document) if isinstance(block, blocks.Picture)}
    media = {name: PNG + name.encode() for name in files}
    sums = {name: hashlib.sha256(media[name]).hexdigest() for name in sorted(files)}
    return document.model_copy(update={"media": sums}), media


@st.composite
def courses(draw):
    """A document and the contents of its pictures."""
    document = draw(DOCUMENTS)
    assume(texts_have_ids_of_their_own(document))
    return with_media(document)
