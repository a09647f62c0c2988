"""What was found in a file, told in words and units."""

from __future__ import annotations

import pytest

from tests import factories
from video.desk.fact_words import described
from video.facts import clean_facts

FILM = {
    "width": 1920, "height": 1080, "rotation": 90, "duration": 75.2, "bit_rate": 8_000_400, "frame_rate": [30000, 1001],
    "video_codec": "h264", "video_profile": "High", "pixel_format": "yuv420p", "pixel_ratio": [1, 1], "has_audio": True,
    "audio_codec": "aac", "audio_channels": 2, "audio_rate": 44_100, "audio_bit_rate": 128_000,
}  # fmt: skip


def test_a_film_is_described_in_words_and_units():
    words = dict(described(clean_facts(FILM, "mp4", 12_000_000)))
    assert words["Picture"] == "1920 × 1080"
    assert words["Turned"] == "90 degrees"
    assert words["Length"] == "1:15"
    assert words["Bit rate"] == "8000 kbit/s"
    assert words["Pictures a second"] == "29.97"
    assert words["Picture codec"] == "h264 · High · yuv420p"
    assert words["Sampled at"] == "44.1 kHz"
    assert words["Browsers play it as it is"] == "Yes"
    assert "Shape of a pixel" not in words, "square ones are nothing to speak of"
    assert "Colours" not in words


def test_what_is_unusual_is_said():
    odd = FILM | {
        "hdr": "smpte2084",
        "interlaced": True,
        "variable_frame_rate": True,
        "pixel_ratio": [64, 45],
    }
    words = dict(described(clean_facts(odd, "mp4", 12_000_000)))
    assert words["Colours"] == "HDR (smpte2084)"
    assert words["Interlaced"] == "Yes"
    assert words["Pictures a second"] == "29.97, not evenly"
    assert words["Shape of a pixel"] == "64:45"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, None),
        ({"audio_tracks": 1, "audio_stream": 1}, None),
        ({"audio_tracks": 3, "audio_stream": 2}, "3; stream 2 is heard"),
        (
            {"audio_tracks": 4, "audio_stream": 1, "audio_mix": [1, 2]},
            "4; the first two, in mono, are left and right",
        ),
    ],
)
def test_of_several_sounds_it_is_said_which_one_is_heard(more, words):
    assert dict(described(clean_facts(FILM | more, "mp4", 12_000_000))).get("Sound tracks") == words


def test_dolby_vision_is_named_and_whether_the_colours_need_it():
    over_hlg = clean_facts(FILM | {"dolby_profile": 8, "dolby_base": 4}, "mp4", 12_000_000)
    alone = clean_facts(FILM | {"dolby_profile": 5, "dolby_base": 0}, "mp4", 12_000_000)
    assert dict(described(over_hlg))["Dolby Vision"] == "Profile 8"
    assert dict(described(alone))["Dolby Vision"] == "Profile 5; the colours need it"
    assert "Dolby Vision" not in dict(described(clean_facts(FILM, "mp4", 12_000_000)))


def test_a_silent_film_has_no_sound_to_describe():
    words = dict(described(clean_facts(FILM | {"has_audio": False}, "mp4", 12_000_000)))
    assert words["Sound"] == "None"
    assert "Channels" not in words


@pytest.mark.parametrize("facts", [{}, {"duration": None, "frame_rate": None}])
def test_of_a_file_that_nobody_has_read_little_is_said(facts):
    assert dict(described(facts)) == {"Browsers play it as it is": "No", "Sound": "None"}


@pytest.mark.django_db
def test_the_text_of_a_video_keeps_paragraphs_apart(tree):
    page = factories.video(tree.videos, description="<p>Nobody runs.</p><p>What the picture cannot show</p>")
    assert page.body_text() == "Nobody runs. What the picture cannot show"
