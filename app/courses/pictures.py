"""Which pictures a course may hold: the type by the content, and drawings that cannot act."""

import re
from typing import Final, NamedTuple
from xml.parsers import expat

from app.core.errors import N_

LARGEST: Final = 2 * 1024 * 1024
CONTENT_TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
SVG: Final = "http://www.w3.org/2000/svg"
ELEMENTS: Final = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "textPath", "linearGradient", "radialGradient", "stop"),
        *("pattern", "clipPath", "mask", "marker"),
    }
)
REFERENCE: Final = re.compile(
    r"url\(\s*[\"']?(?!#)|@import|\\|expression\(|image-set", re.IGNORECASE
)
SCHEME: Final = re.compile(r"\b(javascript|vbscript|data)\s*:", re.IGNORECASE)
OUTSIDE: Final = N_("“%(name)s” refers to something outside itself (%(attribute)s): take it away")


class Objection(NamedTuple):
    """Why a picture is refused; the line is that of the file, counted from 1."""

    message: str
    values: dict[str, object]
    line: int = 1


def content_type(name: str) -> str:
    """The type under which a picture with this name is sent."""
    return CONTENT_TYPES[suffix(name)]


def suffix(name: str) -> str:
    """The ending of a file name, with its full stop."""
    return name[name.rfind(".") :] if "." in name else ""


def objections(name: str, data: bytes) -> list[Objection]:
    """Everything that forbids the picture `name` in a course."""
    ending = suffix(name)
    if ending not in CONTENT_TYPES:
        message = N_("“%(name)s” is no picture of a course: use .png, .jpg, .webp or .svg")
        return [Objection(message, {"name": name})]
    if len(data) > LARGEST:
        message = N_("“%(name)s” is larger than 2 MB: make the picture smaller")
        return [Objection(message, {"name": name})]
    if ending == ".svg":
        return _Drawing(name).objections_to(data)
    if not _begins_like(ending, data):
        message = N_("The content of “%(name)s” is not what its ending says: save it again as such")
        return [Objection(message, {"name": name})]
    return []


def _begins_like(ending: str, data: bytes) -> bool:
    if ending == ".png":
        return data.startswith(b"\x89PNG\r\n\x1a\n")
    if ending == ".jpg":
        return data.startswith(b"\xff\xd8\xff")
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _points_outside(value: str) -> bool:
    return bool(REFERENCE.search(value) or SCHEME.search(value))


class _StopReadingError(Exception):
    """Enough has been seen of a drawing."""


class _Drawing:
    """Reads an SVG and notes what could load, run or expand something."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Objection] = []
        self.open: list[str] = []
        self.style: list[str] = []
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def objections_to(self, data: bytes) -> list[Objection]:
        try:
            data.decode("utf-8")
            self.parser.Parse(data, True)
        except UnicodeDecodeError:
            self.note(N_("“%(name)s” is not UTF-8: save it as UTF-8"))
        except _StopReadingError:
            pass
        except expat.ExpatError as error:
            self.note(N_("“%(name)s” is not valid XML here: draw it again as SVG"), error.lineno)
        return self.found

    def note(self, message: str, line: int | None = None, **values: object) -> None:
        line = line or self.parser.CurrentLineNumber or 1
        self.found.append(Objection(message, {"name": self.name, **values}, line))

    def doctype(self, *_details: object) -> None:
        self.note(N_("“%(name)s” has a DOCTYPE: take it away"))
        # What it declares could grow without limit, so nothing after it is read.
        raise _StopReadingError

    def instruction(self, *_details: object) -> None:
        self.note(N_("“%(name)s” has a processing instruction (<?…?>): take it away"))

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, element = qualified.rpartition(" ")
        if not self.open and (namespace, element) != (SVG, "svg"):
            self.note(N_("“%(name)s” does not begin with <svg xmlns=…>: save it as plain SVG"))
        elif namespace != SVG or element not in ELEMENTS:
            message = N_("“%(name)s” has <%(element)s>, which is not allowed: save it as plain SVG")
            self.note(message, element=element)
        self.open.append(element)
        for attribute, value in attributes.items():
            self.attribute(attribute, value)

    def attribute(self, qualified: str, value: str) -> None:
        name = qualified.rpartition(" ")[2]
        if name.lower().startswith("on"):
            message = N_("“%(name)s” has the event handler %(attribute)s: take it away")
            self.note(message, attribute=name)
        elif _points_outside(value) or (
            name.lower() in ("href", "src", "base") and value[:1] != "#"
        ):
            self.note(OUTSIDE, attribute=name)

    def characters(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style.append(text)

    def end(self, _qualified: str) -> None:
        if self.open.pop() == "style":
            style = "".join(self.style)
            self.style.clear()
            if _points_outside(style):
                self.note(OUTSIDE, attribute="style")
