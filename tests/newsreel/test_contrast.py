"""Colours of the style sheet, measured: text 4.8:1, controls and focus 3:1, on every ground of every theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsreel.colour import contrast

CSS = Path(__file__).resolve().parents[2] / "site" / "static" / "css" / "newsreel.css"
HEX = r"#[0-9A-Fa-f]{6}"
GROUNDS = ("paper", "raised", "sunk")
TEXT = ("ink", "ink-2", "ink-3", "accent", "link", "notice", "ok")
CONTROLS = ("control", "focus")
MINIMUM_TEXT, MINIMUM_CONTROL, MINIMUM_ON_ACCENT = 4.8, 3.0, 4.8


def _themes() -> dict[str, dict[str, str]]:
    source = CSS.read_text()
    pairs = re.findall(rf"--([\w-]+): light-dark\(({HEX}), ({HEX})\)", source)
    cinema = re.search(r"\.cinema \{ color-scheme: dark;(.*?)\}", source, re.DOTALL)
    return {
        "light": {name: light for name, light, _ in pairs},
        "dark": {name: dark for name, _, dark in pairs},
        "cinema": dict(re.findall(rf"--([\w-]+): ({HEX})", cinema.group(1))),
    }


THEMES = _themes()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("token", TEXT)
def test_text_can_be_read_on_every_ground(theme: str, ground: str, token: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[token], colours[ground]) >= MINIMUM_TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("token", CONTROLS)
def test_controls_and_focus_stand_out_from_every_ground(theme: str, ground: str, token: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[token], colours[ground]) >= MINIMUM_CONTROL


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_the_accent_can_be_read(theme: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours["on-accent"], colours["accent"]) >= MINIMUM_ON_ACCENT


def test_browsers_without_light_dark_get_the_light_colours() -> None:
    source = CSS.read_text()
    plain = dict(re.findall(rf"--([\w-]+): ({HEX});", source.partition("@supports")[0]))
    assert plain == THEMES["light"]
