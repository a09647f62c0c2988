"""Cut the site's typefaces into the small files in site/static/fonts.

Sources, both under the SIL Open Font License 1.1, from the npm registry:
    @fontsource-variable/source-serif-4   files/source-serif-4-{latin,cyrillic}-opsz-{normal,italic}.woff2
    @fontsource-variable/source-sans-3    files/source-sans-3-{latin,cyrillic}-wght-normal.woff2

Usage (needs the `art` dependency group; the results are committed, so this is run only to change them):
    npm pack @fontsource-variable/source-serif-4 @fontsource-variable/source-sans-3   # and unpack both
    uv run --group art python deploy/fonts/cut_fonts.py <folder with the unpacked files/*.woff2> [target]

What it does: the optical size is pinned (60 for headlines, 18 for text), the weight axis is narrowed, and only the
OpenType features that the style sheet uses are kept.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parents[2] / "site" / "static" / "fonts"
SCRIPTS = ("latin", "cyrillic")
FEATURES = ["kern", "liga", "tnum", "pnum", "lnum", "onum", "mark", "mkmk", "ccmp", "locl", "case"]


@dataclass(frozen=True)
class Cut:
    """One face: where it comes from and what remains of its axes."""

    name: str
    source: str
    weights: tuple[int, int]
    optical_size: int | None = None

    def axes(self) -> dict[str, object]:
        """Limits as fontTools.varLib.instancer takes them."""
        limits: dict[str, object] = {"wght": self.weights}
        if self.optical_size is not None:
            limits["opsz"] = self.optical_size
        return limits


CUTS = (
    Cut("serif-display", "source-serif-4-{}-opsz-normal", (400, 700), 60),
    Cut("serif-display-italic", "source-serif-4-{}-opsz-italic", (300, 600), 60),
    Cut("serif-text", "source-serif-4-{}-opsz-normal", (400, 700), 18),
    Cut("serif-text-italic", "source-serif-4-{}-opsz-italic", (400, 600), 18),
    Cut("sans", "source-sans-3-{}-wght-normal", (400, 700)),
)


def cut(source: Path, face: Cut) -> TTFont:
    """The face with its axes narrowed and its unused features dropped."""
    font = instantiateVariableFont(TTFont(source), face.axes())
    variations = font["gvar"].variations if "gvar" in font else {}
    for glyph in font.getGlyphOrder():
        # The subsetter looks every glyph up; one without variations must have an empty entry.
        variations.setdefault(glyph, [])
    options = Options(
        layout_features=FEATURES, flavor="woff2", notdef_outline=True, name_IDs=[0, 1, 2, 13, 14]
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main(arguments: list[str]) -> int:
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(arguments[0])
    target = Path(arguments[1]) if len(arguments) > 1 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    for face in CUTS:
        for script in SCRIPTS:
            path = target / f"{face.name}-{script}.woff2"
            cut(folder / f"{face.source.format(script)}.woff2", face).save(path)
            sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
