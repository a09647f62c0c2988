"""From what cameras, phones and attackers hand in to what readers are given."""

from __future__ import annotations

import itertools
from pathlib import Path

import av
import pytest


def seen(path: Path) -> dict[str, object]:
    """What a decoder makes of a finished file."""
    with av.open(str(path)) as media:
        picture = media.streams.video[0]
        frames = list(media.decode(picture))
        times = [frame.pts for frame in frames]
        return {
            "size": (frames[0].width, frames[0].height),
            "rotation": frames[0].rotation,
            "pixels": frames[0].format.name,
            "ratio": picture.sample_aspect_ratio or 1,
            "steps": {after - before for before, after in itertools.pairwise(times)},
            "frames": len(frames),
            "colour": (frames[0].colorspace, frames[0].color_trc),
        }


# --- What a video is made of --------------------------------------------------------------------------


def test_a_video_becomes_rungs_sound_one_file_stills_and_a_storyboard(encoded):
    done = encoded("plain", size="640x360", seconds=5)
    assert [rung.name for rung in done.rungs] == ["audio", "360p", "240p", "mp4"]
    assert {rung.kind for rung in done.rungs} == {"audio", "video", "progressive"}
    assert {path.name for path in done.folder.iterdir()} == {
        "audio.mp4", "360p.mp4", "240p.mp4", "mp4.mp4", "storyboard.webp",
        "still-1.jpg", "still-2.jpg", "still-3.jpg", "still-4.jpg",
    }  # fmt: skip
    assert all(rung.size == done.path(rung.name).stat().st_size for rung in done.rungs)
    assert done.result.cpu_seconds > 0
    assert done.result.duration == pytest.approx(5, abs=0.05)
    assert done.result.notices == []


def test_progress_grows_and_names_its_stages(encoded):
    told = encoded("plain", size="640x360", seconds=5).progress
    percents = [one.percent for one in told]
    assert percents == sorted(percents) and percents[0] >= 0 and percents[-1] <= 100
    assert list(dict.fromkeys(one.stage for one in told)) == [
        "measuring", "first", "packaging", "stills",
    ]  # fmt: skip


def test_a_large_video_can_be_watched_before_its_large_rungs_are_made(encoded):
    done = encoded("plain", size="960x540", rate="30000/1001", seconds=13.4)
    assert [rung.name for rung in done.rungs] == ["audio", "360p", "540p", "240p", "mp4"]
    assert "rest" in {one.stage for one in done.progress}


def test_the_one_file_plays_from_its_first_byte_with_sound_in_step(encoded):
    done = encoded("plain", size="640x360", seconds=5)
    data = done.path("mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    rung = done.rung("mp4")
    assert (rung.width, rung.height, rung.codecs) == (640, 360, done.rung("360p").codecs + ",mp4a.40.2")
    with av.open(str(done.path("mp4"))) as media:
        first = {stream.type: next(media.decode(stream)).time for stream in media.streams.video}
        assert first["video"] == 0
    with av.open(str(done.path("mp4"))) as media:
        lengths = [float(stream.duration * stream.time_base) for stream in media.streams]
    assert max(lengths) - min(lengths) < 0.05


def test_a_short_silent_clip_is_a_loop_in_one_file(encoded):
    done = encoded("silent", seconds=3)
    assert [(rung.name, rung.kind) for rung in done.rungs] == [("mp4", "progressive")]
    assert done.result.storyboard == {}
    assert len(done.result.stills) == 4
    assert seen(done.path("mp4"))["frames"] == 90


# --- What cameras do ----------------------------------------------------------------------------------


def test_a_video_held_upright_is_upright(encoded):
    done = encoded("rotated", "mov")
    assert done.facts["rotation"] in (90, 270)
    found = seen(done.path("mp4"))
    assert (found["size"], found["rotation"]) == ((180, 320), 0)


def test_pixels_become_square(encoded):
    done = encoded("anamorphic", "mkv")
    assert (done.facts["width"], done.facts["height"]) == (256, 144)
    found = seen(done.path("144p"))
    assert (found["size"], found["ratio"]) == ((256, 144), 1)


def test_an_uneven_recording_becomes_even(encoded):
    done = encoded("uneven")
    assert done.facts["variable_frame_rate"]
    found = seen(done.path("mp4"))
    assert len(found["steps"]) == 1
    assert done.rung("180p").frame_rate == 30.0
    assert found["frames"] == pytest.approx(done.result.duration * 30, abs=1)


def test_odd_sizes_become_even(encoded):
    done = encoded("silent", "mkv", size="333x251", seconds=1)
    width, height = seen(done.path("mp4"))["size"]
    assert width % 2 == height % 2 == 0
    assert abs(width / height - 333 / 251) < 0.02


def test_woven_half_pictures_are_put_together(encoded):
    done = encoded("interlaced", "mts")
    assert done.facts["interlaced"]
    assert done.rung("180p").frame_rate == 25.0
    with av.open(str(done.path("180p"))) as media:
        assert not next(media.decode(video=0)).interlaced_frame


def test_hdr_becomes_what_every_screen_shows(encoded):
    done = encoded("hdr")
    assert (done.facts["hdr"], done.facts["browsers_play"]) == ("pq", False)
    found = seen(done.path("mp4"))
    assert (found["pixels"], found["colour"]) == ("yuv420p", (1, 1))
    assert done.result.notices == []
