"""Media RSS of all videos and of a series: valid, complete, and only what other sites may play."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsreel.models import StoryPage
from tests import factories
from tests.newsreel.heads import head
from tests.video.encoding_fakes import ready_job
from video.models import VideoPage

pytestmark = pytest.mark.django_db

MEDIA = {"media": "http://search.yahoo.com/mrss/", "dcterms": "http://purl.org/dc/terms/"}
ORIGIN = "http://localhost"
CEILING = 14


def read(client, address: str = "/feeds/video.xml") -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    return ET.fromstring(response.content)


def item(client) -> ET.Element:
    return read(client).find("channel/item")


@pytest.fixture
def page(tree):
    poster = factories.image(1920, 1080)
    poster.get_rendition("format-jpeg|fill-480x270")
    made = factories.playable_video(
        tree.videos,
        lead_image=poster,
        title="Gates & <rivers>",
        content_warning="Scenes of a flood",
        authors=[factories.author(name="Maren Odell")],
        topics=[factories.topic(name="Sea")],
    )
    ready_job(made.file)
    return made


def test_an_item_carries_the_film_its_still_and_its_player(client, page):
    group = item(client).find("media:group", MEDIA)
    one_file, stream = group.findall("media:content", MEDIA)
    file = VideoPage.objects.for_player().get(pk=page.pk).file
    assert one_file.attrib["url"] == f"{ORIGIN}{file.progressive_url}"
    assert (one_file.attrib["type"], one_file.attrib["medium"]) == ("video/mp4", "video")
    assert (one_file.attrib["width"], one_file.attrib["height"]) == ("128", "72")
    assert one_file.attrib["isDefault"] == "true"
    assert (stream.attrib["url"], stream.attrib["type"]) == (
        f"{ORIGIN}{file.hls_url}",
        "application/vnd.apple.mpegurl",
    )
    assert group.find("media:title", MEDIA).text == page.title
    assert group.find("media:thumbnail", MEDIA).attrib["url"].endswith(".jpg")
    assert group.find("media:player", MEDIA).attrib["url"] == f"{ORIGIN}/embed/{page.pk}/"
    rating = group.find("media:rating", MEDIA)
    assert (rating.text, rating.attrib["scheme"]) == ("Scenes of a flood", "urn:newsreel:content-warning")
    subtitles = group.find("media:subTitle", MEDIA).attrib
    assert (subtitles["type"], subtitles["lang"]) == ("text/vtt", "en")
    for address in (one_file.attrib["url"], stream.attrib["url"], subtitles["href"]):
        assert client.get(address.removeprefix(ORIGIN)).status_code == 200


def test_an_item_says_who_made_it_and_on_what(client, page):
    found = item(client)
    assert found.find("{http://purl.org/dc/elements/1.1/}creator").text == "Maren Odell"
    assert found.find("category").text == "Sea"
    assert found.find("guid").text == f"urn:uuid:{page.translation_key}"
    assert found.find("link").text == f"{ORIGIN}{page.url}"


@pytest.mark.parametrize("embedding", ["nowhere", "listed"])
def test_what_not_every_site_may_play_has_no_file_in_a_feed(client, page, embedding):
    VideoPage.objects.filter(pk=page.pk).update(embedding=embedding, embed_sites="partner.example")
    group = item(client).find("media:group", MEDIA)
    assert group.findall("media:content", MEDIA) == []
    assert group.findall("media:subTitle", MEDIA) == []
    assert group.find("media:player", MEDIA).attrib["url"] == f"{ORIGIN}{page.url}"


def test_an_item_says_how_long_it_may_be_shown(client, page):
    assert item(client).find("dcterms:valid", MEDIA) is None
    end = timezone.now() + timedelta(days=1)
    StoryPage.objects.filter(pk=page.pk).update(expire_at=end)
    valid = item(client).find("dcterms:valid", MEDIA).text
    assert f"end={timezone.localtime(end).isoformat(timespec='seconds')};" in valid


def test_words_that_xml_cannot_hold_do_not_break_a_feed(client, tree):
    factories.playable_video(tree.videos, title="A\x0bB \uffff C", content_warning="\x01", series=None)
    assert item(client).find("title").text == "AB  C"


def test_videos_elsewhere_and_empty_ones_are_items_too(client, tree):
    factories.video(tree.videos, external_url="https://youtu.be/aqz-KE-bpKQ")
    empty = factories.video(tree.videos)
    items = read(client).findall("channel/item")
    assert len(items) == 2
    players = {one.find("media:group/media:player", MEDIA).attrib["url"] for one in items}
    assert f"{ORIGIN}{empty.url}" in players
    assert any("/embed/" in player for player in players)


def test_a_series_has_its_own_feed_newest_first(client, tree):
    series = factories.series("Machines", description="How they work.")
    old, new = (factories.video(tree.videos, series=series, age=timedelta(days=days)) for days in (2, 1))
    factories.video(tree.videos)
    factories.video(tree.videos, series=series, live=False)
    channel = read(client, series.feed_url).find("channel")
    assert channel.find("description").text == "How they work."
    assert [one.find("title").text for one in channel.findall("item")] == [new.title, old.title]


def test_the_video_index_leads_to_its_feed(client, tree):
    address = "/feeds/video.xml"
    assert f"{ORIGIN}{address}" in head(client, tree.videos.url).links["alternate"]
    assert f'href="{address}"' in client.get(tree.videos.url).content.decode()


def test_a_feed_that_did_not_change_is_304(client, page):
    first = client.get("/feeds/video.xml")
    again = client.get("/feeds/video.xml", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_feed_asks_as_often_for_eight_as_for_two(client, tree):
    file, series = factories.video_file(), factories.series()
    ready_job(file)

    def add(count: int) -> None:
        for _number in range(count):
            people = [factories.author(portrait=factories.image())]
            factories.playable_video(tree.videos, file=file, series=series, authors=people)

    def ask(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    add(2)
    few = [ask("/feeds/video.xml"), ask(series.feed_url)]
    add(6)
    assert [ask("/feeds/video.xml"), ask(series.feed_url)] == few
    assert max(few) <= CEILING


def test_without_a_public_index_there_is_no_feed(client, tree):
    tree.videos.unpublish()
    assert client.get("/feeds/video.xml").status_code == 404
