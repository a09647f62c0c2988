"""Rules that hold in every template and style sheet: what a strict policy, screen readers and slow lines need."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "site"
TEMPLATES = sorted((SITE / "templates").rglob("*.html"))
# What partners paste stands in their pages, under their policy; the admin has a policy of its own.
FOREIGN = {"embed_code.html"}
PUBLIC = [
    path for path in TEMPLATES if not {"wagtailadmin", "admin"} & set(path.parts) and path.name not in FOREIGN
]
COMPONENTS = sorted((SITE / "templates" / "components").glob("*.html"))
STYLES = sorted((SITE / "static" / "css").glob("*.css"))
SCRIPTS = sorted((SITE / "static" / "js").glob("*.js"))
FOUNDATION = ("newsreel.css", "cards.css")
MAXIMUM_CSS, MAXIMUM_JS = 25_000, 15_000
SMALLEST_TEXT = 13


def _name(path: Path) -> str:
    return str(path.relative_to(SITE))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_nothing_is_marked_safe(path: Path) -> None:
    assert not re.search(r"\|\s*(safe|safeseq)\b|autoescape\s+off", path.read_text())


@pytest.mark.parametrize("path", PUBLIC, ids=_name)
def test_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:", source)
    for script in re.findall(r"<script[^>]*>", source):
        assert " src=" in script or 'type="application/ld+json"' in script, script


@pytest.mark.parametrize("path", PUBLIC, ids=_name)
def test_every_image_says_what_is_to_be_seen(path: Path) -> None:
    source = path.read_text()
    assert all(" alt=" in image for image in re.findall(r"<img\b[^>]*>", source))
    for tag in re.findall(r"{% picture_for [^%]*%}", source):
        assert " alt=" in tag, f"{tag} has no alt: the story's words, or an empty one beside its headline"


@pytest.mark.parametrize("path", PUBLIC, ids=_name)
def test_frames_have_titles(path: Path) -> None:
    assert all(" title=" in frame for frame in re.findall(r"<iframe\b[^>]*>", path.read_text()))


@pytest.mark.parametrize("path", COMPONENTS, ids=_name)
def test_each_component_starts_by_naming_its_inputs(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    assert first.startswith("{#") and ("Inputs:" in first or "No inputs." in first)


@pytest.mark.parametrize("path", PUBLIC, ids=_name)
def test_components_are_included_with_only_their_inputs(path: Path) -> None:
    for tag in re.findall(r"{% include \"components/[^%]*%}", path.read_text()):
        assert re.search(r"\bonly %}$", tag), tag


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_no_text_is_smaller_than_13_pixels(path: Path) -> None:
    source = path.read_text()
    sizes = re.findall(r"font(?:-size)?: [^;{}]*?(\d*\.?\d+)(rem|px)", source)
    for number, unit in sizes:
        assert float(number) * (16 if unit == "rem" else 1) >= SMALLEST_TEXT, f"{number}{unit}"


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_layout_knows_no_left_and_right(path: Path) -> None:
    source = path.read_text()
    assert not re.search(
        r"(margin|padding|border)-(left|right)|[{;]\s*(left|right):|text-align: (left|right)", source
    )


def _compressed(paths: list[Path]) -> int:
    """What readers load of these; the editors' own begin with “admin”."""
    return sum(
        len(gzip.compress(path.read_bytes(), 9)) for path in paths if not path.name.startswith("admin")
    )


def _for_readers(paths: list[Path]) -> list[Path]:
    """What public pages load; the admin's own files are named so, or serve its word editors."""
    return [path for path in paths if not path.name.startswith("admin") and path.name != "words.css"]


def test_all_style_sheets_together_stay_under_25_kb() -> None:
    assert {path.name for path in STYLES} >= set(FOUNDATION)
    assert _compressed(_for_readers(STYLES)) <= MAXIMUM_CSS


def test_all_scripts_together_stay_under_15_kb() -> None:
    assert _compressed(_for_readers(SCRIPTS)) <= MAXIMUM_JS
