"""Stills for posters, the picture at any moment, and the storyboard for seeking."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from PIL import Image

from tests.video.encoding.conftest import encode
from video.encoding import pipeline, stills
from video.encoding.pipeline import EncodingError
from video.encoding.stills import still_at
from video.encoding.storyboard import storyboard_vtt
from video.probing import probe


def test_the_storyboard_names_a_tile_for_every_moment(encoded):
    done = encoded("plain", size="640x360", seconds=5)
    board = done.result.storyboard
    with Image.open(done.folder / board["file"]) as sheet:
        assert sheet.size == (board["columns"] * board["width"], board["rows"] * board["height"])
    assert (board["count"], board["interval"]) == (3, 2.0)
    cues = storyboard_vtt(board).split("\n\n")
    assert cues[0] == "WEBVTT"
    assert cues[1] == "00:00:00.000 --> 00:00:02.000\nstoryboard.webp#xywh=0,0,192,108"
    assert cues[3].startswith("00:00:04.000 --> 00:00:05.0")
    assert len(cues) == 4


def test_a_long_video_has_a_hundred_tiles_at_most():
    board = {
        "file": "s.webp",
        "width": 10,
        "height": 6,
        "columns": 10,
        "count": 100,
        "interval": 72.0,
        "duration": 7150.5,
    }
    cues = storyboard_vtt(board).strip().split("\n\n")
    assert len(cues) == 101
    assert cues[-1] == "01:58:48.000 --> 01:59:10.500\ns.webp#xywh=90,54,10,6"


def test_candidates_lie_at_four_moments_and_show_the_picture_as_it_is_seen(encoded):
    done = encoded("rotated", "mov")
    duration = done.facts["duration"]
    assert [still["seconds"] for still in done.result.stills] == [
        pytest.approx(duration * share, abs=0.01) for share in (0.10, 0.25, 0.50, 0.75)
    ]
    for still in done.result.stills:
        with Image.open(done.folder / still["file"]) as picture:
            assert (picture.format, picture.size) == ("JPEG", (180, 320))


def test_the_picture_at_any_moment_can_be_had(clip):
    pictures = [still_at(clip("rotated", "mov"), seconds) for seconds in (0.0, 1.5)]
    assert pictures[0] != pictures[1]
    with Image.open(io.BytesIO(pictures[0])) as picture:
        assert (picture.format, picture.size) == ("JPEG", (180, 320))
        assert not picture.getexif()


@pytest.mark.parametrize(
    ("matrix", "size"), [("bt709", "320x180"), ("bt601", "320x180"), ("bt709", "1280x720")]
)
def test_colours_are_those_of_the_video(clip, tmp_path, matrix, size):
    source = clip("coloured", matrix=matrix, size=size)
    found = probe(source)
    assert found.facts["matrix"] == (1 if matrix == "bt709" else 6)
    with Image.open(io.BytesIO(still_at(source, 0.5, found.facts))) as picture:
        assert picture.getpixel((40, 40)) == pytest.approx((40, 160, 60), abs=8)
    recipe = pipeline.make_recipe(found.facts, settings)
    recipe["steps"] = [step | {"copy": False} for step in recipe["steps"]]
    done = encode(source, tmp_path / "out", recipe=recipe)
    seen = probe(done.path("mp4")).facts
    assert (seen["matrix"], seen["full_range"]) == (1, False)
    with Image.open(io.BytesIO(still_at(done.path("mp4"), 0.5, seen))) as picture:
        assert picture.getpixel((40, 40)) == pytest.approx((40, 160, 60), abs=8), "and of what readers see"


def test_a_large_picture_is_made_to_measure(clip):
    source = clip("silent", size="3000x200", seconds=1)
    with Image.open(io.BytesIO(still_at(source, 0, {"width": 3000, "height": 200}))) as picture:
        assert picture.size == (1920, 128)


def test_there_is_no_picture_after_the_end(clip):
    with pytest.raises(EncodingError, match="earlier"):
        still_at(clip("silent", seconds=1), 60.0)


def test_a_file_that_is_no_video_has_no_picture(tmp_path):
    page = tmp_path / "page.mp4"
    page.write_bytes(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    with pytest.raises(EncodingError, match="not an MP4"):
        still_at(page, 0)


def test_without_an_encoder_a_picture_is_chosen_from_the_library(clip, monkeypatch):
    monkeypatch.setattr(stills, "find_encoder", lambda: None)
    with pytest.raises(EncodingError, match="library"):
        still_at(clip("silent", seconds=1), 0)
