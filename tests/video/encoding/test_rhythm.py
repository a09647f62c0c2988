"""Pictures as cameras make them: turned, woven, very many a second or only one, in ten bits; all end up even."""

from __future__ import annotations

import itertools
from pathlib import Path

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.video.encoding.test_pipeline import seen


@pytest.mark.parametrize(("degrees", "size"), [(90, (180, 320)), (180, (320, 180)), (270, (180, 320))])
def test_a_camera_held_in_any_way_gives_an_upright_picture(clip, encoded, degrees, size):
    with av.open(str(clip("rotated", "mov", degrees=degrees))) as media:
        frame = next(media.decode(video=0))
    corner = white_corner(frame.to_image().rotate(frame.rotation, expand=True))
    done = encoded("rotated", "mov", degrees=degrees)
    assert (done.facts["width"], done.facts["height"]) == size
    found = seen(done.path("mp4"))
    assert (found["size"], found["rotation"]) == (size, 0)
    with av.open(str(done.path("mp4"))) as media:
        assert white_corner(next(media.decode(video=0)).to_image()) == corner
    with Image.open(done.folder / "still-1.jpg") as still:
        assert (still.size, white_corner(still)) == (size, corner), "stills are turned alike"


def white_corner(picture: Image.Image) -> tuple[int, int]:
    """Where the mark of the clip is: 0 or 1 from the left, and from the top."""
    grey = picture.convert("L")
    places = [(across, down) for across in (0, 1) for down in (0, 1)]
    light = {
        place: grey.getpixel((8 + place[0] * (grey.width - 17), 8 + place[1] * (grey.height - 17)))
        for place in places
    }
    return max(light, key=light.get)


@pytest.mark.parametrize(("rate", "expected"), [("60", 60.0), ("120", 60.0)])
def test_fast_upright_pictures_come_at_most_sixty_times_a_second(encoded, rate, expected):
    done = encoded("fast", rate=rate)
    assert done.rung("mp4").frame_rate == expected
    found = seen(done.path("mp4"))
    assert (found["size"], found["frames"], len(found["steps"])) == ((180, 320), 60, 1)


def test_ten_bits_of_a_broadcast_camera_become_eight_that_all_decoders_know(encoded):
    done = encoded("broadcast", "mov")
    assert (done.facts["video_codec"], done.facts["pixel_format"]) == ("prores", "yuv422p10le")
    assert not done.facts["browsers_play"]
    found = seen(done.path("mp4"))
    assert (found["pixels"], found["size"], found["frames"]) == ("yuv420p", (320, 180), 60)
    assert done.rung("180p").frame_rate == 50.0


def test_a_film_of_one_picture_can_be_played(encoded):
    done = encoded("one_picture")
    assert [rung.name for rung in done.rungs] == ["mp4"]
    assert seen(done.path("mp4"))["frames"] == 1
    assert len(done.result.stills) == 1
    assert done.result.notices == []


def combed(path: Path) -> float:
    """How much a line differs from the next, by how much from the next but one; woven fields that move go over 1."""
    with av.open(str(path)) as media:
        picture = list(itertools.islice(media.decode(video=0), 12))[-1].to_image().convert("L")
    near, far = (
        ImageStat.Stat(ImageChops.difference(picture, ImageChops.offset(picture, 0, lines))).sum[0]
        for lines in (1, 2)
    )
    return near / max(far, 1)


def test_no_comb_is_left_of_woven_half_pictures(clip, encoded):
    assert combed(clip("moving_bar", "mts")) > 1
    done = encoded("moving_bar", "mts")
    assert done.facts["interlaced"]
    assert combed(done.path("mp4")) < 0.8
