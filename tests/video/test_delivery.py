"""What was encoded, over HTTP: playlists, bytes in ranges, storyboard, to those who may see the video."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories
from tests.video.encoding_fakes import address, body, path_of, ready_job
from video.encoding import jobs
from video.models import CaptionTrack, EncodingJob, VideoFile, VideoPage

pytestmark = pytest.mark.django_db
NAMES = (
    "master.m3u8", "wordless.m3u8", "360p.m3u8", "360p-keys.m3u8", "audio.m3u8", "360p.mp4", "audio.mp4", "mp4.mp4",
    "storyboard.vtt", "storyboard.webp", "still-1.jpg",
)  # fmt: skip


@pytest.fixture
def page(tree):
    page = factories.playable_video(tree.videos)
    ready_job(page.file)
    return page


# --- What is given ------------------------------------------------------------------------------------


def test_a_published_video_gives_out_everything_with_its_type(page, client):
    types = {
        "m3u8": "application/vnd.apple.mpegurl",
        "vtt": "text/vtt; charset=utf-8",
        "mp4": "video/mp4",
        "webp": "image/webp",
        "jpg": "image/jpeg",
    }
    for name in NAMES:
        response = client.get(address(page.file, name))
        assert response.status_code == 200, name
        expected = "audio/mp4" if name == "audio.mp4" else types[name.rpartition(".")[2]]
        assert response.headers["Content-Type"] == expected
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "must-revalidate" in response.headers["Cache-Control"]
        assert re.fullmatch(r'"[\w=-]+"', response.headers["ETag"])
        assert "Cookie" not in response.headers.get("Vary", "")


def test_the_addresses_of_a_file_lead_there(page, client):
    file = VideoPage.objects.for_player().get(pk=page.pk).file
    assert client.get(file.hls_url).status_code == 200
    assert client.get(file.storyboard_url).status_code == 200
    response = client.get(file.progressive_url)
    assert body(response) == b"mp4" * 3
    assert file.progressive_type == "video/mp4"


# --- Bytes --------------------------------------------------------------------------------------------


def test_ranges_validators_and_head(page, client):
    url = address(page.file, "360p.mp4")
    part = client.get(url, headers={"Range": "bytes=2-5"})
    assert (part.status_code, body(part)) == (206, b"0p36")
    assert part.headers["Content-Range"] == "bytes 2-5/12"
    assert client.get(url, headers={"Range": "bytes=12-"}).status_code == 416
    head = client.head(url)
    assert (head.status_code, head.headers["Content-Length"], body(head)) == (200, "12", b"")
    assert client.get(url, headers={"If-None-Match": head.headers["ETag"]}).status_code == 304
    changed = client.get(url, headers={"Range": "bytes=0-1", "If-Range": '"another"'})
    assert changed.status_code == 200
    assert client.post(url).status_code == 405


def test_a_sandboxed_frame_may_ask_for_ranges(page, client):
    response = client.options(address(page.file, "360p.mp4"))
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Range" in response.headers["Access-Control-Allow-Headers"]


def test_nothing_is_given_that_is_not_whole(page, client):
    path_of(page.file.encoding.rungs.get(name="360p")).write_bytes(b"half")
    assert client.get(address(page.file, "360p.mp4")).status_code == 404
    page.file.encoding.rungs.all().delete()  # as between the two questions of one request
    assert client.get(address(page.file, "master.m3u8")).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["1080p.mp4", "1080p.m3u8", "1080p-keys.m3u8", "720p-keys.m3u8", "audio-keys.m3u8", "mp4.m3u8", "still-9.jpg",
     "original.mp4", "captions-zz.m3u8", "x", ".mp4", "..mp4", "-keys.m3u8", "360p.mp4.part", "storyboard.vtt.m3u8",
     "captions-00000000000000000000000000000000----.m3u8"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(page, client, name):
    assert client.get(address(page.file, name)).status_code == 404


def test_tokens_must_belong_together(page, client, tree):
    other = factories.playable_video(tree.videos)
    assert client.get(address(other.file, "master.m3u8", page.file.encoding)).status_code == 404


# --- One rule -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
        {"embargo_until": timezone.now() + timedelta(hours=1)},
    ],
)
def test_what_is_not_published_gives_out_nothing(page, client, state):
    VideoPage.objects.filter(pk=page.pk).update(**state)
    track = CaptionTrack.objects.get(video=page)
    for name in (*NAMES, f"captions-{track.uuid}.m3u8"):
        response = client.get(address(page.file, name))
        assert response.status_code == 404, name
        assert "public" not in response.headers.get("Cache-Control", "")


def test_a_private_video_streams_only_for_those_let_in_and_is_not_kept(page, client):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(page.file, "master.m3u8")).status_code == 404
    client.force_login(factories.user())
    for name in NAMES:
        response = client.get(address(page.file, name))
        assert response.status_code == 200, name
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in response.headers


def test_a_job_that_was_replaced_goes_on_answering_until_it_is_swept(page, client):
    old = page.file.encoding
    new = ready_job(page.file)
    assert page.file.encoding == new
    for job in (old, new):
        assert client.get(address(page.file, "master.m3u8", job)).status_code == 200


def test_another_file_on_the_page_ends_the_old_addresses(page, client):
    old = VideoFile.objects.get(pk=page.file_id)
    page.file = factories.video_file()
    page.save()
    assert client.get(address(old, "master.m3u8")).status_code == 404


# --- Cost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "most"), [("360p.mp4", 4), ("360p.m3u8", 4), ("master.m3u8", 6)])
def test_queries_are_few(page, client, django_assert_max_num_queries, name, most):
    url = address(page.file, name)
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200


def test_pages_for_the_player_know_their_encoding_without_a_query(page, tree, django_assert_num_queries):
    factories.playable_video(tree.videos)
    pages = list(VideoPage.objects.for_player().order_by("pk"))
    with django_assert_num_queries(0):
        known = [
            (bool(one.file.hls_url), bool(one.file.storyboard_url), one.file.is_playable) for one in pages
        ]
    assert known == [(True, True, True), (False, False, True)]


def test_an_original_that_no_browser_plays_waits_for_its_encoding(page, tree):
    file = factories.video_file()
    VideoFile.objects.filter(pk=file.pk).update(facts={"browsers_play": False})
    file.refresh_from_db()
    jobs.queue_first(file)
    assert not file.is_playable
    assert file.is_being_prepared
    assert file.encoding_state == "queued"
    ready_job_of = EncodingJob.objects.get(video_file=file)
    jobs.cancel(ready_job_of)
    assert not file.is_being_prepared


def test_the_player_says_that_a_video_is_being_prepared(page, fake):
    from video.encoding.running import run_job
    from video.player import player_for

    file = factories.video_file()
    VideoFile.objects.filter(pk=file.pk).update(facts={**file.facts, "browsers_play": False})
    VideoPage.objects.filter(pk=page.pk).update(file=file)

    def notice() -> str:
        return player_for(VideoPage.objects.for_player().get(pk=page.pk)).notice

    job = jobs.queue_first(file)
    assert "being prepared" in notice()
    jobs.cancel(job)
    assert "cannot be played" in notice()
    jobs.retry(job)
    assert run_job(job.pk) == "ready"
    assert notice() == ""
