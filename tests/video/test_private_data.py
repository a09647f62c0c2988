"""Nobody but those who work on a film is given an original that tells where it was filmed, or by whom."""

from __future__ import annotations

import io
import json
from urllib.parse import urlencode

import av
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsreel.tasks import UPLOAD_PRIORITY
from tests import factories
from tests.video.encoding_fakes import ready_job
from video import probing
from video.desk.states import film_state
from video.encoding import jobs
from video.encoding.engine import encoder_available
from video.encoding.running import run_job
from video.models import VideoFile, VideoPage
from video.private_data import tells_more

PLACE = b"+50.4501+030.5234"
LOCATION = "com.apple.quicktime.location.ISO6709"


def noted(
    key: str = LOCATION, value: str = PLACE.decode() + "/", kind: str = "mp4", seconds: float = 1
) -> bytes:
    """A playable film with one note in it."""
    made = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if key.startswith("com.") else {}
    with (
        av.open(io.BytesIO(factories.video_bytes(seconds))) as plain,
        av.open(made, "w", format=kind, options=options) as media,
    ):
        media.metadata[key] = value
        stream = media.add_stream_from_template(plain.streams.video[0])
        for packet in plain.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                media.mux(packet)
    return made.getvalue()


def box(name: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + name + body


# --- What is found ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (LOCATION, "mp4"), ("location", "mp4"), ("location", "mov"), ("location", "matroska"),
        ("com.apple.quicktime.make", "mp4"), ("artist", "mp4"), ("author", "mov"), ("com.android.manufacturer", "mp4"),
    ],
)  # fmt: skip
def test_a_note_of_place_person_or_camera_is_a_fact_of_the_file(tmp_path, key, kind):
    path = tmp_path / "clip"
    path.write_bytes(noted(key, kind=kind))
    found = probing.probe(path)
    assert found.facts["private"] is True
    assert PLACE.decode() not in json.dumps(found.facts), "that there is one, and not which"


@pytest.mark.parametrize("key", ["title", "encoder", "comment", "com.android.version", "copyright"])
def test_a_note_about_the_film_itself_is_nothing_private(tmp_path, key):
    path = tmp_path / "clip"
    path.write_bytes(noted(key, "A walk on the quay"))
    assert probing.probe(path).facts["private"] is False


@pytest.mark.parametrize(
    "track", [b"gpmd", b"GPMF", b"mebx", b"camm", b"rtmd", b"djmd", b"\xa9xyz", b"loci", b"gps "]
)
def test_a_track_of_places_is_seen_wherever_its_box_stands(track):
    inner = box(b"moov", box(b"trak", b"\0" * 40 + box(track, b"\0" * 20)))
    pictures = box(b"mdat", b"\0" * 100)
    for content in (pictures + inner, inner + pictures, pictures + box(b"uuid", box(track, b"\0" * 9))):
        assert tells_more(io.BytesIO(content), "mp4")


def test_the_same_bytes_in_a_picture_are_no_note():
    content = box(b"mdat", box(b"gpmd", b"location.ISO6709")) + box(b"moov", b"\0" * 50)
    assert not tells_more(io.BytesIO(content), "mp4")


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 4000, box(b"free", b"") * 20_000, b"\0\0\0\x01moov" + b"\xff" * 8, b"\0\0\0\x02moov"],
)
def test_hostile_boxes_are_walked_to_an_end(content):
    assert not tells_more(io.BytesIO(content), "mp4")


# --- Who is given the original ------------------------------------------------------------------------


@pytest.fixture
def page(tree) -> VideoPage:
    """A published video, downloadable, whose original tells where it was filmed."""
    file = factories.video_file(noted())
    return factories.playable_video(tree.videos, file=file, download_allowed=True)


def read(client: Client, address: str) -> bytes:
    response = client.get(address, follow=True)
    return response.getvalue() if response.streaming else response.content


def public_addresses(page: VideoPage) -> list[str]:
    """Where readers, partners, crawlers and feed readers look."""
    question = urlencode({"url": f"http://localhost{page.url}"})
    return [
        page.url,
        page.embed_path,
        f"/oembed/?{question}",
        "/feeds/video.xml",
        timezone.localtime(page.published_at).strftime("/sitemap-videos-%Y-%m.xml"),
        page.file.url,
    ]


def test_no_public_address_gives_out_the_place(page, client, tree, drain):
    story = factories.article(
        tree.feed, [("video", {"video": page, "caption": "", "start": 0, "loop": False})]
    )
    for names in ((), ("360p", "audio"), ("360p", "audio", "720p", "mp4")):
        if names:
            ready_job(VideoFile.objects.get(pk=page.file_id), names)
        for address in [*public_addresses(page), story.url]:
            content = read(client, address)
            assert PLACE not in content, (names, address)
            assert page.file.url.encode() not in content, (names, address)


def test_a_real_encoding_of_the_film_gives_out_everything_but_the_place(page, client):
    if not encoder_available():
        pytest.skip("no encoder")
    run_job(jobs.queue_first(page.file).pk)
    fresh = VideoPage.objects.for_player().get(pk=page.pk)
    assert fresh.file.has_one_file
    watch = client.get(page.url).content.decode()
    assert f'href="{fresh.file.progressive_url}"' in watch, "Download is what was encoded"
    feed = client.get("/feeds/video.xml").content.decode()
    assert fresh.file.progressive_url in feed and fresh.file.progressive_url in watch.split("VideoObject")[1]
    names = [f"{name}.mp4" for name in fresh.file.encoding.made]
    for name in [*names, *(still["file"] for still in fresh.file.encoding.stills)]:
        content = read(
            client, reverse("video_encoded", args=[fresh.file.token, fresh.file.encoding.token, name])
        )
        assert len(content) > 100
        assert PLACE not in content and b"ISO6709" not in content


def test_a_clean_original_plays_until_the_one_file_is_there_and_then_leads_to_it(tree, client):
    page = factories.playable_video(tree.videos)
    original = page.file.url
    assert original.encode() in read(client, page.embed_path)
    assert client.get(original).status_code == 200
    ready_job(page.file, ("360p", "audio"))
    assert client.get(original).status_code == 200, "the browsers without HLS have nothing else"
    ready_job(VideoFile.objects.get(pk=page.file_id))
    assert original.encode() not in read(client, page.embed_path)
    response = client.get(original)
    file = VideoPage.objects.for_player().get(pk=page.pk).file
    assert (response.status_code, response.headers["Location"]) == (302, file.progressive_url)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert read(client, original) == b"mp4" * 3
    page.unpublish()
    assert client.get(original).status_code == 404


def test_those_who_work_on_the_film_see_the_original(page, client, editor):
    ready_job(page.file)
    response = client.get(page.file.url)
    assert PLACE in response.getvalue()
    assert response.headers["Cache-Control"] == "private, no-store"
    client.force_login(factories.user())
    assert PLACE not in read(client, page.file.url), "a login alone opens nothing"


def test_the_desk_plays_what_readers_cannot_watch_yet(page, client, editor):
    file = VideoFile.objects.get(pk=page.file_id)
    assert not file.is_playable
    assert client.get(reverse("video_words:source", args=[file.pk])).json()["sources"][0]["src"] == file.url
    jobs.queue_first(file)
    assert "where it was filmed" in " ".join(film_state(VideoFile.objects.get(pk=file.pk)).details)
    assert b"being prepared" in read(client, page.embed_path)


@pytest.mark.parametrize(
    "word",
    [b"aux:SerialNumber", b"tiff:Make", b"Iptc4xmpCore:Location", b"photoshop:City", b"stRef:filePath"],
)
def test_what_adobes_programs_write_beside_a_film_is_private(word):
    packet = b"<x:xmpmeta>" + word + b"</x:xmpmeta>"
    box = (len(packet) + 24).to_bytes(4, "big") + b"uuid" + bytes(16) + packet
    assert tells_more(io.BytesIO(factories.video_bytes() + box), "mp4")


def test_pictures_of_a_matroska_file_are_not_read_as_words():
    head, cluster = b"\x1a\x45\xdf\xa3 title", b"\x1f\x43\xb6\x75"
    assert not tells_more(io.BytesIO(head + cluster + b"..DJI...dc:creator"), "webm")
    assert tells_more(io.BytesIO(head + b"dc:creator" + cluster), "webm")


# --- Without an encoder, and before this was known ----------------------------------------------------


def test_without_an_encoder_the_producer_is_told_what_to_do(page, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(probing, "encoder_available", lambda: False)
        file = factories.video_file(noted())
    assert "Export it again without location" in file.problem
    assert len(file.problem) < 255
    assert not file.is_playable
    probing.pardon_what_can_be_encoded()
    file.refresh_from_db()
    assert file.problem == ""


def test_a_file_that_was_read_before_is_read_again(page, drain, django_capture_on_commit_callbacks):
    clean = factories.video_file()
    old = VideoFile.objects.filter(pk__in=[clean.pk, page.file_id])
    for file in old:
        old.filter(pk=file.pk).update(
            facts={name: fact for name, fact in file.facts.items() if name != "private"}
        )
    assert not any(file.is_playable for file in old.all()), "nobody knows yet"
    with django_capture_on_commit_callbacks(execute=True):
        probing.read_again()
    drain()
    assert {file.pk: file.facts["private"] for file in old.all()} == {clean.pk: False, page.file_id: True}
    assert old.get(pk=clean.pk).is_playable
    assert not old.filter(probed_at=None).exists()


def test_an_old_original_that_is_gone_is_not_shown_and_keeps_what_was_known(
    drain, django_capture_on_commit_callbacks
):
    file = factories.video_file()
    facts = {name: fact for name, fact in file.facts.items() if name != "private"}
    VideoFile.objects.filter(pk=file.pk).update(facts=facts)
    file.file.storage.delete(file.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        probing.read_again()
    drain()
    after = VideoFile.objects.get(pk=file.pk)
    assert (after.facts, after.problem, after.duration) == ({**facts, "private": True}, "", file.duration)
    assert not after.is_playable
    with django_capture_on_commit_callbacks(execute=True):
        probing.read_again()
    assert not DBTaskResult.objects.ready().exists()


def test_old_originals_wait_once_and_not_ahead_of_new_films(db, django_capture_on_commit_callbacks):
    file = factories.video_file()
    VideoFile.objects.filter(pk=file.pk).update(facts={"browsers_play": True})
    DBTaskResult.objects.all().delete()
    for _tick in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            probing.read_again()
    (waiting,) = DBTaskResult.objects.ready()
    assert waiting.priority < UPLOAD_PRIORITY
