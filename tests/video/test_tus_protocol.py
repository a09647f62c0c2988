"""The tus server, status by status: https://tus.io/protocols/resumable-upload."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreel.storage import private_storage
from tests import factories
from tests.video.tus import Tus, encoded
from video.models import Upload, VideoFile
from video.uploads import receiving, staging

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def clip() -> bytes:
    return factories.video_bytes()


@pytest.fixture
def producer(tree, client):
    person = factories.user("Producers")
    client.force_login(person)
    return person


@pytest.fixture
def tus(client, producer) -> Tus:
    return Tus(client)


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


# --- Who -------------------------------------------------------------------------------------------


def test_others_do_not_even_learn_that_an_upload_exists(tus, clip):
    tus.create(len(clip))
    for other in (factories.user("Producers"), factories.user(is_superuser=True)):
        theirs = Tus(Client(), tus.url)
        theirs.client.force_login(other)
        answers = (theirs.head(), theirs.patch(clip, 0), theirs.delete(), theirs.client.get(tus.url))
        assert [response.status_code for response in answers] == [404] * 4
        assert theirs.client.get(reverse("video_uploads")).json() == {"uploads": []}
    assert Upload.objects.get().offset == 0


def test_whoever_may_not_add_files_is_refused_in_words(tree, client):
    client.force_login(factories.user("Editors"))
    response = Tus(client).create(5)
    assert response.status_code == 403
    assert "no right" in response.json()["message"]
    assert not Upload.objects.exists()


def test_whoever_loses_the_right_cannot_go_on(tus, producer, clip):
    tus.create(len(clip))
    producer.groups.clear()
    producer.groups.add(*factories.user("Editors").groups.all())
    assert tus.patch(clip, 0).status_code == 403
    assert not VideoFile.objects.exists()


def test_strangers_are_sent_to_the_login_or_refused(tree, client):
    assert Tus(client).create(5).status_code == 302
    tus = Tus(client)
    tus.headers["X-Requested-With"] = "XMLHttpRequest"
    assert tus.create(5).status_code == 403


def test_other_sites_cannot_upload_with_a_producers_cookies(tus, producer, clip):
    tus.create(len(clip))
    theirs = Tus(Client(enforce_csrf_checks=True), tus.url)
    theirs.client.force_login(producer)
    assert theirs.create(5).status_code == 403
    assert theirs.patch(clip, 0).status_code == 403
    assert theirs.delete().status_code == 403
    override = {**theirs.headers, "X-HTTP-Method-Override": "DELETE"}
    assert theirs.client.post(tus.url, b"", "text/plain", headers=override).status_code == 403
    assert Upload.objects.get().offset == 0
    theirs.client.get(reverse("wagtailadmin_home"))
    theirs.headers["X-CSRFToken"] = theirs.client.cookies["csrftoken"].value
    assert theirs.patch(clip, 0).status_code == 204


# --- Two at once -----------------------------------------------------------------------------------


def test_while_one_part_is_taken_another_gets_423(tus, clip):
    tus.create(len(clip))
    claimed_as = receiving.claim(Upload.objects.get())
    response = tus.patch(clip, 0)
    assert (response.status_code, response.headers["Retry-After"]) == (423, "3")
    assert tus.head().status_code == 200
    receiving.release(Upload.objects.get(), claimed_as)
    assert tus.patch(clip, 0).status_code == 204


def test_a_connection_that_is_silent_for_long_loses_its_claim_and_writes_no_more(tus, clip):
    tus.create(len(clip))
    upload = Upload.objects.get()
    silent = receiving.Receiver(upload, receiving.claim(upload))

    class Late:
        def read(self, size: int) -> bytes:
            Upload.objects.update(writer_until=timezone.now() - timedelta(seconds=1))
            assert tus.patch(clip[:1000], 0).status_code == 204
            silent.noted_at -= 60
            return b"\0" * size

    with pytest.raises(receiving.Refusal) as refused:
        silent.receive(Late(), 50)
    assert refused.value.status == 409
    assert tus.head().headers["Upload-Offset"] == "1000"
    assert staging.path_of(upload.uuid).read_bytes() == clip[:1000]
