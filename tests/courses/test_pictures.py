import pytest

from app.courses import pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def sentences(name, data):
    content = data.encode() if isinstance(data, str) else data
    return [found.message % found.values for found in pictures.objections(name, content)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n..."),
        ("a.jpg", b"\xff\xd8\xff\xe0..."),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
    ],
)
def test_a_picture_is_what_its_content_says(name, data):
    assert sentences(name, data) == []
    assert sentences(name, b"<html>")
    assert sentences(name, b"")


def test_other_files_are_no_pictures():
    for name in ("a.gif", "a.html", "a", "a.svgz", "png"):
        assert sentences(name, b"\x89PNG\r\n\x1a\n") == [
            f"“{name}” is no picture of a course: use .png, .jpg, .webp or .svg"
        ]


def test_a_picture_has_two_megabytes_at_most():
    assert sentences("a.png", b"\x89PNG\r\n\x1a\n" + bytes(2 * 1024 * 1024)) == [
        "“a.png” is larger than 2 MB: make the picture smaller"
    ]


def test_a_drawing_with_text_gradients_and_styles_is_allowed():
    drawing = SVG.format(
        "<title>Цикл</title><desc>а</desc><style>.a{fill:#fff;clip-path:url(#c)}</style>"
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
        '<g class="a" role="img"><path d="M0 0" fill="url(#g)" style="stroke:url(#g)"/>'
        '<use href="#g"/><text x="1"><tspan>Қалқан</tspan></text></g>'
    )

    assert sentences("a.svg", '<?xml version="1.0" encoding="UTF-8"?>\n' + drawing) == []


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="#x"/>',
        '<g onclick="alert(1)"/>',
        '<g ONLOAD="alert(1)"/>',
        '<a href="#x"><path/></a>',
        '<image href="https://evil.example/x.png"/>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="javascript:alert(1)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>',
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        "<style>@import url(https://evil.example/x.css);</style>",
        "<style>a{fill:url(https://evil.example/x)}</style>",
        "<style>a{fill:u\\72l(https://evil.example/x)}</style>",
        '<path fill="url(https://evil.example/x)"/>',
        "<path style=\"fill:url( 'https://evil.example/x')\"/>",
        '<g xml:base="https://evil.example/"><use href="#a"/></g>',
        "<?xml-stylesheet href='https://evil.example/x.css'?>",
    ],
)
def test_a_drawing_that_could_load_or_run_something_is_refused(inside):
    assert sentences("a.svg", SVG.format(inside))


def test_a_drawing_cannot_grow_without_limit():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))

    assert sentences("a.svg", f"<!DOCTYPE svg [{bomb}]>" + SVG.format("&e9;")) == [
        "“a.svg” has a DOCTYPE: take it away"
    ]


def test_a_drawing_is_svg_in_utf_8_and_xml():
    plain = "“a.svg” does not begin with <svg xmlns=…>: save it as plain SVG"
    assert sentences("a.svg", "<svg/>") == [plain]
    assert sentences("a.svg", "<html/>") == [plain]
    assert sentences("a.svg", SVG.format("<g>")) == [
        "“a.svg” is not valid XML here: draw it again as SVG"
    ]
    assert sentences("a.svg", "") == ["“a.svg” is not valid XML here: draw it again as SVG"]
    assert sentences("a.svg", SVG.format("").encode("utf-16")) == [
        "“a.svg” is not UTF-8: save it as UTF-8"
    ]


def test_what_is_refused_in_a_drawing_has_its_line():
    found = pictures.objections("a.svg", SVG.format("\n\n<script/>").encode())

    assert [objection.line for objection in found] == [3]
