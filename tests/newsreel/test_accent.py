"""The newsroom's own accent: readable on every ground, whatever editors choose."""

from __future__ import annotations

import pytest

from newsreel.accent import DARK_GROUNDS, LIGHT_GROUNDS, MINIMUM_TEXT, tones
from newsreel.colour import contrast

COLOURS = ("#B3261E", "#0B5FA5", "#1B6B3A", "#6B2FA0", "#000000", "#FFD400", "#16171A")


@pytest.mark.parametrize("colour", COLOURS)
def test_any_accent_becomes_readable_on_light_and_dark_paper(colour: str) -> None:
    found = tones(colour)
    for name, grounds in (("light", LIGHT_GROUNDS), ("dark", DARK_GROUNDS)):
        assert all(contrast(found[name], ground) >= MINIMUM_TEXT for ground in grounds)
        assert all(contrast(found[f"link_{name}"], ground) >= MINIMUM_TEXT for ground in grounds)
        assert contrast(found[f"on_{name}"], found[name]) >= 4.5


def test_the_style_sheet_carries_the_colour_and_may_be_kept(client, db) -> None:
    response = client.get("/accent/0B5FA5.css")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/css")
    assert "immutable" in response.headers["Cache-Control"]
    assert "--accent: light-dark(#0B5FA5," in response.content.decode()


@pytest.mark.parametrize("digits", ["", "zzzzzz", "0B5FA", "0B5FA51"])
def test_what_is_no_colour_is_not_found(client, db, digits: str) -> None:
    assert client.get(f"/accent/{digits}.css").status_code == 404
