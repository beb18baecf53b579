"""Every message is there in both languages, and no words stand outside of them."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.architecture import catalogues
from tests.architecture.source import APP, ROOT

LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru"])
PLURALS = {"kk": 2, "ru": 3}
PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])")
TEMPLATES = sorted(APP.rglob("templates/**/*.html"))


@LANGUAGES
def test_no_message_is_missing_and_none_is_left_over(language):
    used, translated = (
        catalogues.ids(catalogues.extracted()),
        catalogues.ids(catalogues.catalogue(language)),
    )
    assert sorted(used - translated) == []
    assert sorted(translated - used) == []


@LANGUAGES
def test_every_message_is_translated_and_none_is_a_guess(language):
    messages = [message for message in catalogues.catalogue(language) if message.id]
    empty = [m.id for m in messages if not all(text.strip() for text in catalogues.strings(m))]
    assert empty == []
    assert [message.id for message in messages if message.fuzzy] == []


@LANGUAGES
def test_what_is_counted_has_every_form_of_the_language(language):
    forms = {
        message.id[0]: len(catalogues.strings(message))
        for message in catalogues.catalogue(language)
        if not isinstance(message.id, str)
    }
    assert forms
    assert set(forms.values()) == {PLURALS[language]}


@LANGUAGES
def test_a_message_counts_in_the_catalogue_as_it_does_in_the_code(language):
    def counted(catalog):
        return {catalogues.key(m.id) for m in catalog if m.id and not isinstance(m.id, str)}

    assert counted(catalogues.extracted()) == counted(catalogues.catalogue(language))


def placeholders(text: str) -> set[tuple[str, str]]:
    return set(PLACEHOLDER.findall(text))


@LANGUAGES
def test_a_translation_has_the_placeholders_of_its_message(language):
    wrong = []
    for message in catalogues.catalogue(language):
        if not message.id:
            continue
        written = [message.id] if isinstance(message.id, str) else list(message.id)
        expected = set().union(*map(placeholders, written))
        for text in catalogues.strings(message):
            # «one» may be said without a figure.
            optional = {("num", "d")} if not isinstance(message.id, str) else set()
            if not expected - optional <= placeholders(text) <= expected:
                wrong.append((message.id, text))
    assert wrong == []


@LANGUAGES
def test_every_placeholder_has_a_name(language):
    nameless = re.compile(r"(?<!%)%(?!\(|%)[sdif]")
    for catalog in (catalogues.extracted(), catalogues.catalogue(language)):
        assert [m.id for m in catalog if m.id and nameless.search(catalogues.key(m.id))] == []


def alphabet(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def mixed(text: str) -> list[str]:
    """Words that look right but are written with letters of two alphabets."""
    plain = PLACEHOLDER.sub(" ", text)
    return [
        word
        for word in re.findall(r"[^\W\d_]+", plain)
        if len({alphabet(letter) for letter in word}) > 1
    ]


@LANGUAGES
def test_no_word_mixes_two_alphabets(language):
    texts = [t for m in catalogues.catalogue(language) if m.id for t in catalogues.strings(m)]
    assert [word for text in texts for word in mixed(text)] == []


def test_a_mixed_word_would_be_found():
    assert mixed("Мeкеме") == ["Мeкеме"]
    assert mixed("Мекеме PDF %(name)s") == []


KAZAKH_ONLY = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
NAMES = {"Қазақша", "Қалқан"}


def test_no_kazakh_word_strayed_into_russian():
    texts = [t for m in catalogues.catalogue("ru") if m.id for t in catalogues.strings(m)]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    assert {word for word in words if KAZAKH_ONLY & set(word)} - NAMES == set()


@LANGUAGES
def test_no_message_stayed_english(language):
    same = [
        m.id
        for m in catalogues.catalogue(language)
        if m.id and catalogues.key(m.id) in catalogues.strings(m)
    ]
    assert [text for text in same if re.search("[a-z]{3}", catalogues.key(text))] == []


def test_both_catalogues_have_the_same_messages():
    assert catalogues.ids(catalogues.catalogue("kk")) == catalogues.ids(catalogues.catalogue("ru"))


SPOKEN = {"alt", "title", "placeholder", "aria-label", "summary", "content"}
BY_DESIGN = {
    "width=device-width, initial-scale=1",  # an order to the browser
}
"""Letters that stand in a template as they are and are read by nobody."""
PLAIN = {"FormField", "SelectField", "CSRFTokenField", "SubmitField", "HiddenField", "TextArea"}
"""Names of our libraries' classes, by which a template tells fields apart."""


class Spoken(HTMLParser):
    """Gathers what a page says: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SPOKEN and value]


def own_words(node: nodes.Expr) -> list[str]:
    """The literal text that an expression may put into the page."""
    if isinstance(node, nodes.Const):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, nodes.TemplateData):
        return [node.data]
    if isinstance(node, nodes.CondExpr):
        branches = [node.expr1] + ([node.expr2] if node.expr2 else [])
        return [text for branch in branches for text in own_words(branch)]
    if isinstance(node, nodes.Concat):
        return [text for part in node.nodes for text in own_words(part)]
    if isinstance(node, (nodes.Or, nodes.And, nodes.Add)):
        return own_words(node.left) + own_words(node.right)
    return []


def said(file: Path) -> list[str]:
    tree = Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
    parser = Spoken()
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            parser.feed(" ".join(own_words(node)) or "\u00b7")
    parser.close()
    return parser.said


def has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def test_a_template_has_no_words_of_its_own():
    found = {
        (file.relative_to(ROOT).as_posix(), text)
        for file in TEMPLATES
        for text in said(file)
        if has_letters(text) and text not in BY_DESIGN
    }
    assert found == set()


def sentences(file: Path) -> list[str]:
    """Literal words, handed to macros or set aside, that do not go through a translation."""
    tree = Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
    translated = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in {"_", "gettext", "ngettext"}
        for argument in call.args
    }
    return [
        const.value
        for const in tree.find_all(nodes.Const)
        if isinstance(const.value, str) and id(const) not in translated
    ]


def is_for_readers(text: str) -> bool:
    return bool(re.search(r"[^\W\d_a-zA-Z]", text) or re.match(r"\s*[A-Z][a-z]+", text))


def test_a_template_hands_no_untranslated_words_on():
    found = {
        (file.relative_to(ROOT).as_posix(), text)
        for file in TEMPLATES
        for text in sentences(file)
        if is_for_readers(text) and text not in PLAIN
    }
    assert found == set()


def test_words_outside_of_a_translation_would_be_found(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<p class="x">Hello {{ name }} {{ _("fine") }}</p><img alt="Picture">'
        '{{ "Now" if x else "later" }}{{ button("Save") }}<a class="{{ "on" if x }}">–</a>'
    )
    words = [text.strip(" \u00b7") for text in said(page) if has_letters(text)]
    assert words == ["Hello", "Picture", "Now later"]
    assert [text for text in sentences(page) if is_for_readers(text)] == ["Now", "Save"]
