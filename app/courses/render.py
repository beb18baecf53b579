"""Markdown of courses as safe HTML; what is not in the subset stays plain letters."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

SCHEMES: Final = ("https://", "http://", "mailto:")
REFUSED: Final = (
    *("code", "fence", "backticks", "hr", "html_block", "html_inline", "image", "lheading"),
)
"""Rules of CommonMark that are not in the subset."""


class _Renderer(RendererHTML):
    """Headings of a text stand under the page's own; links tell other sites nothing."""

    def heading_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<{_heading(tokens[idx])}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"</{_heading(tokens[idx])}>\n"

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        if str(tokens[idx].attrs["href"]).lower().startswith("http"):
            tokens[idx].attrSet("rel", "noopener")
        return self.renderToken(tokens, idx, options, env)


class _Markdown(MarkdownIt):
    """CommonMark without what could carry more than words."""

    def __init__(self, *without: str) -> None:
        super().__init__("commonmark", {"html": False}, renderer_cls=_Renderer)
        self.disable([*REFUSED, *without])

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name markdown-it calls
        return url.strip().lower().startswith(SCHEMES)


def _heading(token: Token) -> str:
    """`##` is a second heading, `###` a third; the first one is the page's own."""
    return "h2" if token.tag in ("h1", "h2") else "h3"


TEXT: Final = _Markdown()
NOTE: Final = _Markdown("heading")


@lru_cache(maxsize=512)
def html(markdown: str) -> Markup:
    """The prose of a `text` block."""
    return Markup(TEXT.render(markdown))  # noqa: S704 - rendered with html off


@lru_cache(maxsize=512)
def note_html(markdown: str) -> Markup:
    """The words of a note, in which nothing is a heading."""
    return Markup(NOTE.render(markdown))  # noqa: S704 - rendered with html off
