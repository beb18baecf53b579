"""Courses to read: the example of courses/README.md, and arbitrary ones with awkward words."""

import hashlib
import re
from pathlib import Path

from hypothesis import assume
from hypothesis import strategies as st

from app.core.text import Localized
from app.courses.document import blocks, course, questions, scenarios, steps
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


ASKED = {
    "id": IDS,
    "objective": IDS,
    "prompt": PAIRS,
    "explanation": PAIRS,
    "sources": st.lists(IDS, max_size=2),
    "tags": st.lists(IDS, max_size=2),
    "difficulty": st.sampled_from(["easy", "medium", "hard"]),
    "must_pass": st.booleans(),
    "lesson": st.just("") | IDS,
}
TOLD = {"when_right": PAIRS, "when_wrong": PAIRS}
VARIANTS = st.lists(WORDS.filter(lambda word: 0 < len(word) <= 100), min_size=1, max_size=3)


def question(kind, part, **own):
    return st.builds(part, kind=st.just(kind), **ASKED, **own)


def some(part, least, **fields):
    return st.lists(st.builds(part, id=IDS, **fields), min_size=least, max_size=least + 1)


OPTIONS = some(questions.Option, 2, text=PAIRS, correct=st.booleans(), feedback=PAIRS)
QUESTIONS = st.one_of(
    question("single-choice", questions.SingleChoice, options=OPTIONS),
    question("multiple-choice", questions.MultipleChoice, options=OPTIONS),
    question(
        "true-false",
        questions.TrueFalse,
        correct=st.booleans(),
        when_true=PAIRS,
        when_false=PAIRS,
    ),
    question(
        "matching",
        questions.Matching,
        pairs=some(questions.Match, 2, left=PAIRS, right=PAIRS, feedback=PAIRS),
        distractors=some(questions.Distractor, 0, text=PAIRS),
    ),
    question(
        "ordering", questions.Ordering, items=some(questions.Stage, 3, text=PAIRS, feedback=PAIRS)
    ),
    question(
        "sorting",
        questions.Sorting,
        categories=some(questions.Category, 2, text=PAIRS),
        items=some(questions.Sortable, 2, text=PAIRS, category=IDS, feedback=PAIRS),
    ),
    question(
        "short-answer",
        questions.ShortAnswer,
        accepted=st.builds(questions.Accepted, kk=VARIANTS, ru=VARIANTS),
        **TOLD,
    ),
    question(
        "number",
        questions.Number,
        answer=NUMBERS,
        tolerance=NUMBERS.map(abs),
        unit=st.just(questions.NO_WORDS) | PAIRS,
        **TOLD,
    ),
    question(
        "open",
        questions.OpenAnswer,
        rubric=some(questions.Criterion, 1, text=PAIRS, points=st.integers(1, 20)),
    ),
)
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
DRAWS = st.builds(
    steps.Draw,
    count=st.integers(1, 100),
    objectives=st.lists(IDS, max_size=2),
    tags=st.lists(IDS, max_size=2),
    difficulty=st.lists(st.sampled_from(["easy", "medium", "hard"]), max_size=2),
)
QUIZZES = st.builds(
    steps.Quiz,
    kind=st.just("quiz"),
    id=IDS,
    title=PAIRS,
    minutes=st.integers(1, 180),
    purpose=st.sampled_from(["module", "final", "before", "after", "practice"]),
    pass_mark=st.integers(0, 100),
    attempts=st.integers(0, 20),
    pause_hours=st.just(24) | st.integers(0, 720),
    time_limit=st.integers(0, 300),
    explanations=st.sampled_from(["handed-in", "passed", "never"]),
    counts=st.sampled_from(["best", "last"]),
    questions=st.lists(QUESTIONS, max_size=2),
    draws=st.lists(DRAWS, max_size=2),
)
COUNTS = st.dictionaries(IDS, st.integers(-9, 9), max_size=2)
CONDITIONS = st.builds(
    scenarios.Condition,
    flags=st.lists(IDS, max_size=2),
    without=st.lists(IDS, max_size=2),
    at_least=COUNTS,
    at_most=COUNTS,
)
DECISIONS = some(
    scenarios.Decision,
    2,
    text=PAIRS,
    consequence=PAIRS,
    feedback=PAIRS,
    standards=st.lists(st.builds(blocks.Citation, source=IDS, about=PAIRS), max_size=1),
    points=st.integers(0, 10),
    next=st.just("") | IDS,
    red_line=st.booleans(),
    sets=st.lists(IDS, max_size=2),
    clears=st.lists(IDS, max_size=2),
    changes=COUNTS,
    when=CONDITIONS,
)
SCENARIOS = st.builds(
    scenarios.Scenario,
    kind=st.just("scenario"),
    id=IDS,
    title=PAIRS,
    minutes=st.integers(1, 90),
    role=PAIRS,
    opening=PAIRS,
    counters=some(scenarios.Counter, 0, name=PAIRS, start=st.integers(-9, 9)),
    flags=some(scenarios.Flag, 0, name=PAIRS),
    nodes=some(
        scenarios.Scene,
        1,
        title=PAIRS,
        situation=PAIRS,
        additions=st.lists(st.builds(scenarios.Addition, when=CONDITIONS, text=PAIRS), max_size=1),
        picture=st.just("") | IDS.map("{}.png".format),
        picture_alt=st.just(scenarios.NO_WORDS) | PAIRS,
        choices=DECISIONS,
    ),
    endings=some(
        scenarios.Ending, 1, title=PAIRS, text=PAIRS, passed=st.booleans(), when=CONDITIONS
    ),
    debrief=st.lists(PAIRS, min_size=1, max_size=2),
)
OBJECTIVES = st.lists(st.builds(course.Objective, id=IDS, text=PAIRS), max_size=2)
MODULES = st.builds(
    course.Module,
    id=IDS,
    title=PAIRS,
    objectives=OBJECTIVES,
    steps=st.lists(LESSONS | QUIZZES | SCENARIOS, min_size=1, max_size=2),
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
    bank=st.lists(QUESTIONS, max_size=2),
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
    scenes = (scene for scenario in document.scenarios() for scene in scenario.nodes)
    files |= {scene.picture for scene in scenes if scene.picture}
    media = {name: PNG + name.encode() for name in files}
    sums = {name: hashlib.sha256(media[name]).hexdigest() for name in sorted(files)}
    return document.model_copy(update={"media": sums}), media


@st.composite
def courses(draw):
    """A document and the contents of its pictures."""
    document = draw(DOCUMENTS)
    assume(texts_have_ids_of_their_own(document))
    return with_media(document)
