"""Master playlists and those of captions: what a player is offered, and what it is told when it asks again."""

from __future__ import annotations

import base64
import re

import pytest
from django.urls import reverse

from tests import factories
from tests.video.encoding_fakes import address, body, ready_job, text
from video import hls
from video.encoding import jobs
from video.models import CaptionTrack, EncodingJob, Rung, VideoFile, VideoPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tree):
    page = factories.playable_video(tree.videos)
    ready_job(page.file)
    return page


def test_the_master_playlist_names_every_picture_with_its_sound_and_words(page, client):
    lines = text(client, page.file, "master.m3u8").splitlines()
    assert lines[:3] == ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    sound = next(line for line in lines if "TYPE=AUDIO" in line)
    assert 'URI="audio.m3u8"' in sound
    assert 'LANGUAGE="en"' in sound
    words = next(line for line in lines if "TYPE=SUBTITLES" in line)
    track = CaptionTrack.objects.get(video=page)
    assert f'URI="captions-{track.uuid}.m3u8"' in words
    assert 'LANGUAGE="en"' in words
    assert "transcribes-spoken-dialog" in words
    variant = lines[lines.index("720p.m3u8") - 1]
    assert variant == (
        "#EXT-X-STREAM-INF:BANDWIDTH=848000,AVERAGE-BANDWIDTH=763200,"
        'CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000,AUDIO="sound",'
        'SUBTITLES="words",CLOSED-CAPTIONS=NONE'
    )
    assert "360p.m3u8" in lines
    assert lines[-1] == (
        "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=40000,AVERAGE-BANDWIDTH=30000,"
        'CODECS="avc1.64001f",RESOLUTION=640x360,URI="360p-keys.m3u8"'
    )
    assert "mp4" not in [line.removesuffix(".m3u8") for line in lines]


def test_subtitle_playlists_lead_to_the_words(page, client):
    track = CaptionTrack.objects.get(video=page)
    playlist = text(client, page.file, f"captions-{track.uuid}.m3u8")
    assert "#EXT-X-ENDLIST" in playlist
    address_ = next(line for line in playlist.splitlines() if line.startswith("/"))
    assert client.get(address_).status_code == 200


def test_the_playlist_for_previews_offers_no_words_of_the_live_page(page, client):
    whole, wordless = (text(client, page.file, name) for name in ("master.m3u8", "wordless.m3u8"))
    assert "SUBTITLES" in whole and "captions-" in whole
    assert "SUBTITLES" not in wordless and "captions-" not in wordless
    kept = [line for line in whole.splitlines() if "TYPE=SUBTITLES" not in line]
    assert [line.replace(',SUBTITLES="words"', "") for line in kept] == wordless.splitlines(), (
        "all else is there"
    )


def test_descriptions_are_no_subtitles(page, client):
    CaptionTrack.objects.update(kind="descriptions")
    assert "SUBTITLES" not in text(client, page.file, "master.m3u8")


def test_captions_that_are_published_later_appear_by_themselves(page, client):
    CaptionTrack.objects.create(video=page, language="uk", kind="subtitles", text=factories.CAPTIONS)
    lines = [line for line in text(client, page.file, "master.m3u8").splitlines() if "SUBTITLES" in line]
    assert any('LANGUAGE="uk"' in line and 'NAME="Українська"' in line for line in lines)


def test_better_rungs_appear_by_themselves(tree, client, fake):
    from video.encoding.running import run_job

    page = factories.playable_video(tree.videos)
    found = {}

    def look(name: str) -> None:
        file = VideoFile.objects.get(pk=page.file_id)
        response = client.get(file.hls_url) if file.hls_url else None
        found[name] = (response, body(response).decode() if response else "")

    fake.before = look
    job = jobs.queue_first(page.file)
    run_job(job.pk)
    assert found["audio"] == (None, ""), "a picture without its sound is not shown"
    response, playlist = found["720p"]
    assert "360p.m3u8" in playlist
    assert "720p.m3u8" not in playlist
    assert "max-age=2" in response.headers["Cache-Control"]
    assert "720p.m3u8" in found["mp4"][1]
    assert response.headers["ETag"] != found["mp4"][0].headers["ETag"]


PROMISE = f'#EXT-X-SESSION-DATA:DATA-ID="newsreel.growing",VALUE="{hls.GROWING_SECONDS}"'


def test_a_playlist_promises_more_while_more_is_made_and_no_longer(page, client):
    job = page.file.encoding
    assert "SESSION-DATA" not in text(client, page.file, "master.m3u8")
    for state in ("queued", "running"):
        EncodingJob.objects.filter(pk=job.pk).update(state=state)
        assert text(client, page.file, "master.m3u8").splitlines()[3] == PROMISE
    for state in ("failed", "cancelled", "ready"):
        EncodingJob.objects.filter(pk=job.pk).update(state=state)
        assert "SESSION-DATA" not in text(client, page.file, "master.m3u8")


def test_before_there_is_anything_to_play_the_playlist_only_promises(tree, client):
    page = factories.playable_video(tree.videos)
    job = jobs.queue_first(page.file)
    url = reverse("video_encoded", args=[page.file.token, job.token, "master.m3u8"])
    response = client.get(url)
    assert body(response).decode().splitlines() == [
        "#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS", PROMISE,
    ]  # fmt: skip
    assert "max-age=2" in response.headers["Cache-Control"]
    VideoPage.objects.update(live=False)
    assert client.get(url).status_code == 404
    VideoPage.objects.update(live=True)
    jobs.cancel(job)
    assert client.get(url).status_code == 404, "and whoever waited knows that nothing comes"


def test_a_player_that_asks_again_without_news_gets_no_body(page, client, django_assert_max_num_queries):
    EncodingJob.objects.update(state=EncodingJob.State.RUNNING, worker="pytest")
    url = address(page.file, "master.m3u8")
    first = client.get(url)
    with django_assert_max_num_queries(6) as asked:
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["Cache-Control"]) == (
        304, b"", "public, max-age=2, must-revalidate",
    )  # fmt: skip
    read = " ".join(query["sql"] for query in asked.captured_queries)
    assert '"video_rung"."keys_playlist"' not in read, "nor are long playlists read for it"
    Rung.objects.filter(name="720p").delete()
    fresh = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (fresh.status_code, "720p" in body(fresh).decode()) == (200, False)


def test_a_middling_picture_is_offered_first():
    rungs = [Rung(name=f"{bits}", kind="video", bandwidth=bits) for bits in (300_000, 1_600_000, 5_000_000)]
    assert [rung.name for rung in hls.in_order(rungs)] == ["1600000", "5000000", "300000"]
    assert [rung.name for rung in hls.in_order(rungs[2:])] == ["5000000"]


def test_names_in_playlists_cannot_break_out_of_their_quotes():
    words = [hls.Subtitles("a", "en", 'A "b"\n#EXT-X-EVIL'), hls.Subtitles("b", "en", 'A "b"\n#EXT-X-EVIL')]
    playlist = hls.master_playlist([Rung(name="360p", kind="video", bandwidth=1)], words)
    assert "\n#EXT-X-EVIL" not in playlist
    names = re.findall(r'NAME="([^"]*)"', playlist)
    assert len(set(names)) == 2, "two of one name would not be told apart"


def test_a_preview_plays_the_words_of_its_draft_and_no_others(page, client, editor):
    track = CaptionTrack.objects.get(video=page)
    draft = VideoPage.objects.get(pk=page.pk)
    words = draft.caption_tracks.get()
    words.text = words.text.replace("Hello from the quay", "Not said in public yet")
    draft.caption_tracks = [words]
    draft.save_revision()
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert f'data-hls="{address(page.file, "wordless.m3u8")}"' in preview
    assert base64.b64encode(b"WEBVTT").decode()[:6] in preview and "master.m3u8" not in preview
    assert "Not said in public yet" in base64.b64decode(inline_words(preview)).decode()
    client.logout()
    live = client.get(page.url).content.decode()
    assert f'data-hls="{address(page.file, "master.m3u8")}"' in live
    for url in (
        track.url,
        address(page.file, "wordless.m3u8"),
        address(page.file, f"captions-{track.uuid}.m3u8"),
    ):
        assert b"Not said in public yet" not in body(client.get(url))


def inline_words(html: str) -> str:
    """The address of the first track that stands in the page itself, without what it begins with."""
    return re.search(r"data:text/vtt;charset=utf-8;base64,([\w+/=]+)", html)[1]
