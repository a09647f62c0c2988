"""Colours: what was filmed is what is seen, from high dynamic range too; what cannot be shown is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import pytest
from PIL import Image

from tests.video.encoding import camera_clips
from tests.video.encoding.camera_clips import PATCH_WIDTH, PATCHES
from tests.video.encoding.conftest import encode
from video.dolby import dolby_facts, needs_dolby
from video.encoding import pipeline

Colour = tuple[int, int, int]
WHITE, SKIN = 0, 6
# The steps of 0 to 255 by which a patch may differ; white paper is darker, to leave room for what shines.
NEAR, ROOM = 16, 40


def patches_of(path: Path) -> list[Colour]:
    """What stands in the middle of each patch, as a browser would show it."""
    with av.open(str(path)) as media:
        frame = next(media.decode(video=0))
        picture = frame.reformat(format="rgb24", src_colorspace="ITU709", dst_color_range="JPEG")
        plane = picture.planes[0]
        row = bytes(plane)[plane.line_size * (frame.height // 2) :]
    middles = [int((place + 0.5) * PATCH_WIDTH) * 3 for place in range(len(PATCHES))]
    return [tuple(row[start : start + 3]) for start in middles]


def wanted() -> list[Colour]:
    return [tuple(bytes.fromhex(name)) for name in PATCHES]


def apart(found: Colour, colour: Colour) -> int:
    return max(abs(one - other) for one, other in zip(found, colour, strict=True))


@pytest.mark.parametrize(("curve", "gamut"), [("pq", "bt2020"), ("hlg", "bt2020"), ("hlg", "bt709")])
def test_hdr_keeps_its_colours(encoded, curve, gamut):
    done = encoded("patches", curve=curve, gamut=gamut)
    assert (done.facts["hdr"], done.facts["dolby_profile"]) == (curve, None)
    found = patches_of(done.path("mp4"))
    differences = [apart(*pair) for pair in zip(found, wanted(), strict=True)]
    assert max(differences[WHITE + 1 :]) <= NEAR, (found, differences)
    assert differences[WHITE] <= ROOM
    assert all(max(grey) - min(grey) <= 3 for grey in found[:3]), "grey stays grey"
    assert done.result.notices == []


def test_a_still_of_hdr_has_the_colours_of_the_video(encoded):
    done = encoded("patches", curve="pq", gamut="bt2020")
    still = patches_of(done.folder / "still-1.jpg")
    film = patches_of(done.path("mp4"))
    with Image.open(done.folder / "still-1.jpg") as picture:
        middle = picture.height // 2
        still = [picture.getpixel((int((i + 0.5) * PATCH_WIDTH), middle)) for i in range(len(PATCHES))]
    assert max(apart(*pair) for pair in zip(still, film, strict=True)) <= NEAR


def test_without_tone_mapping_hdr_is_pale_and_the_producer_is_told(clip, tmp_path, monkeypatch):
    encoder = replace(pipeline.find_encoder(), can_tone_map=False)
    monkeypatch.setattr(pipeline, "find_encoder", lambda: encoder)
    done = encode(clip("patches", curve="pq", gamut="bt2020"), tmp_path / "out")
    red = patches_of(done.path("mp4"))[3]
    assert max(red) - min(red) < 80 < 200 - 50
    assert "HDR" in done.result.notices[0] and "Rec. 709" in done.result.notices[0]


# --- Dolby Vision -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("curve", "base"), [("pq", 1), ("hlg", 4)])
def test_dolby_vision_over_a_known_base_is_seen_by_its_base(clip, encoded, curve, base):
    facts = encoded_facts(clip("dolby", curve=curve, profile=8, base=base))
    assert (facts["dolby_profile"], facts["dolby_base"], facts["hdr"]) == (8, base, curve)
    assert not needs_dolby(facts)


def encoded_facts(path: Path) -> dict[str, object]:
    from video.probing import probe

    found = probe(path)
    assert found.problem == ""
    return found.facts


def test_dolby_vision_of_a_phone_keeps_its_colours(encoded):
    done = encoded("dolby", curve="hlg", profile=8, base=4)
    found = patches_of(done.path("mp4"))
    assert max(apart(*pair) for pair in zip(found[1:], wanted()[1:], strict=True)) <= NEAR
    assert done.result.notices == []


def test_dolby_vision_that_only_dolby_can_show_comes_with_a_notice(encoded):
    done = encoded("dolby", curve="pq", profile=5, base=0)
    assert needs_dolby(done.facts) and not done.recipe["picture"]["hdr"]
    (notice,) = done.result.notices
    assert "Dolby Vision" in notice and "Export it in SDR" in notice


def test_dolby_vision_is_found_in_matroska(tmp_path):
    path = camera_clips.dolby_in_matroska(tmp_path / "a.mkv")
    with path.open("rb") as file:
        assert dolby_facts(file, "matroska") == {"dolby_profile": 5, "dolby_base": 0}
        assert dolby_facts(file, "avi") == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0\x08free",
        b"\0\0\0\0moov",
        b"\0\0\0\x04moov",
        b"\0\0\0\x01moov" + b"\xff" * 8,
        b"\0\0\0\x20dvvC\x09",
    ],
)
def test_whatever_a_file_holds_it_is_only_without_dolby_vision(tmp_path, content):
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with path.open("rb") as file:
        assert dolby_facts(file, "mp4") == dolby_facts(file, "webm") == {}
