"""Uploads: what a file is by its bytes, what is refused in words, and what is read of what is kept."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import GroupCollectionPermission

from tests import factories
from tests.video.tus import Tus
from video.containers import CONTAINERS, container_of
from video.models import VideoFile
from video.probing import probe
from video.tasks import probe_video_file
from video.uploads import limits

PLAYLIST = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"
FORMS = ("video_files:add", "video_file_chooser:create")
CONCAT = b"ffconcat version 1.0\nfile 'http://169.254.169.254/latest'\n"


@pytest.fixture(scope="module")
def clip() -> bytes:
    return factories.video_bytes()


HOSTILE = {
    "empty": (b"", "empty"),
    "playlist": (PLAYLIST, "not an MP4"),
    "concat": (CONCAT, "not an MP4"),
    "page": (b"<html><script>alert(1)</script>", "not an MP4"),
    "picture": (b"\x00\x00\x00\x1cftypavif" + b"\0" * 40, "not an MP4"),
    "head only": (b"\x00\x00\x00\x18ftypisom" + b"\0" * 12, "no index"),
    "false length": (
        b"\x00\x00\x00\x18ftypisom" + b"\0" * 12 + b"\xff\xff\xff\xffmdat",
        "stops in the middle",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_video_is_refused_by_its_bytes(name):
    content, words = HOSTILE[name]
    with pytest.raises(ValidationError, match=words):
        container_of(io.BytesIO(content))


def test_a_video_that_was_cut_off_is_refused(clip):
    with pytest.raises(ValidationError, match="stops in the middle"):
        container_of(io.BytesIO(clip[:-100]))


def test_a_whole_video_is_known_by_its_bytes(clip):
    assert container_of(io.BytesIO(clip)) == "mp4"


@given(st.binary(max_size=200))
def test_no_bytes_break_the_check(content):
    for head in (b"", b"\x1a\x45\xdf\xa3webm", b"\0\0\0\x18ftypisom"):
        try:
            assert container_of(io.BytesIO(head + content)) in CONTAINERS
        except ValidationError:
            continue


# --- Probing ---------------------------------------------------------------------------------------


def test_a_video_is_probed_in_another_process(clip, tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(factories.video_bytes(seconds=2, width=72, height=128, sound=True))
    found = probe(path)
    assert (found.width, found.height, found.has_audio, found.video_codec) == (72, 128, True, "h264")
    assert found.duration == pytest.approx(2, abs=0.2)
    assert not found.problem


@pytest.mark.parametrize("name", HOSTILE)
def test_probing_what_is_no_video_says_so_and_raises_nothing(name, tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(HOSTILE[name][0])
    assert probe(path).problem


def test_probing_a_video_with_a_damaged_inside_says_so(clip, tmp_path):
    path = tmp_path / "clip.mp4"
    place = clip.index(b"moov")
    path.write_bytes(clip[: place + 4] + b"\xff" * (len(clip) - place - 4))
    assert "damaged" in probe(path).problem or "moving picture" in probe(path).problem


# --- The admin -------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer(client):
    person = factories.user(is_superuser=True)
    client.force_login(person)
    return person


def upload(client, content: bytes, name: str = "clip.mp4", title: str = "The harbour, take two"):
    file = SimpleUploadedFile(name, content, "video/mp4")
    return client.post(reverse("video_files:add"), {"title": title, "file": file})


def test_a_producer_uploads_a_video_and_it_is_read_in_a_task(
    tree, client, producer, clip, drain, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(client, clip)
    assert response.status_code == 302, response.context["form"].errors
    file = VideoFile.objects.get()
    assert (file.uploaded_by, file.file_size, file.probed_at) == (producer, len(clip), None)
    page = factories.video(tree.videos, file=file)
    drain()
    file.refresh_from_db()
    assert (file.width, file.height, file.duration, file.problem) == (128, 72, 1.0, "")
    assert len(file.checksum) == 64
    page.refresh_from_db()
    assert (page.duration, page.shape) == (1, "landscape"), "its pages follow"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_refused_upload_says_why_and_keeps_what_was_typed(tree, client, producer, name):
    content, words = HOSTILE[name]
    response = upload(client, content)
    assert response.status_code == 200
    assert words in str(response.context["form"].errors["file"])
    assert b"The harbour, take two" in response.content
    assert not VideoFile.objects.exists()


def upload_by(address: str, client, clip: bytes):
    """What the form says of a file that came without script: in its own page, or in the chooser's window."""
    return client.post(reverse(address), {"title": "The quay", "file": SimpleUploadedFile("quay.mp4", clip)})


@pytest.mark.parametrize("address", FORMS)
def test_a_file_for_which_there_is_no_room_is_refused(
    tree, client, producer, clip, monkeypatch, settings, address
):
    settings.NEWSREEL_UPLOAD_RESERVE_BYTES = 1000
    monkeypatch.setattr(limits, "free_bytes", lambda: 1000 + len(clip) - 1)
    response = upload_by(address, client, clip)
    assert "not enough room" in response.content.decode()
    assert "The quay" in response.content.decode(), "what was typed stays"
    assert not VideoFile.objects.exists()
    monkeypatch.setattr(limits, "free_bytes", lambda: 1000 + len(clip))
    upload_by(address, client, clip)
    assert VideoFile.objects.count() == 1


@pytest.mark.parametrize("address", FORMS)
def test_a_plain_form_is_no_way_around_the_quota(tree, client, producer, clip, settings, address):
    settings.NEWSREEL_UPLOADS_PER_USER = 1
    Tus(client).create(len(clip))
    assert "unfinished uploads" in upload_by(address, client, clip).content.decode()
    assert not VideoFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_both_sizes(tree, client, producer, clip, settings):
    settings.NEWSREEL_VIDEO_MAX_BYTES = 1000
    error = str(upload(client, clip).context["form"].errors["file"])
    assert "at most 1000" in error
    assert "2.0" in error


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("x" * 300 + ".mp4", 302),
        ("clip.exe", 200),
        ("../../clip.mp4", 302),
        ("відео з набережної.MP4", 302),
        ("clip.webm", 200),
    ],
)
def test_names_of_files_do_no_harm(tree, client, producer, clip, name, status):
    assert upload(client, clip, name).status_code == status
    for file in VideoFile.objects.all():
        assert file.file.name == f"video/{file.token}/original.mp4"


def test_the_list_the_form_and_the_chooser_answer(tree, client, producer, clip):
    file = factories.video_file(clip, title="The harbour")
    broken = VideoFile.objects.create(
        title="Broken", file=file.file.name, collection=file.collection, problem="It is damaged."
    )
    for url in (
        reverse("video_files:index"),
        reverse("video_files:index") + "?q=harbour",
        reverse("video_files:add"),
        reverse("video_files:edit", args=[file.pk]),
        reverse("video_files:delete", args=[file.pk]),
        reverse("video_file_chooser:choose"),
    ):
        assert client.get(url).status_code == 200, url
    assert "It is damaged." in client.get(reverse("video_files:edit", args=[broken.pk])).content.decode()
    assert "0:01" in client.get(reverse("video_files:index")).content.decode()
    assert f'src="{file.url}"' in client.get(reverse("video_files:edit", args=[file.pk])).content.decode()


def test_the_chooser_offers_only_files_of_collections_that_are_open_to_one(tree, client, clip):
    client.force_login(factories.user("Producers"))
    open_to_all, closed = (
        factories.video_file(clip, title="Harbour"),
        factories.video_file(clip, title="Source"),
    )
    root = closed.collection
    closed.collection = root.add_child(name="Confidential")
    closed.save()
    url = reverse("video_file_chooser:choose_results")
    assert "Source" in client.get(url).content.decode()
    GroupCollectionPermission.objects.filter(
        collection=root, permission__codename__endswith="videofile"
    ).update(collection=root.add_child(name="Desk"))
    open_to_all.collection = root.get_children().get(name="Desk")
    open_to_all.save()
    html = client.get(url).content.decode()
    assert "Harbour" in html
    assert "Source" not in html


def test_a_file_can_be_uploaded_within_the_chooser(tree, client, producer, clip):
    file = SimpleUploadedFile("clip.mp4", clip, "video/mp4")
    response = client.post(reverse("video_file_chooser:create"), {"title": "From the chooser", "file": file})
    assert response.json()["step"] == "chosen"
    refused = client.post(
        reverse("video_file_chooser:create"), {"title": "X", "file": SimpleUploadedFile("a.mp4", PLAYLIST)}
    )
    assert refused.json()["step"] == "reshow_creation_form"


def test_only_title_and_collection_of_a_stored_file_change(tree, client, producer, clip):
    file = factories.video_file(clip)
    before = file.file.name
    response = client.post(
        reverse("video_files:edit", args=[file.pk]),
        {"title": "Renamed", "file": SimpleUploadedFile("other.mp4", PLAYLIST)},
    )
    assert response.status_code == 302
    file.refresh_from_db()
    assert (file.title, file.file.name) == ("Renamed", before)


def test_a_file_that_a_page_plays_cannot_be_deleted_in_the_admin(tree, client, producer):
    page = factories.playable_video(tree.videos)
    response = client.post(reverse("video_files:delete", args=[page.file.pk]), follow=True)
    assert VideoFile.objects.filter(pk=page.file.pk).exists()
    assert "was not deleted" in response.content.decode()


def test_a_page_whose_file_was_deleted_opens_previews_and_publishes(tree, client, producer):
    page = factories.playable_video(tree.videos)
    page.save_revision()
    page.file.delete()
    page.refresh_from_db()
    assert client.get(page.url).status_code == 200
    assert client.get(page.embed_path).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    page.get_latest_revision().publish()
    assert client.get(page.url).status_code == 200


def test_a_deleted_file_leaves_no_bytes_behind(tree, clip, django_capture_on_commit_callbacks):
    file = factories.video_file(clip)
    storage, name = file.file.storage, file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        file.delete()
    assert not storage.exists(name)


def test_reading_a_file_again_or_a_file_that_is_gone_does_no_harm(tree, clip):
    file = factories.video_file(clip)
    read_at = file.probed_at
    assert probe_video_file.func(file.pk) == "ready"
    file.refresh_from_db()
    assert file.probed_at == read_at
    assert probe_video_file.func(file.pk + 1) == "gone"


def test_whoever_may_not_add_files_cannot_upload(tree, client, clip):
    client.force_login(factories.user())
    assert upload(client, clip).status_code in (302, 403)
    assert not VideoFile.objects.exists()
