"""A page as its reader sees it."""

from xml.etree.ElementTree import Element

import html5lib


class Page:
    """Words, links and ticks of a page."""

    def __init__(self, text: str) -> None:
        self.document: Element = html5lib.parse(text, namespaceHTMLElements=False)
        self.main: Element = self.document.find(".//main")
        self.title = _words(self.document.find(".//h1"))

    @property
    def words(self) -> str:
        return _words(self.main)

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the words of their links; of two with the same words, the last."""
        return {_words(link): link.get("href", "") for link in self.main.iter("a")}

    @property
    def forms(self) -> list[str]:
        """Where the forms of the page lead."""
        return [form.get("action", "") for form in self.main.iter("form")]

    @property
    def ticked(self) -> set[tuple[str, str]]:
        """Names and values of what is ticked."""
        return {
            (tick.get("name", ""), tick.get("value", ""))
            for tick in self.main.iter("input")
            if tick.get("checked") is not None
        }

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Names and values of what can be ticked, in their order."""
        return [
            (tick.get("name", ""), tick.get("value", ""))
            for tick in self.main.iter("input")
            if tick.get("type") in {"radio", "checkbox"}
        ]

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Names and values of the buttons that send a form, wherever they stand on the page."""
        return [
            (button.get("name", ""), button.get("value", ""))
            for button in self.document.iter("button")
            if button.get("type", "submit") == "submit"
        ]

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        return next(
            field.get("value", "") for field in self.main.iter("input") if field.get("name") == name
        )

    def parts(self, name: str) -> list[str]:
        """The words of each element with this class."""
        return [_words(node) for node in self.nodes(name)]

    def nodes(self, name: str) -> list[Element]:
        """The elements with this class."""
        return [node for node in self.main.iter() if name in node.get("class", "").split()]


def _words(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())
