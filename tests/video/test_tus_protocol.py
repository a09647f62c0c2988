"""The tus server, status by status: https://tus.io/protocols/resumable-upload."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreel.storage import private_storage
from tests.video.tus import encoded
from video.models import Upload, VideoFile
from video.uploads import staging

pytestmark = pytest.mark.django_db


# --- Core ------------------------------------------------------------------------------------------


def test_options_says_what_the_server_can(tus, settings):
    response = tus.client.options(reverse("video_uploads"))
    assert response.status_code == 204
    assert response.headers["Tus-Version"] == "1.0.0"
    assert response.headers["Tus-Extension"] == "creation,expiration,termination,checksum"
    assert response.headers["Tus-Max-Size"] == str(settings.NEWSREEL_VIDEO_MAX_BYTES)
    assert "sha1" in response.headers["Tus-Checksum-Algorithm"]


def test_a_file_sent_in_one_part_becomes_a_video_file(tus, producer, clip, drain):
    created = tus.create(len(clip), "the quay.mp4", title="The quay at night")
    assert created.status_code == 201
    assert created.headers["Location"].endswith(f"/{Upload.objects.get().uuid}/")
    assert "GMT" in created.headers["Upload-Expires"]
    response = tus.patch(clip, 0)
    assert (response.status_code, response.headers["Upload-Offset"]) == (204, str(len(clip)))
    file = VideoFile.objects.get()
    assert (file.title, file.uploaded_by, file.file_size) == ("The quay at night", producer, len(clip))
    assert file.file.name == f"video/{file.token}/original.mp4"
    assert private_storage().open(file.file.name).read() == clip
    assert not staging.path_of(Upload.objects.get().uuid).exists(), "moved, not copied"
    assert tus.get()["file"]["id"] == file.pk


def test_head_tells_how_far_it_is_and_is_never_stored(tus, clip):
    header = encoded(filename="clip.mp4", title="Набережна")
    tus.post({"Upload-Length": str(len(clip)), "Upload-Metadata": header})
    tus.patch(clip[:500], 0)
    response = tus.head()
    assert response.status_code == 200
    assert response.headers["Upload-Offset"] == "500"
    assert response.headers["Upload-Length"] == str(len(clip))
    assert response.headers["Upload-Metadata"] == header
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Tus-Resumable"] == "1.0.0"


def test_head_of_a_finished_upload_says_that_all_is_here(tus, clip):
    tus.send(clip)
    assert tus.head().headers["Upload-Offset"] == str(len(clip))


@pytest.mark.parametrize("version", [None, "0.2.2", "2.0.0", "1.0"])
def test_another_version_gets_412_and_the_one_that_is_spoken(tus, clip, version):
    tus.create(len(clip))
    tus.headers = {"Tus-Resumable": version} if version else {}
    for response in (tus.head(), tus.patch(b"x", 0), tus.delete(), tus.create(5)):
        assert response.status_code == 412
        assert response.headers["Tus-Version"] == "1.0.0"
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("offset", [1, 499, 501, 10**17])
def test_a_wrong_offset_gets_409_and_changes_nothing(tus, clip, offset):
    tus.create(len(clip))
    tus.patch(clip[:500], 0)
    assert tus.patch(clip[:10], offset).status_code == 409
    assert tus.head().headers["Upload-Offset"] == "500"
    assert tus.patch(clip[500:], 500).status_code == 204


@pytest.mark.parametrize("offset", [None, "", "-1", "1.5", "x", "９", "1e3"])
def test_an_offset_that_is_no_number_gets_400(tus, clip, offset):
    tus.create(len(clip))
    assert tus.patch(clip, offset).status_code == 400


def test_another_content_type_gets_415(tus, clip):
    tus.create(len(clip))
    for content_type in ("application/octet-stream", "multipart/form-data; boundary=x", "video/mp4"):
        assert tus.patch(clip, 0, content_type).status_code == 415
    assert tus.head().headers["Upload-Offset"] == "0"


def test_more_bytes_than_announced_get_413(tus, clip):
    tus.create(len(clip))
    assert tus.patch(clip + b"x", 0).status_code == 413
    assert tus.head().headers["Upload-Offset"] == "0"
    assert tus.patch(clip, 0).status_code == 204


def test_an_empty_part_is_no_mistake(tus, clip):
    tus.create(len(clip))
    said = {"Content-Length": "0", "Content-Type": "application/offset+octet-stream"}
    assert tus.patch(b"", 0, **said).status_code == 204
    assert tus.patch(b"", 0, **{**said, "Content-Length": ""}).status_code == 411


def test_methods_that_the_protocol_lacks_get_405(tus, clip):
    tus.create(len(clip))
    assert tus.client.put(tus.url, b"x").status_code == 405
    assert tus.client.put(reverse("video_uploads"), b"x").status_code == 405


def test_a_post_may_stand_for_a_patch_but_a_get_may_not(tus, clip):
    tus.create(len(clip))
    said = {**tus.headers, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    content_type = "application/offset+octet-stream"
    assert tus.client.post(tus.url, clip[:9], content_type, headers=said).status_code == 204
    assert tus.head().headers["Upload-Offset"] == "9"
    assert tus.client.get(tus.url, headers={**said, "X-HTTP-Method-Override": "DELETE"}).status_code == 200
    assert Upload.objects.exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 900), max_size=12))
def test_however_a_file_is_cut_the_same_file_arrives(tus, clip, sizes):
    tus.send(clip, sizes=sizes)
    file = VideoFile.objects.latest("pk")
    assert private_storage().open(file.file.name).read() == clip
    Upload.objects.all().delete()


# --- Expiration and termination -----------------------------------------------------------------------


def test_an_upload_that_stood_still_too_long_is_gone(tus, clip):
    tus.create(len(clip))
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tus.head().status_code == 410
    response = tus.patch(clip, 0)
    assert response.status_code == 410
    assert "Choose the file again" in response.json()["message"]


def test_each_part_gives_an_upload_more_time(tus, clip):
    tus.create(len(clip))
    soon = timezone.now() + timedelta(minutes=1)
    Upload.objects.update(expires_at=soon)
    tus.patch(clip[:10], 0)
    assert Upload.objects.get().expires_at > soon + timedelta(hours=1)


def test_cancelling_removes_row_and_bytes(tus, clip):
    tus.create(len(clip))
    tus.patch(clip[:100], 0)
    path = staging.path_of(Upload.objects.get().uuid)
    assert path.exists()
    assert tus.delete().status_code == 204
    assert not path.exists()
    assert (tus.head().status_code, tus.patch(b"x", 100).status_code, tus.delete().status_code) == (404,) * 3


def test_cancelling_a_finished_upload_leaves_its_video_file(tus, clip):
    tus.send(clip)
    assert tus.delete().status_code == 204
    file = VideoFile.objects.get()
    assert private_storage().exists(file.file.name)


# --- Checksum --------------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_a_part_with_its_checksum_is_taken_only_as_it_was_sent(tus, clip, algorithm):
    tus.create(len(clip))
    digest = base64.b64encode(hashlib.new(algorithm, clip[:900]).digest()).decode()
    changed = b"x" + clip[1:900]
    assert tus.patch(changed, 0, **{"Upload-Checksum": f"{algorithm} {digest}"}).status_code == 460
    assert tus.head().headers["Upload-Offset"] == "0"
    assert tus.patch(clip[:900], 0, **{"Upload-Checksum": f"{algorithm} {digest}"}).status_code == 204
    tus.patch(clip[900:], 900)
    assert private_storage().open(VideoFile.objects.get().file.name).read() == clip


@pytest.mark.parametrize("said", ["crc32 AAAA", "sha1", "sha1 !!!", "sha1 AAAA", " "])
def test_a_checksum_that_cannot_be_compared_gets_400(tus, clip, said):
    tus.create(len(clip))
    assert tus.patch(clip, 0, **{"Upload-Checksum": said}).status_code in (204, 400)
    if said.strip():
        assert tus.head().headers["Upload-Offset"] == "0"
