"""The watch page and the video index as readers get them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from video.models import CaptionTrack, Series

pytestmark = pytest.mark.django_db

WATCH_CEILING, INDEX_CEILING, EMBED_CEILING = 15, 12, 6


def queries(client, url: str) -> int:
    """Queries of the second request: the first one fills what a process keeps."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


@pytest.fixture
def file(db):
    return factories.video_file()


def make(tree, file, count: int, **fields: object) -> list:
    authors = [factories.author(portrait=factories.image()) for _number in range(2)]
    topics = [factories.topic()]
    series = Series.objects.filter(slug="how-it-works").first() or factories.series("How it works")
    common = {"authors": authors, "topics": topics, "series": series, **fields}
    return [factories.playable_video(tree.videos, file=file, **common) for _number in range(count)]


def test_queries_do_not_grow_with_the_number_of_videos(tree, client, file):
    first = make(tree, file, 2)[0]
    urls = (first.url, tree.videos.url, first.embed_path)
    few = [queries(client, url) for url in urls]
    make(tree, file, 6)
    many = [queries(client, url) for url in urls]
    assert many == few
    assert many[0] <= WATCH_CEILING
    assert many[1] <= INDEX_CEILING
    assert many[2] <= EMBED_CEILING


def test_a_video_elsewhere_keeps_the_ceiling(tree, client):
    page = factories.video(
        tree.videos, external_url="https://youtu.be/aqz-KE-bpKQ", lead_image=factories.image()
    )
    assert queries(client, page.url) <= WATCH_CEILING


def test_the_watch_page_has_player_words_and_more_to_watch(tree, client, file):
    page, other = make(tree, file, 2, chapters=[{"start": 7.0, "title": "Gates moving"}])
    page.caption_tracks.add(CaptionTrack(language="uk", kind="subtitles", text=factories.CAPTIONS))
    page.save()
    html = client.get(page.url).content.decode()
    assert f'src="{file.url}"' in html
    assert 'srclang="uk" label="Українська"' in html
    assert 'label="English" data-default' in html
    assert "Captions: English, Українська" in html
    assert "<b>Ann</b> Goodbye" in html
    assert 'href="?t=7"' in html
    assert other.title in html
    assert html.count(f">{page.title}</a>") == 0, "a video is not what comes after itself"


@pytest.mark.parametrize(("t", "seconds"), [("90", 90), ("1m30s", 90), ("0:07", 7)])
def test_a_time_in_the_address_starts_the_video_there(tree, client, file, t, seconds):
    page = make(tree, file, 1)[0]
    assert f"{file.url}#t={seconds}" in client.get(f"{page.url}?t={t}").content.decode()


@pytest.mark.parametrize("t", ["", "x", "-1", "%00", "9" * 400, "1e9", "<script>"])
def test_a_strange_time_starts_at_the_beginning(tree, client, file, t):
    page = make(tree, file, 1)[0]
    response = client.get(page.url, {"t": t})
    assert response.status_code == 200
    assert "#t=" not in response.content.decode()


@pytest.mark.parametrize(
    ("size", "mark"),
    [((128, 72), 'class="watch"'), ((72, 128), "player--tall"), ((96, 96), "player--square")],
)
def test_each_shape_has_its_layout(tree, client, size, mark):
    width, height = size
    page = factories.playable_video(
        tree.videos, file=factories.video_file(factories.video_bytes(width=width, height=height))
    )
    html = client.get(page.url).content.decode()
    assert mark in html
    assert f'width="{width}" height="{height}"' in html


def test_a_typed_transcript_goes_before_the_captions(tree, client, file):
    page = make(tree, file, 1, transcript="0:31 Typed by the desk.")[0]
    html = client.get(page.url).content.decode()
    assert "Typed by the desk." in html
    assert "Goodbye" not in html
    assert page.spoken_words == "Typed by the desk."


@pytest.mark.parametrize(
    ("language", "name", "direction"),
    [("uk", "Українська", "ltr"), ("ar", "العربيّة", "rtl"), ("en", "English", "ltr")],
)
def test_a_transcript_says_in_which_language_it_is(tree, client, file, language, name, direction):
    page = factories.playable_video(tree.videos, file=file, captions="", spoken_language=language)
    page.caption_tracks = [CaptionTrack(language=language, text=factories.CAPTIONS, reviewed=True)]
    page.save()
    for address in (page.url, page.embed_path):
        html = client.get(address).content.decode()
        words = html[html.index('class="transcript') :].partition("</section>")[0]
        assert f'<span class="type" lang="{language}" dir="{direction}">{name}</span>' in words, address
        lines = words[words.index("<ol") : words.index("<li>")]
        assert f'lang="{language}" dir="{direction}"' in lines, address


def test_a_typed_transcript_is_in_the_language_of_the_page(tree, client, file):
    page = make(tree, file, 1, transcript="0:31 Typed by the desk.", spoken_language="uk")[0]
    assert '<span class="type" lang="en" dir="ltr">English</span>' in client.get(page.url).content.decode()


def test_readers_are_told_that_captions_are_part_of_the_picture(tree, client, file):
    page = factories.playable_video(tree.videos, file=file, captions="", captions_burned_in=True)
    assert "Captions are part of the picture" in client.get(page.url).content.decode()
    other = factories.playable_video(tree.videos, file=file)
    assert "part of the picture" not in client.get(other.url).content.decode()


def test_the_words_of_the_captions_can_be_searched(tree, file):
    page = make(tree, file, 1)[0]
    assert page.spoken_words == "Hello from the quay Goodbye"


def test_a_silent_video_has_no_transcript(tree, client, file):
    page = factories.playable_video(tree.videos, file=file, captions="", no_speech=True)
    html = client.get(page.url).content.decode()
    assert "transcript" not in html.lower().replace("transcript.", "")
    assert "Nobody speaks" in html


def test_a_video_without_anything_to_play_says_so(tree, client):
    page = factories.video(tree.videos, lead_image=factories.image())
    html = client.get(page.url).content.decode()
    assert "<video" not in html
    assert "cannot be played" in html
    assert "few minutes" not in html, "nobody knows when it can be"


def test_the_series_comes_first_in_what_to_watch_next(tree, client, file):
    coast = factories.series("Coast at night")
    same = factories.playable_video(tree.videos, file=file, series=coast, title="Same series")
    newer = factories.playable_video(tree.videos, file=file, title="Newer")
    page = factories.playable_video(tree.videos, file=file, series=coast)
    html = client.get(page.url).content.decode()
    assert html.index(same.title) < html.index(newer.title)


def test_the_index_shows_the_newest_large_and_goes_on_from_a_place(tree, client, file, monkeypatch):
    monkeypatch.setattr("video.watch.INDEX_VIDEOS", 2)
    pages = make(tree, file, 7)
    newest = sorted(pages, key=lambda page: page.published_at, reverse=True)
    seen, url = [], tree.videos.url
    while url:
        response = client.get(url)
        shown = [response.context["lead_video"], *response.context["videos"]]
        seen += [story.pk for story in shown if story]
        assert bool(response.context["lead_video"]) == (url == tree.videos.url)
        url = tree.videos.url + response.context["next_url"] if response.context["next_url"] else ""
    assert seen == [page.pk for page in newest]


@pytest.mark.parametrize("cursor", ["x", "1-2-3", "9" * 50, "%00", "-", "0-0"])
def test_a_place_that_does_not_exist_is_a_designed_400_or_an_empty_list(tree, client, cursor):
    assert client.get(f"{tree.videos.url}?before={cursor}").status_code in (200, 400)


def test_an_empty_index_is_designed(tree, client):
    response = client.get(tree.videos.url)
    assert response.status_code == 200
    assert "No video has been published yet" in response.content.decode()


def test_a_hidden_video_is_in_no_list(tree, client, file):
    shown, hidden = make(tree, file, 2)
    hidden.unpublish()
    assert hidden.title not in client.get(tree.videos.url).content.decode()
    assert hidden.title not in client.get(shown.url).content.decode()
