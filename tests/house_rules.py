"""What every HTML page must satisfy; the test browser checks each answer."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

INPUTS_WITHOUT_LABEL = {"hidden", "submit", "button"}


def check(answer: TestResponse) -> None:
    """Raise with every broken rule of this page."""
    text = answer.get_data(as_text=True)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(text)
    broken = [f"HTML: {code} at {place}" for place, code, _ in parser.errors]
    broken += list(_broken(document, answer))
    assert not broken, f"{answer.request.path}:\n" + "\n".join(broken)


def _broken(document: Element, answer: TestResponse) -> Iterator[str]:
    yield from _about_headings(document)
    language = answer.request.path.split("/")[1]
    if language in {"kk", "ru"} and document.get("lang") != language:
        yield f"lang is {document.get('lang')!r}"
    nodes = [node for node in document.iter() if isinstance(node.tag, str)]
    ids = Counter(node.get("id") for node in nodes if node.get("id"))
    yield from (f"id {name!r} {count} times" for name, count in ids.items() if count > 1)
    labelled = {label.get("for") for label in document.iter("label")}
    wrapped = {child for label in document.iter("label") for child in label.iter()}
    for node in nodes:
        yield from _about_safety(node)
        if node.tag in {"input", "select", "textarea"} and not (
            node.get("type") in INPUTS_WITHOUT_LABEL
            or node.get("id") in labelled
            or node.get("aria-label")
            or node in wrapped
        ):
            yield f"no label for <{node.tag} name={node.get('name')!r}>"
        if node.tag == "img" and node.get("alt") is None:
            yield "picture without alternative text"
        if node.tag in {"a", "button"} and not (_words(node) or node.get("aria-label")):
            yield f"nameless <{node.tag}>"


def _about_headings(document: Element) -> Iterator[str]:
    headings = [_words(heading) for heading in document.iter("h1")]
    title = _words(document.find(".//title"))
    if len(headings) != 1:
        yield f"{len(headings)} h1 headings"
    elif not headings[0] or not title.startswith(headings[0]):
        yield f"title {title!r} does not begin with h1 {headings[0]!r}"


def _about_safety(node: Element) -> Iterator[str]:
    if node.get("style") is not None or node.tag == "style":
        yield f"inline style at <{node.tag}>"
    if any(name.startswith("on") for name in node.attrib):
        yield f"inline handler at <{node.tag}>"
    if node.tag == "script" and not node.get("src"):
        yield "inline script"
    for name in ("src", "href", "action"):
        if re.match(r"(https?:)?//", node.get(name, "")) and node.tag != "a":
            yield f"asks another host: {node.get(name)}"
    is_posted = node.tag == "form" and (node.get("method") or "").lower() == "post"
    if is_posted and not any(field.get("name") == "csrf_token" for field in node.iter("input")):
        yield f"form without token: {node.get('action')}"


def _words(node: Element | None) -> str:
    return " ".join("".join(node.itertext()).split()) if node is not None else ""
