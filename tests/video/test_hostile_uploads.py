"""Everything uploaded is hostile: real files through the whole door, each taken for what it is or refused in words."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from newsreel.storage import private_storage
from tests import factories
from tests.video.encoding import clips
from video.encoding.engine import encoder_available
from video.models import EncodingJob, VideoFile

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not encoder_available(), reason="needs ffmpeg"),
]

SECRETS = (b"50.4501", b"030.5234", b"Olena", b"Private", b"356938035643809", b"ISO6709")


@pytest.fixture
def hand_in(tus, drain, django_capture_on_commit_callbacks) -> Callable[..., str]:
    """Upload a file by tus and have it read; what its producer is told is wrong, or nothing."""

    def send(content: bytes, name: str = "clip.mp4") -> str:
        with django_capture_on_commit_callbacks(execute=True):
            response = tus.send(content, filename=name)
        if response.status_code >= 400:
            assert not VideoFile.objects.exists()
            return response.json()["message"]
        drain()
        return VideoFile.objects.get().problem

    return send


# --- Taken for what they are ------------------------------------------------------------------------------


def odd(path: Path) -> Path:
    return clips.make(path, *clips.bars("161x91", seconds=1), *clips.QUICK[:-1], "yuv444p")


TAKEN = {
    "rotated": (clips.rotated, "mov", {"width": 180, "height": 320, "shape": "portrait"}),
    "portrait": (lambda path: clips.silent(path, "144x256", 1), "mp4", {"width": 144, "shape": "portrait"}),
    "without sound": (lambda path: clips.silent(path, seconds=1), "mp4", {"has_audio": False}),
    "of uneven rate": (clips.uneven, "mp4", {"width": 320, "has_audio": True}),
    "of odd size": (odd, "mkv", {"width": 160, "height": 90}),  # what readers get is even
}


@pytest.mark.parametrize("kind", TAKEN)
def test_what_cameras_and_screens_record_is_taken_for_what_it_is(hand_in, tmp_path, kind):
    make, suffix, facts = TAKEN[kind]
    assert hand_in(make(tmp_path / f"a.{suffix}").read_bytes(), f"a.{suffix}") == ""
    file = VideoFile.objects.get()
    assert {name: getattr(file, name) for name in facts} == facts
    assert file.facts["variable_frame_rate"] is (kind == "of uneven rate")
    assert EncodingJob.objects.filter(video_file=file, state="queued").exists()


# --- Refused ----------------------------------------------------------------------------------------------


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def inside(*boxes: bytes) -> bytes:
    """A file that looks like an MP4 until its index is read."""
    return box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"moov", b"".join(boxes)) + box(b"mdat", bytes(64))


def deep() -> bytes:
    """Fifty thousand boxes, each within the one before."""
    nested = b""
    for number in range(50_000):
        nested = box((b"trak", b"mdia", b"minf", b"stbl")[number % 4], nested)
    return inside(nested)


def wide() -> bytes:
    return inside(box(b"trak", box(b"mdia")) * 200_000)


def tables() -> bytes:
    """Tables that claim four thousand million rows, as large as their box lets them."""
    claims = [
        box(name, b"\0" * 4 + b"\xff" * 4 + bytes(400)) for name in (b"stts", b"stsc", b"stco", b"ctts")
    ]
    claims.append(box(b"stsz", b"\0" * 8 + b"\xff" * 4 + bytes(400)))
    stbl = box(b"stbl", b"".join(claims))
    return inside(box(b"trak", box(b"mdia", box(b"minf", stbl))) * 50)


def unpacks_to_gigabytes() -> bytes:
    """An index that is packed (QuickTime, “cmov”): few bytes that claim to be four gigabytes of zeros, and begin so."""
    packed = zlib.compress(bytes(1 << 26), 1)
    movie = box(b"cmov", box(b"dcom", b"zlib") + box(b"cmvd", b"\xff" * 4 + packed))
    return inside(movie)


REFUSED = {
    "empty": (lambda path: b"", "file is empty"),
    "one byte": (lambda path: b"\0", "whatever its name says"),
    "text": (lambda path: b"All the news.\n" * 100, "whatever its name says"),
    "picture": (lambda path: factories.image_bytes(64, 64), "whatever its name says"),
    "playlist": (lambda path: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "whatever its name says"),
    "concat": (lambda path: b"ffconcat version 1.0\nfile '/etc/passwd'\n", "whatever its name says"),
    "cut off": (lambda path: clips.plain(path, seconds=1).read_bytes()[:-700], "stops in the middle"),
    "ten hours": (lambda path: clips.claims_ten_hours(path).read_bytes(), "claims to last 10:00:00"),
    "deep boxes": (lambda path: deep(), "Export it|no moving picture"),
    "many boxes": (lambda path: wide(), "Export it|no moving picture"),
    "large tables": (lambda path: tables(), "Export it|no moving picture"),
    "packed index": (lambda path: unpacks_to_gigabytes(), "Export it|no moving picture"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_played_is_refused_in_words(hand_in, tmp_path, kind):
    make, words = REFUSED[kind]
    problem = hand_in(make(tmp_path / "a.mp4"))
    assert any(word in problem for word in words.split("|")), problem
    assert not EncodingJob.objects.exists()


def test_a_link_with_the_name_of_a_video_gives_nothing_away(tree, tmp_path):
    secret, link = tmp_path / "secret", tmp_path / "film.mp4"
    secret.write_bytes(b"secret words")
    link.symlink_to(secret)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_video", str(link), stdout=out, stderr=out)
    assert "whatever its name says" in out.getvalue()
    assert "secret" not in out.getvalue()
    assert not VideoFile.objects.exists()


# --- Names, and what is hidden in a file --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["$(touch x)", "ї" * 300, "`id`;|&>x", "-i http:", "concat:a|b"])
def test_a_name_is_only_a_name_from_the_upload_to_the_last_list(hand_in, client, tmp_path, name):
    content = clips.silent(tmp_path / "a.mp4", "128x72", 1).read_bytes()
    assert hand_in(content, f"{name}.mp4") == ""
    file = VideoFile.objects.get()
    assert file.title == name[: 255 - (len(".mp4") if len(name) > 255 else 0)]
    assert file.file.name == f"video/{file.token}/original.mp4"
    for address in (reverse("video_files:index"), reverse("video_files:edit", args=[file.pk])):
        assert client.get(address).status_code == 200
    assert not Path("x").exists()


def test_no_place_and_no_name_of_the_owner_reaches_a_reader(
    tree, client, hand_in, drain, tmp_path, django_capture_on_commit_callbacks
):
    content = clips.located(tmp_path / "a.mov").read_bytes()
    assert [secret for secret in SECRETS if secret not in content] == []
    with django_capture_on_commit_callbacks(execute=True):
        assert hand_in(content, "IMG_2041.mov") == ""
    drain("video")
    file = VideoFile.objects.get()
    page = factories.playable_video(tree.videos, file=file)
    outputs = [
        path for path in Path(private_storage().path(file.encoding.folder)).rglob("*") if path.is_file()
    ]
    assert {path.suffix for path in outputs} >= {".mp4", ".jpg", ".webp"}
    data = {"still": "0", "alt": "A quay"}
    image = client.post(reverse("video_desk:poster", args=[file.pk]), data).json()
    rungs = [
        reverse("video_encoded", args=[file.token, file.encoding.token, name])
        for name in ("master.m3u8", "180p.m3u8", "storyboard.vtt")
    ]
    answers = [client.get(address) for address in (page.url, page.embed_path, file.progressive_url, *rungs)]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    bodies = {path.name: path.read_bytes() for path in outputs}
    bodies |= {answer.request["PATH_INFO"]: b"".join(answer) for answer in answers}
    bodies["poster"] = poster_bytes(image["id"])
    leaks = [(name, secret) for name, body in bodies.items() for secret in SECRETS if secret in body]
    assert leaks == []


def poster_bytes(pk: int) -> bytes:
    from newsreel.models import EditorialImage

    with EditorialImage.objects.get(pk=pk).file.open("rb") as picture:
        return picture.read()
