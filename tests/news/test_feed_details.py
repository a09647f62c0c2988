"""The News Feed at its edges: midnight and clock changes, topics, cursors of the rail, and what RSS says exactly."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, NewsFeedPage
from news.rail import RAIL_SIZE, main_feed
from news.streams import TOPIC_FILTERS, by_day
from newsreel.models import Byline, NewsroomSettings
from newsreel.syndication import FEED_SIZE, writable
from tests import factories

DC = "{http://purl.org/dc/elements/1.1/}"
# Both have clock changes; the second also has days of 23 hours at an odd hour, the third is half an hour off.
ZONES = ["Europe/Kyiv", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]


def at(*moment: int) -> SimpleNamespace:
    return SimpleNamespace(published_at=datetime(*moment, tzinfo=UTC))


def days(stories) -> list[tuple[str, int]]:
    return [(f"{day.date:%Y-%m-%d}", len(day.stories)) for day in by_day(stories)]


# --- Days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        # Winter time, two hours ahead of UTC.
        ([(2026, 1, 5, 22, 0), (2026, 1, 5, 21, 59, 59)], [("2026-01-06", 1), ("2026-01-05", 1)]),
        # The night to 29 March 2026, when 03:00 becomes 04:00: a day of 23 hours.
        ([(2026, 3, 29, 20, 59), (2026, 3, 28, 22, 0), (2026, 3, 28, 21, 59)], [("2026-03-29", 2), ("2026-03-28", 1)]),
        # The night to 25 October 2026, when 04:00 becomes 03:00: a day of 25 hours.
        (
            [(2026, 10, 25, 21, 59), (2026, 10, 24, 21, 0), (2026, 10, 24, 20, 59)],
            [("2026-10-25", 2), ("2026-10-24", 1)],
        ),
        ([], []),
    ],
)  # fmt: skip
def test_a_day_begins_and_ends_at_midnight_in_the_newsroom(moments, expected):
    with timezone.override("Europe/Kyiv"):
        assert days([at(*moment) for moment in moments]) == expected


@given(
    st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2039, 1, 1)), max_size=20), st.sampled_from(ZONES)
)
def test_every_story_stands_once_under_its_own_day_newest_first(moments, zone):
    stories = [
        SimpleNamespace(published_at=moment.replace(tzinfo=UTC)) for moment in sorted(moments, reverse=True)
    ]
    with timezone.override(ZoneInfo(zone)):
        found = by_day(stories)
        assert [story for day in found for story in day.stories] == stories
        dates = [timezone.localtime(day.date).date() for day in found]
        for day in found:
            local = {timezone.localtime(story.published_at).date() for story in day.stories}
            assert local == {day.date.date()}
    assert dates == sorted(set(dates), reverse=True), "a day has one heading"


# --- The page -----------------------------------------------------------------------------------------


@pytest.fixture
def opinion(tree):
    return tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))


@pytest.mark.django_db
def test_only_topics_with_something_to_read_here_are_offered(tree, client, opinion):
    names = ("Here", "Elsewhere", "Hidden", "Unused")
    here, elsewhere, hidden, _unused = (factories.topic(name=name) for name in names)
    factories.article(opinion, topics=[here])
    factories.article(tree.feed, topics=[elsewhere])
    factories.article(opinion, topics=[hidden], live=False)
    factories.article(opinion, topics=[hidden], embargo_until=timezone.now() + timedelta(hours=1))
    offered = [choice.name for choice in client.get("/opinion/").context["filters"]]
    assert offered == ["Everything", "Here"]
    assert [choice.name for choice in client.get("/news/").context["filters"]] == [
        "Everything",
        "Elsewhere",
        "Here",
    ]


@pytest.mark.django_db
def test_a_topic_beyond_those_offered_can_be_asked_for_all_the_same(tree, client):
    topics = [factories.topic(name=f"Topic {number:02}") for number in range(TOPIC_FILTERS + 2)]
    story = factories.article(tree.feed, topics=topics)
    assert len(client.get("/news/").context["filters"]) == TOPIC_FILTERS + 1
    response = client.get("/news/", {"topic": topics[-1].slug})
    assert [found.pk for found in response.context["window"].stories] == [story.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["x" * 5000, "'; DROP TABLE x; --", "<script>", "..", "COURTS"])
def test_a_topic_of_nonsense_is_not_found(tree, client, slug):
    factories.article(tree.feed, topics=[factories.topic(name="Courts")])
    assert client.get(f"/news/?topic={slug}").status_code == 404


@pytest.mark.django_db
def test_a_topic_that_has_lost_its_stories_shows_an_empty_stream(tree, client):
    factories.topic(name="Courts")
    response = client.get("/news/?topic=courts")
    assert response.status_code == 200
    assert response.context["window"].stories == []


# --- The rail -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, RAIL_SIZE, RAIL_SIZE + 1, 3 * RAIL_SIZE])
def test_the_rail_walks_through_every_other_story_once(tree, client, count):
    page = factories.article(tree.feed, age=timedelta(minutes=5))
    others = [factories.article(tree.feed, age=timedelta(minutes=number)).pk for number in range(count)]
    context = client.get(page.url).context
    seen, more = [story.pk for story in context["feed_stories"]], context.get("feed_more_src")
    for _stretch in range(5):
        if not more:
            break
        answer = client.get(more)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        seen += [story.pk for story in answer.context["stories"]]
        more = answer.context["more_src"]
    assert not more
    assert seen == others


@pytest.mark.django_db
def test_the_rail_of_a_column_leads_to_the_feed_of_everything(tree, client, opinion):
    page = factories.article(opinion)
    factories.article(tree.feed)
    assert client.get(page.url).context["feed_url"] == "/news/"
    assert main_feed(opinion).pk == tree.feed.pk
    PageViewRestriction.objects.create(page=tree.feed, restriction_type="login")
    assert main_feed(opinion).pk == opinion.pk, "to where the reader may go"
    assert client.get(page.url).context["feed_url"] == "/opinion/"


@pytest.mark.django_db
def test_a_fragment_of_the_rail_is_no_way_around_what_is_hidden(tree, client):
    hidden = factories.article(tree.feed, title="Not to be known")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert "Not to be known" not in client.get("/news/?rail=0").content.decode()
    tree.feed.unpublish()
    assert client.get("/news/?rail=0").status_code == 404


# --- RSS ----------------------------------------------------------------------------------------------


def items(client, url: str = "/news/rss/") -> list[ElementTree.Element]:
    return ElementTree.fromstring(client.get(url).content).findall("channel/item")


HOSTILE = [
    "]]><script>alert(1)</script>",
    "&amp;lt;b&gt;",
    "\"'<!-- -->",
    "<?xml?>",
    "\u202eleft",
    "\x1b[31m",
    "🙂🙃",
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_text_in_every_element(tree, client, text):
    author, topic = factories.author(name=f"A {text}", slug="a"), factories.topic(name=f"T {text}", slug="t")
    story = factories.article(
        tree.feed, title=f"H {text}", standfirst=f"S {text}", authors=[author], topics=[topic]
    )
    for url in ("/news/rss/", "/feeds/authors/a.xml", "/feeds/topics/t.xml"):
        item = items(client, url)[0]
        assert item.find("title").text == writable(story.title)
        assert item.find("description").text == writable(story.standfirst)
        assert item.find(f"{DC}creator").text == writable(author.name)
        assert item.find("category").text == writable(topic.name)
        assert item.find("script") is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_writable_can_be_read_again(text):
    element = ElementTree.Element("title")
    element.text = writable(text)
    found = ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or ""
    assert found == writable(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.django_db
def test_every_name_of_a_byline_is_a_creator_of_its_own_in_order(tree, client):
    story = factories.article(tree.feed)
    printed = [
        Byline(author=factories.author(name="Neva Strand")),
        Byline(printed_name="Hanne Tolk, guest"),
        Byline(),
    ]
    story.bylines = printed
    story.save()
    creators = items(client)[0].findall(f"{DC}creator")
    assert [creator.text for creator in creators] == ["Neva Strand", "Hanne Tolk, guest"]


@pytest.mark.django_db
def test_a_story_keeps_its_guid_when_it_moves_to_another_feed_and_a_copy_gets_its_own(tree, client, opinion):
    story = factories.article(tree.feed)
    before = items(client)[0].find("guid").text
    story.move(opinion, "last-child")
    assert items(client, "/opinion/rss/")[0].find("guid").text == before
    copy = ArticlePage.objects.get(pk=story.pk).copy(update_attrs={"slug": "a-copy"}, keep_live=True)
    ArticlePage.objects.filter(pk=copy.pk).update(published_at=timezone.now())
    guids = [item.find("guid").text for item in items(client)]
    assert len(set(guids)) == 2


@pytest.mark.django_db
def test_a_feed_is_bounded_and_newest_first(tree, client):
    made = [factories.article(tree.feed, age=timedelta(minutes=number)) for number in range(FEED_SIZE + 3)]
    assert [item.find("title").text for item in items(client)] == [story.title for story in made[:FEED_SIZE]]


@pytest.mark.django_db
@pytest.mark.parametrize("etag", ['"other"', "W/x", "", "*x", '"a", "b"'])
def test_a_reader_with_another_version_gets_the_whole_feed(tree, client, etag):
    factories.article(tree.feed)
    assert client.get("/news/rss/", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.django_db
def test_an_answer_that_spares_the_feed_is_empty_and_keeps_its_etag(tree, client):
    factories.article(tree.feed)
    etag = client.get("/news/rss/").headers["ETag"]
    again = client.get("/news/rss/", headers={"if-none-match": f'"x", {etag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)


@pytest.mark.django_db
def test_a_withdrawn_story_changes_the_feed_for_those_who_ask_by_etag(tree, client):
    factories.article(tree.feed, age=timedelta(hours=1))
    newest = factories.article(tree.feed, age=timedelta(minutes=1))
    etag = client.get("/news/rss/").headers["ETag"]
    newest.unpublish()
    response = client.get("/news/rss/", headers={"if-none-match": etag})
    assert response.status_code == 200
    assert newest.title not in response.content.decode()


@pytest.mark.django_db
def test_the_channel_has_the_newsrooms_name_and_words(tree, client):
    NewsroomSettings.objects.update_or_create(
        site=tree.home.get_site(), defaults={"name": "The <Courier>", "description": "News & views"}
    )
    channel = ElementTree.fromstring(client.get("/news/rss/").content).find("channel")
    assert channel.find("title").text == "The <Courier>: News Feed"
    assert channel.find("description").text == "News & views"
    assert re.fullmatch(r"[a-z]{2}(-[a-z]+)?", channel.find("language").text)
