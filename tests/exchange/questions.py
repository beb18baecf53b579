"""Questions as a trainer could have written them, with every sign that a format could trip over."""

import unicodedata
from string import ascii_lowercase

from hypothesis import strategies as st

from app.core.text import Localized
from app.courses.document import questions as ours
from app.courses.layout import tidy
from app.exchange.languages import holds_marks
from app.exchange.report import Surroundings

AROUND = Surroundings(
    objective="o-one",
    objectives=frozenset({"o-one", "o-two"}),
    sources=frozenset({"mr", "act"}),
    lessons=frozenset({"first"}),
    unmarked="ru",
)
NO_WORDS = ours.NO_WORDS
AWKWARD = (
    *("~", "=", "#", "####", "{", "}", ":", "::", "\\", "\\\\", "\\n", "->", "<-", "%50%x", "*"),
    *("\\*", "{mlang kk}", "{mlang}", "{ MLANG ru }", "{", "}{", "[html]x", "[x]", "[", "]", "//x"),
    *(
        "$CATEGORY: x",
        "<",
        ">",
        "&",
        "&amp;",
        "&lt;p&gt;",
        "a<b",
        "<b>x</b>",
        "<p>",
        "]]>",
        "<![CDATA[",
    ),
    *("«Қалқан»", '"a"', "it's", "39,1\u00a0%", "a\u00a0", "a  b", "a\tb", "один\n\nдва", "a \n b"),
    *(
        "ә ғ қ ң ө ұ ү һ і",
        "😀",
        "a\u2028b",
        "TRUE",
        "T",
        "1..5",
        "5:1",
        "",
        "5",
        "\u200b",
        "e\u0301",
    ),
    *("http://a.kz/?a=1&b=2", "{kk}", "{{", "#", "&#91;", "&nbsp;", "-", "--", "_____", "&T"),
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from(
    "~=#{}:\\\n\t<>&[]%*-"
)
WORDS = (
    st.sampled_from(AWKWARD)
    | st.text(LETTERS, max_size=20)
    | st.lists(st.sampled_from(AWKWARD), max_size=4).map("".join)
).map(tidy)
SAID = WORDS.filter(bool)
PAIRS = st.builds(Localized, WORDS, WORDS)
SPOKEN = PAIRS.filter(lambda text: text != NO_WORDS)
UNMARKED = SPOKEN.filter(lambda text: not holds_marks(text.kk) and not holds_marks(text.ru))
IDS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
VARIANTS = st.lists(SAID, min_size=1, max_size=4)
NUMBERS = st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12).map(lambda n: round(n, 6))
TOLERANCES = st.integers(0, 10**6) | st.floats(0, 1e6).map(lambda n: round(n, 6))
COMMON = {
    "id": IDS,
    "objective": st.sampled_from(sorted(AROUND.objectives)),
    "prompt": SPOKEN,
    "explanation": PAIRS,
    "sources": st.lists(st.sampled_from(sorted(AROUND.sources)), unique=True),
    "tags": st.lists(IDS | st.just("bright-line"), unique=True, max_size=3),
    "difficulty": st.sampled_from(["easy", "medium", "hard"]),
    "must_pass": st.booleans(),
    "lesson": st.sampled_from(["", "first"]),
}


def options(rights):
    """The options of a choice of which these are right."""
    return st.tuples(
        *(
            st.builds(
                ours.Option, id=st.just(letter), text=PAIRS, correct=st.just(right), feedback=PAIRS
            )
            for letter, right in zip(ascii_lowercase, rights, strict=False)
        )
    ).map(list)


def one_right(count):
    return st.integers(0, count - 1).map(lambda place: [n == place for n in range(count)])


SOME_RIGHT = st.lists(st.booleans(), min_size=2, max_size=8).filter(any)
SINGLE = st.builds(
    ours.SingleChoice,
    kind=st.just("single-choice"),
    options=st.integers(2, 8).flatmap(one_right).flatmap(options),
    **COMMON,
)
MULTIPLE = st.builds(
    ours.MultipleChoice,
    kind=st.just("multiple-choice"),
    options=SOME_RIGHT.flatmap(options),
    **COMMON,
)
TRUE_FALSE = st.builds(
    ours.TrueFalse,
    kind=st.just("true-false"),
    correct=st.booleans(),
    when_true=PAIRS,
    when_false=PAIRS,
    **COMMON,
)
SHORT = st.builds(
    ours.ShortAnswer,
    kind=st.just("short-answer"),
    accepted=st.builds(ours.Accepted, kk=VARIANTS, ru=VARIANTS),
    when_right=PAIRS,
    when_wrong=PAIRS,
    **COMMON,
)
NUMBER = st.builds(
    ours.Number,
    kind=st.just("number"),
    answer=NUMBERS,
    tolerance=TOLERANCES,
    when_right=PAIRS,
    when_wrong=PAIRS,
    **COMMON,
)
OPEN = st.builds(
    ours.OpenAnswer,
    kind=st.just("open"),
    rubric=st.lists(
        st.builds(ours.Criterion, id=IDS, text=SPOKEN, points=st.integers(1, 20)),
        min_size=1,
        max_size=3,
    ),
    **COMMON,
)


@st.composite
def matchings(draw):
    rights = draw(st.lists(UNMARKED, min_size=2, max_size=8, unique=True))
    count = draw(st.integers(max(2, len(rights) - 4), len(rights)))
    named = list(zip(ascii_lowercase, rights, strict=False))
    pairs = [
        ours.Match(id=letter, left=draw(SPOKEN), right=right, feedback=draw(PAIRS))
        for letter, right in named[:count]
    ]
    extra = [ours.Distractor(id=letter, text=right) for letter, right in named[count:]]
    common = {name: draw(values) for name, values in COMMON.items()}
    return ours.Matching(kind="matching", pairs=pairs, distractors=extra, **common)


@st.composite
def orderings(draw):
    count = draw(st.integers(3, 8))
    items = [
        ours.Stage(id=letter, text=draw(PAIRS), feedback=draw(PAIRS))
        for letter in ascii_lowercase[:count]
    ]
    common = {name: draw(values) for name, values in COMMON.items()}
    return ours.Ordering(kind="ordering", items=items, **common)


QUESTIONS = SINGLE | MULTIPLE | TRUE_FALSE | SHORT | NUMBER | OPEN | matchings() | orderings()


def normal(text):
    """A text in the one form in which equal letters are equal."""
    return unicodedata.normalize("NFC", text)
