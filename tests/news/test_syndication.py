"""RSS: what feed readers get, and what they need not fetch again."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import override_settings

from news.models import NewsFeedPage
from newsreel.models import EditorialImage
from tests import factories

pytestmark = pytest.mark.django_db

DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ORIGIN = "https://news.example"


def channel(client, url: str) -> ElementTree.Element:
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(response.content).find("channel")


@pytest.fixture
def story(tree):
    author = factories.author(name="Neva Strand", slug="neva-strand")
    other = factories.author(name="Davit Hallorn")
    return factories.article(
        tree.feed,
        title="The court & the <maps>",
        slug="maps",
        standfirst="The Water Board must publish them.",
        authors=[author, other],
        topics=[factories.topic(name="Courts")],
        lead_image=factories.image(description="The court’s steps", credit="Photo: Maren Odell"),
    )


@pytest.mark.parametrize("url", ["/news/rss/", "/feeds/authors/neva-strand.xml", "/feeds/topics/courts.xml"])
@override_settings(NEWSREEL_ORIGIN=ORIGIN)
def test_a_feed_tells_of_a_story_what_a_reader_needs(client, story, url, drain):
    drain()
    found = channel(client, url)
    assert found.find("link").text.startswith(ORIGIN)
    assert found.find("{http://www.w3.org/2005/Atom}link").get("href") == ORIGIN + url
    item = found.find("item")
    assert item.find("title").text == "The court & the <maps>"
    assert item.find("description").text == "The Water Board must publish them."
    assert item.find("link").text == f"{ORIGIN}/news/maps/"
    assert [creator.text for creator in item.findall(f"{DC}creator")] == ["Neva Strand", "Davit Hallorn"]
    assert [category.text for category in item.findall("category")] == ["Courts"]
    assert item.find("pubDate") is not None
    media = item.find(f"{MEDIA}content")
    assert media.get("url").startswith(f"{ORIGIN}/media/")
    assert media.get("type") == "image/jpeg"
    assert media.find(f"{MEDIA}credit").text == "Photo: Maren Odell"


def test_the_guid_outlives_address_headline_and_origin(client, story):
    def guid() -> ElementTree.Element:
        return channel(client, "/news/rss/").find("item/guid")

    before = guid().text
    assert guid().get("isPermaLink") == "false"
    story.title, story.slug = "Another headline", "another-address"
    story.save()
    with override_settings(NEWSREEL_ORIGIN=ORIGIN):
        assert guid().text == before


def test_an_unchanged_feed_is_not_sent_again(client, story):
    first = client.get("/news/rss/")
    assert client.get("/news/rss/", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    story.title = "Another headline"
    story.save()
    assert client.get("/news/rss/", headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_feed_without_a_withdrawn_story_is_sent_anew_whatever_date_the_reader_has(client, story, tree):
    factories.article(tree.feed)
    first = client.get("/news/rss/")
    assert "Last-Modified" not in first.headers
    story.unpublish()
    later = client.get("/news/rss/", headers={"if-modified-since": "Sun, 22 Nov 2037 10:00:00 GMT"})
    assert later.status_code == 200
    assert story.title not in later.content.decode()


def test_a_feed_survives_what_xml_cannot_hold(tree, client):
    factories.article(tree.feed, title="A bell \x07 and a \x0b tab", standfirst="Null-free \x1f words \ufffe")
    item = channel(client, "/news/rss/").find("item")
    assert item.find("title").text == "A bell  and a  tab"


def test_a_feed_without_stories_pictures_or_authors_is_still_a_feed(tree, client):
    assert channel(client, "/news/rss/").find("item") is None
    story = factories.article(tree.feed, lead_image=factories.image())
    EditorialImage.objects.all().delete()
    story.refresh_from_db()
    item = channel(client, "/news/rss/").find("item")
    assert item.find(f"{MEDIA}content") is None
    assert item.findall(f"{DC}creator") == []


def test_a_feed_shows_its_own_scope_newest_first(tree, client):
    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    factories.article(tree.feed, title="Plain news", age=timedelta(hours=2))
    factories.article(opinion, title="A column", age=timedelta(hours=1))
    factories.video(tree.videos, title="A film", age=timedelta(hours=3))
    titles = [item.find("title").text for item in channel(client, "/news/rss/").findall("item")]
    assert titles == ["A column", "Plain news", "A film"]
    assert [item.find("title").text for item in channel(client, "/opinion/rss/").findall("item")] == [
        "A column"
    ]


@pytest.mark.parametrize(
    "url", ["/feeds/authors/nobody.xml", "/feeds/topics/nothing.xml", "/feeds/", "/feeds/x/y.xml"]
)
def test_an_unknown_feed_is_not_found(tree, client, url):
    assert client.get(url).status_code == 404


def test_a_feed_of_a_withdrawn_page_is_not_found(tree, client):
    tree.feed.unpublish()
    assert client.get("/news/rss/").status_code == 404


def test_feeds_are_only_read(story, client):
    assert client.head("/feeds/topics/courts.xml").status_code == 200
    assert client.post("/feeds/topics/courts.xml").status_code == 405
