"""Sitemaps: complete, true, and read in a bounded number of queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from newsreel.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db

ORIGIN = "http://localhost"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
}


def read(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)


def locations(root: ElementTree.Element) -> list[str]:
    return [element.text for element in root.iterfind(".//s:loc", NAMES)]


def published(story, moment: datetime) -> None:
    StoryPage.objects.filter(pk=story.pk).update(published_at=moment)


def test_the_index_leads_to_every_story_and_page(tree, client):
    author, topic = factories.author(), factories.topic()
    now = factories.article(tree.feed, authors=[author], topics=[topic])
    old = factories.article(tree.feed)
    published(old, datetime(2024, 3, 5, 12, tzinfo=UTC))
    video = factories.video(tree.videos)
    maps = locations(read(client, "/sitemap.xml"))
    assert f"{ORIGIN}/sitemap-stories-2024-03.xml" in maps
    found = [address for one in maps for address in locations(read(client, one.removeprefix(ORIGIN)))]
    expected = [story.url for story in (now, old, video)] + [author.url, topic.url]
    expected += ["/", "/news/", "/video/", "/authors/", "/topics/"]
    assert set(found) == {ORIGIN + address for address in expected}


def test_a_month_begins_at_midnight_in_the_newsrooms_zone(tree, client):
    story = factories.article(tree.feed)
    published(story, datetime(2024, 2, 29, 22, 30, tzinfo=UTC))  # 00:30 on 1 March in Kyiv
    assert locations(read(client, "/sitemap-stories-2024-03.xml")) == [ORIGIN + story.url]
    assert client.get("/sitemap-stories-2024-02.xml").status_code == 404


def test_lastmod_is_the_update_that_readers_are_told_of(tree, client):
    story = factories.article(tree.feed)
    published(story, datetime(2024, 3, 5, 12, tzinfo=UTC))
    StoryPage.objects.filter(pk=story.pk).update(
        updated_at=datetime(2024, 4, 6, 12, tzinfo=UTC), last_published_at=timezone.now()
    )
    root = read(client, "/sitemap-stories-2024-03.xml")
    assert root.find(".//s:lastmod", NAMES).text == "2024-04-06T15:00+03:00"
    index = read(client, "/sitemap.xml")
    lines = {line.find("s:loc", NAMES).text: line for line in index}
    assert (
        lines[f"{ORIGIN}/sitemap-stories-2024-03.xml"].find("s:lastmod", NAMES).text
        == "2024-04-06T15:00+03:00"
    )


@pytest.mark.parametrize("month", ["2024-00", "2024-13", "0000-01", "9999-12", "1600-01"])
def test_what_is_no_month_is_404(tree, client, month):
    assert client.get(f"/sitemap-stories-{month}.xml").status_code == 404
    assert client.get(f"/sitemap-videos-{month}.xml").status_code == 404


def test_the_news_sitemap_holds_two_days_with_their_first_dates(tree, client):
    recent = factories.article(tree.feed, title="Ferries & more", age=timedelta(hours=47), language="uk")
    factories.article(tree.feed, age=timedelta(hours=49))
    root = read(client, "/sitemap-news.xml")
    assert locations(root) == [ORIGIN + recent.url]
    assert root.find(".//news:title", NAMES).text == "Ferries & more"
    assert root.find(".//news:name", NAMES).text == "Newsreel"
    assert root.find(".//news:language", NAMES).text == "uk"
    assert root.find(".//news:publication_date", NAMES).text.endswith(("+02:00", "+03:00"))


def test_a_video_has_a_picture_a_player_and_its_length(tree, client):
    video = factories.playable_video(
        tree.videos, topics=[factories.topic(name="Sea")], lead_image=factories.image(1920, 1080)
    )
    video.lead_image.get_rendition("format-jpeg|width-640")
    video.lead_image.get_rendition("format-jpeg|fill-960x540")
    StoryPage.objects.filter(pk=video.pk).update(duration=130, expire_at=timezone.now() + timedelta(days=1))
    month = timezone.localtime(video.published_at)
    item = read(client, f"/sitemap-videos-{month:%Y-%m}.xml").find(".//video:video", NAMES)
    text = {element.tag.partition("}")[2]: element.text for element in item}
    assert "fill-960x540" in text["thumbnail_loc"]
    assert text["thumbnail_loc"].startswith(f"{ORIGIN}/media/")
    assert text["player_loc"] == f"{ORIGIN}/embed/{video.pk}/"
    assert (text["title"], text["description"]) == (video.title, video.standfirst)
    assert (text["duration"], text["tag"]) == ("130", "Sea")
    assert text["content_loc"] == f"{ORIGIN}{video.file.progressive_url}"
    assert text["expiration_date"]


def test_a_video_that_no_other_site_may_show_has_no_player_there(tree, client):
    video = factories.playable_video(tree.videos, embedding="nowhere")
    video.lead_image.get_rendition("format-jpeg|width-640")
    month = timezone.localtime(video.published_at)
    item = read(client, f"/sitemap-videos-{month:%Y-%m}.xml").find(".//video:video", NAMES)
    names = {element.tag.partition("}")[2] for element in item}
    assert "content_loc" in names and "player_loc" not in names


def test_a_video_with_nothing_to_play_is_a_page_like_any_other(tree, client):
    video = factories.video(tree.videos, lead_image=factories.image())
    video.lead_image.get_rendition("format-jpeg|width-640")
    month = timezone.localtime(video.published_at)
    root = read(client, f"/sitemap-videos-{month:%Y-%m}.xml")
    assert root.find(".//video:video", NAMES) is None and len(locations(root)) == 1


def test_a_story_whose_origin_is_elsewhere_is_left_out(tree, client):
    factories.article(tree.feed, canonical_url="https://elsewhere.example/")
    assert len(locations(read(client, "/sitemap.xml"))) == 1
    assert locations(read(client, "/sitemap-news.xml")) == []


def test_queries_do_not_grow(tree, client, django_assert_max_num_queries):
    month = f"{timezone.localtime():%Y-%m}"
    addresses = ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml"]
    addresses += [f"/sitemap-stories-{month}.xml", f"/sitemap-videos-{month}.xml"]
    counts = []
    for _ in range(2):
        for _ in range(3):
            fields = {
                "authors": [factories.author()],
                "topics": [factories.topic()],
                "age": timedelta(seconds=1),
            }
            factories.article(tree.feed, **fields)
            factories.video(tree.videos, lead_image=factories.image(), **fields)
        client.get("/sitemap.xml")
        row = []
        for address in addresses:
            with django_assert_max_num_queries(9) as counted:
                assert client.get(address).status_code == 200
                row.append(len(counted))
        counts.append(row)
    assert counts[0] == counts[1]
