"""The messages that the code uses, and the catalogues that translate them."""

from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.architecture.source import APP, ROOT

METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"_": None, "lazy_gettext": None, "lazy_ngettext": (1, 2), "N_": None}


@cache
def extracted() -> Catalog:
    """What the code says today."""
    catalog = Catalog()
    found = extract_from_dir(str(APP), METHODS, keywords=KEYWORDS)
    for file, line, message, _comments, context in found:
        catalog.add(message, locations=[(file, line)], context=context)
    return catalog


@cache
def catalogue(language: str) -> Catalog:
    """What the translator wrote."""
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def key(message: object) -> str:
    """The message's id, its singular where it counts."""
    return message if isinstance(message, str) else message[0]


def ids(catalog: Catalog) -> set[str]:
    return {key(message.id) for message in catalog if message.id}


def strings(message: object) -> list[str]:
    """All translations of a message."""
    text = message.string
    return [text] if isinstance(text, str) else list(text)
