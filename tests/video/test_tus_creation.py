"""Beginning an upload by tus: lengths, names and what else a stranger may say of a file."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.video.tus import encoded
from video.models import Upload, VideoFile

pytestmark = pytest.mark.django_db


# --- Creation --------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", ["", "-5", "abc", "5.0", "0", "+5", "٣"])
def test_a_length_that_is_no_length_gets_400(tus, length):
    response = tus.create(length)
    assert response.status_code == 400
    assert response.json()["message"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize("length", [20 * 1024**3 + 1, 10**17, "9" * 60])
def test_too_long_a_file_gets_413_with_the_most(tus, length, settings):
    response = tus.create(length)
    assert response.status_code == 413
    assert response.headers["Tus-Max-Size"] == str(settings.NEWSREEL_VIDEO_MAX_BYTES)


@pytest.mark.parametrize(
    "header",
    [
        "filename",
        "filename !!!",
        "filename Y2xpcC5tcDQ",  # no padding
        "filename //4=",
        "a b c",
        f"{encoded(filename='a.mp4')},{encoded(filename='b.mp4')}",
        ",".join(f"k{number} YQ==" for number in range(40)),
        "ключ YQ==".encode().decode("latin-1"),
    ],
)
def test_garbage_about_a_file_gets_400(tus, header):
    response = tus.post({"Upload-Length": "5", "Upload-Metadata": header})
    assert response.status_code == 400
    assert not Upload.objects.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=60))
def test_nothing_said_about_a_file_breaks_the_server(tus, header):
    assert tus.post({"Upload-Length": "5", "Upload-Metadata": header}).status_code in (201, 400, 415)


def test_a_name_of_many_kilobytes_is_refused_in_words(tus):
    response = tus.create(5, "x" * 10_000 + ".mp4")
    assert response.status_code == 431
    assert "Shorten" in response.json()["message"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.mp4", "passwd.mp4"),
        ("C:\\Users\\me\\clip.mp4", "clip.mp4"),
        ("a\x00\x1b[31mb\r\nc.mp4", "a[31mb c.mp4"),
        ("\u202e4pm.clip.mp4", "4pm.clip.mp4"),
        ("$(touch x).mp4", "$(touch x).mp4"),
        ("y" * 400 + ".mp4", "y" * 251 + ".mp4"),
        ("відео.MP4", "відео.MP4"),
        ("-rf.mp4", "-rf.mp4"),
    ],
)
def test_names_do_no_harm(tus, clip, name, kept):
    tus.send(clip, filename=name)
    assert Upload.objects.get().filename == kept
    file = VideoFile.objects.get()
    assert file.file.name == f"video/{file.token}/original.mp4"
