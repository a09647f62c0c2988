"""What may be handed in: probed for the facts that encoding needs, refused in a producer's words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.video.encoding import clips
from video import facts as video_facts
from video import probing
from video.containers import CONTAINERS, VIDEO_EXTENSIONS, check_name, container_of
from video.facts import browsers_play, clean_facts, refusal
from video.probing import probe

GOOD = {"width": 1920, "height": 1080, "duration": 12.5, "video_codec": "h264", "pixel_format": "yuv420p"}


def kind_of(path: Path) -> str:
    with path.open("rb") as file:
        return container_of(file)


# --- Kinds of files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "codec", "kind"),
    [
        ("mp4", "libx264", "mp4"),
        ("mov", "libx264", "mov"),
        ("mkv", "libx264", "matroska"),
        ("webm", "libvpx", "webm"),
        ("avi", "mpeg4", "avi"),
        ("mpg", "mpeg2video", "mpeg"),
        ("mts", "libx264", "mpegts"),
        ("mxf", "mpeg2video", "mxf"),
    ],
)
def test_each_kind_is_known_by_its_bytes_and_probed(clip, tmp_path, suffix, codec, kind):
    path = clips.make(
        tmp_path / f"a.{suffix}", *clips.bars("160x96", "25", 1), "-c:v", codec, "-pix_fmt", "yuv420p"
    )
    path = path.rename(tmp_path / "without-a-name")
    assert kind_of(path) == kind
    found = probe(path)
    assert (found.problem, found.width, found.height) == ("", 160, 96)
    assert found.facts["frame_rate"] == [25, 1]
    assert found.facts["browsers_play"] is (kind in ("mp4", "webm"))


def test_a_camcorders_stream_with_times_between_its_packets_is_known(clip, tmp_path):
    path = clips.make(
        tmp_path / "a.m2ts", *clips.bars("160x96", "25", 1), "-c:v", "libx264", "-mpegts_m2ts_mode", "1"
    )
    assert path.read_bytes()[4] == 0x47
    assert kind_of(path) == "mpegts"
    assert probe(path).problem == ""


@pytest.mark.parametrize("suffix", ["mkv", "webm", "avi"])
def test_a_file_shorter_than_it_says_is_refused(clip, tmp_path, suffix):
    codec = "libvpx" if suffix == "webm" else "mpeg4"
    whole = clips.make(tmp_path / f"a.{suffix}", *clips.bars("160x96", "25", 1), "-c:v", codec)
    with pytest.raises(ValidationError, match="stops in the middle"):
        container_of(io.BytesIO(whole.read_bytes()[:-500]))


def test_names_must_fit_the_content():
    check_name("mp4", "Clip.MP4")
    check_name("mov", "clip.mov")
    for container, name in (("matroska", "clip.mp4"), ("mp4", "clip"), ("avi", "clip.m3u8")):
        with pytest.raises(ValidationError, match=CONTAINERS[container].label):
            check_name(container, name)
    assert {"mp4", "mov", "mkv", "webm", "avi", "mpg", "mts", "mxf"} <= set(VIDEO_EXTENSIONS)
    assert not {"m3u8", "txt", "ffconcat", "sdp"} & set(VIDEO_EXTENSIONS)


@pytest.mark.parametrize(
    "content",
    [
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
        b"<?xml version='1.0'?><MPD><BaseURL>http://169.254.169.254/</BaseURL></MPD>",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"ID3\x03" + b"\0" * 400,
        b"\xff\xd8\xff\xe0JFIF" + b"\0" * 400,
        b"GIF89a" + b"\0" * 400,
    ],
    ids=["hls", "concat", "sdp", "dash", "wave", "mp3", "jpeg", "gif"],
)
def test_what_is_no_video_is_refused_with_what_to_do(tmp_path, content):
    path = tmp_path / "innocent.mp4"
    path.write_bytes(content)
    problem = probe(path).problem
    assert "Export it as MP4 (H.264)" in problem


def test_a_playlist_behind_the_head_of_a_real_file_is_not_followed(clip, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    path = tmp_path / "a.avi"
    path.write_bytes(b"RIFF\0\0\0\0AVI LIST" + b"#EXTM3U\n#EXTINF:1,\nfile://" + str(secret).encode() + b"\n")
    assert probe(path).problem in ("There is no moving picture in the file.", probing._words("unreadable"))


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(content):
    heads = (
        b"",
        b"\x1a\x45\xdf\xa3\x42\x82\x88matroska\x18\x53\x80\x67",
        b"RIFF",
        b"\0\0\1\xba",
        b"\x47" * 189,
    )
    for head in heads:
        try:
            assert container_of(io.BytesIO(head + content)) in CONTAINERS
        except ValidationError:
            continue


# --- Facts ------------------------------------------------------------------------------------------------


def test_ten_hours_that_are_not_there_are_refused(clip):
    source = clip("claims_ten_hours")
    problem = probe(source).problem
    assert "claims to last 10:00:00" in problem


def test_facts_for_the_ladder_are_found(clip):
    found = probe(clip("conformant")).facts
    assert found["keyframe_seconds"] == pytest.approx(2.0)
    assert found["video_profile"] == "High" and found["audio_profile"] == "LC"
    assert found["audio_channels"] == 2 and found["audio_rate"] == 44_100
    assert not found["variable_frame_rate"] and not found["interlaced"] and not found["full_range"]
    assert 300_000 < found["video_bit_rate"] < 900_000


def test_facts_are_only_those_we_know_and_within_bounds():
    strange = {
        "frame_rate": [1, 0],
        "rotation": 10**9,
        "hdr": "x" * 999,
        "secret": "no",
        "frames": float("inf"),
    }
    found = clean_facts(GOOD | strange, "mp4", 10**6)
    assert "secret" not in found
    assert (found["frame_rate"], found["rotation"], found["frames"]) == (None, None, None)
    assert len(found["hdr"]) == video_facts.MAX_TEXT


@given(
    st.dictionaries(
        st.sampled_from([*video_facts._NUMBERS, *video_facts._TEXTS, *video_facts._RATIOS, "has_audio"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.lists(st.integers(), max_size=3),
    )
)
def test_whatever_the_child_answers_is_an_answer_or_damage(answer):
    import json

    try:
        found = clean_facts(answer, "mp4", 1000)
    except ValueError:
        return
    json.dumps(found, allow_nan=False)
    assert isinstance(refusal(found), str)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"width": 8, "height": 8}, "larger"),
        ({"width": 16_000, "height": 16_000}, "4K"),
        ({"width": 4000, "height": 20}, "strip"),
        ({"duration": 36_000.0}, "10:00:00"),
    ],
)
def test_absurd_pictures_are_refused_with_what_to_do(change, words):
    assert words in refusal(clean_facts(GOOD | change, "mp4", 100_000))
    assert refusal(clean_facts(GOOD, "mp4", 100_000)) == ""


@pytest.mark.parametrize(
    ("container", "change", "plays"),
    [
        ("mp4", {}, True),
        ("mp4", {"has_audio": True, "audio_codec": "aac"}, True),
        ("mp4", {"has_audio": True, "audio_codec": "ac3"}, False),
        ("mp4", {"video_codec": "hevc"}, False),
        ("mp4", {"video_codec": "prores"}, False),
        ("mp4", {"pixel_format": "yuv420p10le"}, False),
        ("mp4", {"video_codec": "av1", "pixel_format": "yuv420p10le"}, True),
        ("mov", {}, False),
        ("matroska", {}, False),
        ("webm", {"video_codec": "vp9"}, True),
    ],
)
def test_whether_browsers_play_the_original_is_a_fact_of_its_own(container, change, plays):
    assert browsers_play({"container": container, **GOOD, **change}) is plays


def test_what_browsers_do_not_play_is_a_problem_only_where_nothing_encodes_it(clip, monkeypatch):
    source = clip("hdr")
    assert probe(source).problem == ""
    monkeypatch.setattr(probing, "encoder_available", lambda: False)
    assert "“hevc”" in probe(source).problem


def test_a_refusal_for_want_of_an_encoder_is_lifted_when_there_is_one(db, clip, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(probing, "encoder_available", lambda: False)
        film = factories.video_file(clip("hdr").read_bytes())
        strip = factories.video_file(clip("silent", size="640x20", seconds=1).read_bytes())
    assert "“hevc”" in film.problem and "strip" in strip.problem
    probing.pardon_what_can_be_encoded()
    film.refresh_from_db()
    strip.refresh_from_db()
    assert film.problem == "" and "strip" in strip.problem
