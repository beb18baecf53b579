"""The paper of a certificate: frozen data in, the bytes of an accessible, archivable PDF out."""

import io
import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock

import segno
import typst

from app.core.errors import N_, DomainError
from app.core.text import Localized

TEMPLATE = Path(__file__).parent / "templates" / "certificates" / "certificate.typ"
FONT_PACKAGES = ("fontpkg_pt_sans", "fontpkg_pt_serif")

_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is printed: the data as they were frozen when the certificate was issued."""

    number: str
    holder: str
    course_code: str
    title: Localized
    edition_number: int
    hours: int
    score: int | None
    finished_on: date
    issued_on: date
    valid_from: date
    valid_until: date


def certificate_pdf(paper: Paper, *, address: str) -> bytes:
    """One page, PDF/A-2a and PDF/UA-1; `address` is where the service is reached, without path.

    The same paper gives the same bytes: the time inside is the day of issue, not the present.
    """
    verify = f"{address.rstrip('/')}/verify/{paper.number}"
    inputs = {
        "paper": json.dumps(_printable(asdict(paper)), default=date.isoformat),
        "qr": _qr(verify),
        "address": verify,
    }
    try:
        return _compiled(inputs, at=datetime.combine(paper.issued_on, time(), UTC))
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        raise DomainError(
            N_("The certificate contains a sign that cannot be printed. Ask your administrator.")
        ) from error


def font_folders() -> list[str]:
    """Where the packages of the typefaces keep their files."""
    return [str(files(name)) for name in FONT_PACKAGES]


def _compiled(inputs: dict[str, str], *, at: datetime) -> bytes:
    # A compiler refuses a second call while it works; kept for the next one, it has its fonts
    # and its template ready.
    with _one_at_a_time:
        made = _compiler().compile(
            format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=at
        )
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> typst.Compiler:
    # The embedded typefaces stand in for letters that ours lack, such as those of Greek.
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=font_folders()
    )
    return typst.Compiler(
        TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True
    )


def _printable(value: object) -> object:
    """Texts in composed letters, without line breaks and invisible signs."""
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, str):
        text = " ".join(unicodedata.normalize("NFC", value).split())
        return "".join(sign for sign in text if sign.isprintable())
    return value


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
