"""Colours: contrast as WCAG defines it, and an accent that any newsroom may choose and every reader can see."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from newsreel.accent import DARK_GROUNDS, INK, LIGHT_GROUNDS, MINIMUM_TEXT, WHITE, mix, readable, tones
from newsreel.colour import contrast
from newsreel.models import NewsroomSettings

channels = st.integers(0, 255)
colours = st.builds(lambda red, green, blue: f"#{red:02X}{green:02X}{blue:02X}", channels, channels, channels)
NO_COLOURS = [
    "", "#", "red", "B3261E", "#B3261", "#B3261EE", "#GGGGGG", "#+1+1+1", "# 1 1 1", "#-1-1-1", "#1_1_1_",
    "#１２３４５６", "#b3261e\n", "rgb(0,0,0)",
]  # fmt: skip


# --- Contrast ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#595959", "#FFFFFF", 7.0),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#0000FF", "#FFFFFF", 8.59),
        ("#00FF00", "#FFFFFF", 1.37),
        ("#FFFF00", "#0000FF", 8.0),
        ("#B3261E", "#FBFAF7", 6.26),
    ],
)
def test_the_examples_of_the_standard_come_out(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(one=colours, other=colours)
def test_contrast_knows_no_order_and_no_case_and_stays_in_its_bounds(one, other):
    ratio = contrast(one, other)
    assert 1 <= ratio <= 21.0000001
    assert ratio == contrast(other, one) == contrast(one.lower(), other)
    assert contrast(one, one) == 1


@given(grey=st.integers(0, 254))
def test_a_lighter_grey_stands_out_less_from_white(grey):
    darker, lighter = (f"#{value:02X}{value:02X}{value:02X}" for value in (grey, grey + 1))
    assert contrast(darker, WHITE) > contrast(lighter, WHITE)


@pytest.mark.parametrize("text", NO_COLOURS)
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError, match="Not a colour"):
        contrast(text, WHITE)


@given(text=st.text(max_size=8))
def test_only_a_sign_and_six_digits_are_a_colour(text):
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        assert contrast(text, text) == 1
    else:
        with pytest.raises(ValueError, match="Not a colour"):
            contrast(text, WHITE)


# --- Accent -----------------------------------------------------------------------------------------


@given(one=colours, other=colours, share=st.floats(0, 1))
def test_a_mixture_lies_between_its_two_colours(one, other, share):
    mixed = mix(one, other, share)
    assert (mix(one, other, 0), mix(one, other, 1)) == (one, other)
    for place in (1, 3, 5):
        low, high = sorted(int(colour[place : place + 2], 16) for colour in (one, other))
        assert low <= int(mixed[place : place + 2], 16) <= high


@given(colour=colours)
def test_every_tone_of_an_accent_can_be_read_where_it_stands(colour):
    made = tones(colour)
    assert all(contrast(made["light"], ground) >= MINIMUM_TEXT for ground in LIGHT_GROUNDS)
    assert all(contrast(made["dark"], ground) >= MINIMUM_TEXT for ground in DARK_GROUNDS)
    assert contrast(made["on_light"], made["light"]) >= 4.5
    assert contrast(made["on_dark"], made["dark"]) >= 4.5
    assert {made["on_light"], made["on_dark"]} <= {WHITE, INK}
    assert all(contrast(made["link_light"], ground) >= MINIMUM_TEXT for ground in LIGHT_GROUNDS)
    assert all(contrast(made["link_dark"], ground) >= MINIMUM_TEXT for ground in DARK_GROUNDS)


@given(colour=colours)
def test_a_colour_that_can_be_read_already_is_left_as_it_was_chosen(colour):
    if all(contrast(colour, ground) >= MINIMUM_TEXT for ground in LIGHT_GROUNDS):
        assert readable(colour, LIGHT_GROUNDS, "#000000") == colour


@pytest.mark.parametrize("digits", ["+1+1+1", "１２３４５６", "-1-1-1", "1_1_1_", "%20%201111"])
def test_one_colour_has_one_address(client, db, digits):
    assert client.get(f"/accent/{digits}.css").status_code == 404


# --- The newsroom's choice --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accent", "words"),
    [
        ("#FFD700", "readers need at least 4.5"),
        ("#FBFAF7", "1.0 to 1"),
        ("red", "six digits"),
        ("#B3261\n", "six digits"),
        ("#+1+1+1", "six digits"),
    ],
)
def test_an_accent_that_readers_could_not_see_is_refused_in_words(accent, words):
    with pytest.raises(ValidationError, match=words):
        NewsroomSettings(accent=accent).full_clean(exclude=["site"])


@given(colour=colours)
def test_an_accent_is_taken_exactly_when_it_stands_out_from_paper(colour):
    settings = NewsroomSettings(accent=colour)
    if contrast(colour, "#FBFAF7") >= 4.5:
        settings.clean()
    else:
        with pytest.raises(ValidationError) as refusal:
            settings.clean()
        assert list(refusal.value.message_dict) == ["accent"]
