import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses import render

ALLOWED = {"p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br"}


def elements(markup):
    tree = html5lib.parseFragment(str(markup), namespaceHTMLElements=False)
    return [element for element in tree.iter() if element.tag != "DOCUMENT_FRAGMENT"]


def test_the_subset_becomes_html():
    markup = render.html("## Бір\n\n### Екі\n\n**қ** *ң*\n\n- а\n- б\n\n1. в\n\n> г")

    assert [element.tag for element in elements(markup)] == [
        *("h2", "h3", "p", "strong", "em", "ul", "li", "li", "ol", "li", "blockquote", "p")
    ]


def test_a_link_to_another_site_tells_it_nothing_of_this_one():
    markup = render.html("[заң](https://adilet.zan.kz/a?b=1&c=2)")

    assert markup == (
        '<p><a href="https://adilet.zan.kz/a?b=1&amp;c=2" rel="noopener">заң</a></p>\n'
    )


def test_a_mail_address_is_a_plain_link():
    assert render.html("[хат](mailto:a@example.kz)") == (
        '<p><a href="mailto:a@example.kz">хат</a></p>\n'
    )


def test_the_first_heading_of_a_page_is_not_for_texts():
    assert render.html("# А\n\n###### Б") == "<h2>А</h2>\n<h3>Б</h3>\n"


def test_a_heading_in_a_note_stays_letters():
    assert render.note_html("## А\n\n**Б**") == "<p>## А</p>\n<p><strong>Б</strong></p>\n"


def test_a_line_under_a_text_makes_no_heading():
    assert "<h" not in render.html("А\n---\n\nБ\n===")


def test_no_break_spaces_are_kept():
    assert render.html("39,1\u00a0%, №\u00a010") == "<p>39,1\u00a0%, №\u00a010</p>\n"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "a <b onmouseover=alert(1)>b</b>",
        "<!-- <script> -->",
        "<iframe src=//evil.example></iframe>",
        "![x](https://evil.example/x.png)",
        '![x](x"onerror="alert(1))',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "[x](//evil.example)",
        "[x](/kk/logout)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        '[x](https://a.kz "x\\" onclick=alert(1)")',
        '[x](https://a.kz/"onclick=alert(1)//)',
        "[x](https://a.kz/'><script>alert(1)</script>)",
        "```html\n<script>alert(1)</script>\n```",
        "    <script>alert(1)</script>",
        "`<script>alert(1)</script>`",
        '<https://a.kz/"><script>alert(1)</script>>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "| a |\n|---|\n| <script>alert(1)</script> |",
    ],
)
def test_an_attack_stays_harmless_letters(attack):
    for markup in (render.html(attack), render.note_html(attack)):
        assert_harmless(markup)


def assert_harmless(markup):
    for element in elements(markup):
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"href", "rel", "title", "start"}
        href = element.attrib.get("href", "https://")
        assert href.lower().startswith(("https://", "http://", "mailto:"))


PIECES = st.sampled_from(
    [
        *("<", ">", '"', "'", "`", "[", "]", "(", ")", "!", "#", "*", "_", "\\", "&", ";", ":"),
        *("\n", " ", "    ", "javascript:", "https://a.kz", "script", "<svg onload=x>", "а", "|"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_becomes_more_than_words_and_links(text):
    assert_harmless(render.html(text))
    assert_harmless(render.note_html(text))


def test_a_text_is_rendered_once():
    assert render.html("бір рет") is render.html("бір рет")
