"""At installation: makes the web fonts, PT Sans reduced to the letters that pages use.

The fonts come from the package registry and are written to a folder that git ignores.
"""

from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FACES = {"PT_Sans-Web-Regular.ttf": "regular", "PT_Sans-Web-Bold.ttf": "bold"}
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0x410, 0x450)))
    + "Ёё"
    + KAZAKH
    + "\u00a0«»„“”–—…№§©·×−‰°←→✓"
)


class FontsBuildHook(BuildHookInterface):
    """Called by hatchling before the package is built or installed for development."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        package = find_spec("fontpkg_pt_sans")
        assert package is not None
        assert package.origin is not None
        source = Path(package.origin).parent / "files"
        target = Path(self.root) / "app" / "web" / "static" / "fonts"
        target.mkdir(parents=True, exist_ok=True)
        for file, name in FACES.items():
            make_subset(source / file, target / f"pt-sans-{name}.woff2")


def make_subset(source: Path, target: Path) -> None:
    """Write the letters of `source` that pages use to `target`, without hinting.

    Raises `ValueError` where the font lacks a Kazakh letter.
    """
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["kern", "liga"])
    font = subset.load_font(str(source), options)
    missing = [letter for letter in KAZAKH if ord(letter) not in font.getBestCmap()]
    if missing:
        raise ValueError(f"{source.name} has no {''.join(missing)}")
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
