"""What is carried over from an original: its picture where that conforms, its loudness if so set, nothing private."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.video.encoding.conftest import encode
from video.encoding import making, pipeline
from video.encoding.boxes import read_file
from video.encoding.conformance import stands_on_the_grid
from video.encoding.loudness import gain_for
from video.probing import probe


def test_nothing_private_reaches_an_output(clip, encoded):
    done = encoded("located", "mov")
    assert b"Olena Private" in clip("located", "mov").read_bytes()
    for path in done.folder.iterdir():
        data = path.read_bytes()
        for secret in (b"50.4501", b"Olena", b"Private", b"356938035643809", b"ISO6709"):
            assert secret not in data, f"{secret!r} in {path.name}"
        if path.suffix == ".mp4":
            with av.open(str(path)) as media:
                assert not set(media.metadata) - {
                    "major_brand",
                    "minor_version",
                    "compatible_brands",
                    "encoder",
                }
                assert not media.chapters()
                assert {stream.type for stream in media.streams} <= {"video", "audio"}


# --- Loudness -----------------------------------------------------------------------------------------


def level(path: Path) -> float:
    """The loudest sample of the sound, of 1."""
    with av.open(str(path)) as media:
        plain = av.AudioResampler(format="s16", layout="mono")
        frames = [part for frame in media.decode(audio=0) for part in plain.resample(frame)]
        samples = (abs(sample) for frame in frames for sample in memoryview(frame.planes[0]).cast("h"))
        return max(samples) / 32768


def test_soft_sound_is_raised_and_left_alone_if_so_set(clip, tmp_path):
    source = clip("plain", level=0.05)
    raised = encode(source, tmp_path / "raised")
    recipe = raised.recipe | {"audio": raised.recipe["audio"] | {"loudness": None}}
    alone = encode(source, tmp_path / "alone", recipe=recipe)
    assert level(raised.path("audio")) > 2 * level(alone.path("audio"))
    assert "measuring" not in {one.stage for one in alone.progress}


LOG = """[Parsed_ebur128] Summary:

  Integrated loudness:
    I:         {loudness} LUFS

  True peak:
    Peak:      {peak} dBFS
"""


@pytest.mark.parametrize(
    ("loudness", "peak", "gain"),
    [
        (-23.0, -10.0, 5.0),
        (-23.0, -3.0, 2.0),  # as far as its loudest moment lets it
        (-23.0, 0.5, 0.0),
        (-10.0, 0.0, -8.0),
        (-50.0, -40.0, 15.0),
        (-70.0, -70.0, 0.0),  # silence stays silent
    ],
)
def test_the_gain_goes_to_the_target_but_never_into_clipping(loudness, peak, gain):
    assert gain_for(LOG.format(loudness=loudness, peak=peak), -18.0) == pytest.approx(gain)


@given(st.text())
def test_whatever_the_log_says_the_gain_is_bounded(log):
    assert -60 <= gain_for(log, -18.0) <= 15
    assert gain_for("", -18.0) == 0


# --- Copying ------------------------------------------------------------------------------------------


def test_a_picture_that_conforms_is_copied_without_the_cameras_notes(clip, tmp_path):
    source = clip("conformant")
    assert b"x264 - core" in source.read_bytes()
    found = probe(source)
    recipe = pipeline.make_recipe(found.facts, settings)
    assert {step["name"]: step["copy"] for step in recipe["steps"]} == {"360p": True, "240p": False}
    recipe["early"] = "240p"
    done = encode(source, tmp_path / "out", recipe=recipe)
    copied = done.path("360p")
    assert b"x264 - core" not in copied.read_bytes()
    _head, fragments = read_file(copied)
    assert stands_on_the_grid(copied, fragments, Fraction(30), 60)
    with av.open(str(source)) as before, av.open(str(copied)) as after:
        theirs = [bytes(plane) for plane in next(before.decode(video=0)).planes]
        ours = [bytes(plane) for plane in next(after.decode(video=0)).planes]
        assert theirs == ours, "the very same picture"


def test_a_copy_that_does_not_stand_in_step_is_encoded_instead(clip, tmp_path, monkeypatch):
    recipe = pipeline.make_recipe(probe(clip("conformant")).facts, settings) | {"early": "240p"}
    monkeypatch.setattr(making, "stands_on_the_grid", lambda *arguments: False)
    done = encode(clip("conformant"), tmp_path / "out", recipe=recipe)
    assert [rung.name for rung in done.rungs] == ["audio", "240p", "360p", "mp4"]


@pytest.mark.parametrize(
    "change",
    [
        {"video_codec": "hevc"}, {"pixel_format": "yuv422p"}, {"rotation": 90}, {"pixel_ratio": [4, 3]},
        {"variable_frame_rate": True}, {"keyframe_seconds": 1.0}, {"keyframe_seconds": None}, {"interlaced": True},
        {"video_bit_rate": 50_000_000}, {"coded_width": 642}, {"container": "matroska"}, {"video_level": 51},
        {"video_profile": "High 10"}, {"hdr": "hlg"},
    ],
)  # fmt: skip
def test_whatever_differs_is_not_copied(clip, change):
    facts = probe(clip("conformant")).facts | change
    assert not any(step["copy"] for step in pipeline.make_recipe(facts, settings)["steps"])
