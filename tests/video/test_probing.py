"""Reading what an uploaded file is: by its bytes, in a process of its own, and never with an error of ours."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from video import probing
from video.containers import CONTAINERS, container_of

GOOD = {
    "width": 1920, "height": 1080, "duration": 12.3456, "video_codec": "h264",
    "sounds": [{"index": 1, "channels": 2, "codec": "aac"}],
}  # fmt: skip


def box(name: bytes, body: bytes = b"") -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + name + body


def wide_box(name: bytes, body: bytes = b"") -> bytes:
    """A box with a length of eight bytes, as cameras write for more than four gigabytes."""
    return (1).to_bytes(4, "big") + name + (16 + len(body)).to_bytes(8, "big") + body


HEAD = box(b"ftyp", b"isom\0\0\0\0isommp42")
MOOV = box(b"moov", b"x" * 20)


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        container_of(io.BytesIO(content))
    return " ".join(caught.value.messages)


# --- The container --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        HEAD + MOOV + box(b"mdat", b"y" * 99),
        HEAD + box(b"free") + wide_box(b"mdat", b"y" * 99) + MOOV,
        HEAD + MOOV + (0).to_bytes(4, "big") + b"mdat" + b"to the end of the file",
    ],
    ids=["index first", "wide box, index last", "last box without a length"],
)
def test_every_layout_that_cameras_write_is_an_mp4(content):
    file = io.BytesIO(content)
    file.seek(5)
    assert container_of(file) == "mp4"
    assert file.tell() == 0, "whoever reads next starts at the beginning"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (HEAD, "no index"),
        (HEAD + box(b"mdat", b"y" * 99), "no index"),
        (HEAD + MOOV[:-1], "stops in the middle"),
        (HEAD + MOOV + b"\0\0", "stops in the middle"),
        (HEAD + (4).to_bytes(4, "big") + b"moov", "stops in the middle"),
        (HEAD + wide_box(b"moov")[:8] + (2**63).to_bytes(8, "big"), "stops in the middle"),
        (HEAD + (1).to_bytes(4, "big") + b"moov" + (0).to_bytes(8, "big"), "stops in the middle"),
        (box(b"ftyp", b"avif\0\0\0\0") + MOOV, "not an MP4"),
        (box(b"ftyp", b"M4A \0\0\0\0") + MOOV, "not an MP4"),
        (b"\x1a\x45\xdf\xa3 something", "not an MP4"),
        (b"<html>ftyp</html>", "not an MP4"),
        (b"#EXTM3U\nhttp://169.254.169.254/\n", "not an MP4"),
    ],
)
def test_what_is_no_whole_video_is_refused_with_its_reason(content, words):
    assert words in refusal(content)


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(content):
    for whole in (content, HEAD + content):
        with suppress(ValidationError):
            assert container_of(io.BytesIO(whole)) in CONTAINERS


@given(cut=st.integers(1, len(HEAD + MOOV) - 1))
def test_a_file_cut_anywhere_is_never_taken_for_whole(cut):
    with pytest.raises(ValidationError):
        container_of(io.BytesIO((HEAD + MOOV)[:cut]))


def test_a_file_of_a_million_empty_boxes_is_not_walked_for_ever():
    assert "no index" in refusal(HEAD + box(b"free") * 10_001 + MOOV)


# --- The child process -----------------------------------------------------------------------------


@pytest.fixture
def clip(tmp_path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(factories.video_bytes())
    return path


def child_says(monkeypatch, output: bytes | Exception) -> None:
    def said_by(command: list[str]) -> bytes:
        assert str(probing.CHILD) in command
        if isinstance(output, Exception):
            raise output
        return output

    monkeypatch.setattr(probing, "said_by", said_by)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (subprocess.TimeoutExpired("probe", 45), "could not be read in time"),
        (subprocess.CalledProcessError(-9, "probe"), "damaged"),
        (b"", "damaged"),
        (b"[]", "damaged"),
        (b"Traceback (most recent call last)", "damaged"),
        (b'{"problem": "no_picture"}', "no moving picture"),
        (b'{"problem": "large"}', "4K"),
        (b'{"problem": "something new"}', "damaged"),
    ],
    ids=["slow", "killed", "silent", "list", "words", "sound only", "large", "unknown"],
)
def test_a_child_that_fails_is_a_problem_of_the_file(monkeypatch, clip, output, words):
    child_says(monkeypatch, output)
    found = probing.probe(clip)
    assert words in found.problem
    assert found.duration is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 0},
        {"height": -1},
        {"width": 16_385},
        {"duration": -1},
        {"duration": 1e9},
        {"duration": float("nan")},
    ],
)
def test_a_size_or_length_that_cannot_be_is_damage(monkeypatch, clip, wrong):
    child_says(monkeypatch, json.dumps({**GOOD, **wrong}).encode())
    found = probing.probe(clip)
    assert "damaged" in found.problem
    assert (found.width, found.height, found.duration) == (None, None, None)


def test_facts_are_rounded_and_kept_short(monkeypatch, clip):
    child_says(
        monkeypatch, json.dumps({**GOOD, "sounds": [{**GOOD["sounds"][0], "codec": "a" * 60}]}).encode()
    )
    found = probing.probe(clip)
    assert (found.duration, found.audio_codec, found.problem) == (12.346, "a" * 24, "")


def test_a_codec_that_few_browsers_play_is_named_and_its_facts_are_kept(monkeypatch, clip):
    child_says(monkeypatch, json.dumps({**GOOD, "video_codec": "hevc"}).encode())
    monkeypatch.setattr(probing, "encoder_available", lambda: False)
    found = probing.probe(clip)
    assert "“hevc”" in found.problem
    assert (found.width, found.height, found.video_codec) == (1920, 1080, "hevc")


def test_a_file_without_a_length_has_none_rather_than_zero(monkeypatch, clip):
    child_says(monkeypatch, json.dumps({**GOOD, "duration": 0}).encode())
    assert probing.probe(clip).duration is None


def test_the_child_reads_a_real_file_and_says_so_in_json(clip):
    command = [sys.executable, "-I", str(probing.CHILD), str(clip), "mp4"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    answer = json.loads(done.stdout)
    assert (answer["width"], answer["height"], answer["video_codec"]) == (128, 72, "h264")
    assert answer["sounds"] == []


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, HEAD + MOOV, b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"]
)
def test_the_child_answers_for_any_file_and_tells_nothing_of_others(tmp_path, content):
    path = tmp_path / "hostile.mp4"
    path.write_bytes(content)
    command = [sys.executable, "-I", str(probing.CHILD), str(path), "mp4"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["problem"] in ("unreadable", "no_picture")
    assert b"root:" not in done.stdout


# --- Elsewhere stored ------------------------------------------------------------------------------


class Bucket(Storage):
    """Like object storage: it has bytes, and no paths on this machine."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def _open(self, name, mode="rb"):
        return ContentFile(self.content, name)


def test_a_file_in_a_remote_storage_is_probed_from_a_copy_that_is_removed(db):
    stored = factories.video_file()
    content = stored.file.read()
    elsewhere = FieldFile(stored, stored._meta.get_field("file"), "video/x/original.mp4")
    elsewhere.storage = Bucket(content)
    with probing.local_path(elsewhere) as path:
        assert path.suffix == ".mp4"
        assert path.read_bytes() == content
        assert probing.probe(path).problem == ""
    assert not path.exists()


def test_upright_video_asks_for_upright_stills_of_its_poster(tree, drain, django_capture_on_commit_callbacks):
    poster = factories.image()
    file = factories.video_file(factories.video_bytes(width=72, height=128))
    factories.video(tree.videos, file=file, lead_image=poster)

    def upright() -> list[bool]:
        return [rendition.height > rendition.width for rendition in poster.renditions.all()]

    drain()
    poster.renditions.all().delete()
    assert not any(upright())
    with django_capture_on_commit_callbacks(execute=True):
        probing.fill_video_file(file)
    drain()
    assert any(upright())
