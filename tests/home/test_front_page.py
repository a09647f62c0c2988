"""The front page as readers get it: who leads, who stands where, and what happens when a story goes."""

from __future__ import annotations

import json
import random

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.sections import front_page
from tests import factories

pytestmark = pytest.mark.django_db


def lay_out(home, *blocks):
    """Publish a front page of these (name, value) blocks, in their stored form."""
    home.body = json.dumps([{"type": name, "value": value} for name, value in blocks])
    home.save_revision().publish()
    home.refresh_from_db()
    return home


def titles(home) -> list[str]:
    """Every headline on the page, in order."""
    return [story.title for story in stories(home)]


def stories(home) -> list:
    found = []
    for row in front_page(home.body).rows:
        for section in row.sections:
            found += [section.lead.story] if section.lead else []
            found += [card.story for card in (*section.beside, *section.under, *section.cards)]
            found += section.stories
    return found


def lead(home) -> str:
    return front_page(home.body).lead.title


def make(tree, *names, **fields):
    """Published articles, the first one newest."""
    parent = fields.pop("parent", tree.feed)
    made = [
        factories.article(parent, title=name, age=timezone.timedelta(minutes=10 * place), **fields)
        for place, name in enumerate(names, 1)
    ]
    return made if len(made) > 1 else made[0]


# --- Layout -------------------------------------------------------------------------------------------


def test_an_empty_site_shows_a_designed_page(tree, client):
    response = client.get("/")
    assert response.status_code == 200
    assert "The front page is being set" in response.content.decode()


def test_without_any_blocks_the_newest_story_leads(tree, client):
    make(tree, "Newest", "Older", "Oldest")
    assert titles(tree.home) == ["Newest", "Older", "Oldest"]
    assert client.get("/").content.decode().count("Newest") == 1


def test_a_page_without_a_lead_package_has_a_lead_all_the_same(tree):
    make(tree, "Newest", "Older")
    home = lay_out(tree.home, ("text", {"heading": "A word", "text": "<p>Read us.</p>"}))
    assert lead(home) == "Newest"


def test_chosen_stories_stand_where_they_were_put(tree, client):
    _a, _b, c, d, e = make(tree, "A", "B", "C", "D", "E")
    home = lay_out(
        tree.home,
        (
            "lead_package",
            {"lead": e.pk, "secondaries": [{"story": d.pk, "text_only": True}], "fill_up": False},
        ),
        ("story_list", {"heading": "Today", "stories": [c.pk], "fill": "latest", "count": 2}),
    )
    assert titles(home) == ["E", "D", "C", "A"]
    page = front_page(home.body)
    assert page.rows[0].sections[0].beside[0].size == "small"
    html = client.get("/").content.decode()
    assert html.index(">E<") < html.index(">D<") < html.index(">C<") < html.index(">A<")


def test_the_news_feed_stands_beside_the_lead_package_and_leaves_out_what_stands_on_the_page(tree):
    a, _b, c, _d = make(tree, "A", "B", "C", "D")
    home = lay_out(
        tree.home,
        ("lead_package", {"lead": a.pk, "fill_up": False}),
        ("news_feed", {"heading": "", "count": 10}),
        (
            "story_list",
            {"heading": "Today", "stories": [{"type": "item", "value": c.pk, "id": "x"}], "count": 1},
        ),
    )
    rows = front_page(home.body).rows
    assert [section.kind for section in rows[0].sections] == ["lead_package", "news_feed"]
    assert [story.title for story in rows[0].sections[1].stories] == ["B", "D"]
    assert rows[0].sections[1].heading == "News Feed"


def test_a_topic_row_shows_its_topic_and_every_second_one_is_mirrored(tree):
    economy, courts = factories.topic(name="Economy"), factories.topic(name="Courts")
    make(tree, "Lead")
    make(tree, "E1", "E2", "E3", topics=[economy])
    make(tree, "C1", "C2", topics=[courts])
    home = lay_out(
        tree.home,
        ("lead_package", {"fill_up": False}),
        ("topic_row", {"heading": "", "topic": economy.pk, "count": 1}),
        ("topic_row", {"heading": "In court", "topic": courts.pk, "count": 4}),
    )
    rows = [row.sections[0] for row in front_page(home.body).rows]
    _, first, second = rows
    assert (first.heading, first.url) == ("Economy", "/topics/economy/")
    assert (first.is_flipped, second.is_flipped) == (False, True)
    assert second.heading == "In court"
    assert first.lead.hide_label
    assert len(first.cards) == 1


def test_a_list_filled_from_a_feed_links_to_it(tree):
    from news.models import NewsFeedPage

    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    make(tree, "News of the day")
    make(tree, "A view", "Another view", parent=opinion)
    home = lay_out(
        tree.home,
        ("lead_package", {"fill_up": False}),
        ("story_list", {"heading": "Opinion", "stories": [], "fill": "feed", "feed": opinion.pk, "count": 4}),
    )
    section = front_page(home.body).rows[1].sections[0]
    assert section.url == "/opinion/"
    assert {card.story.title for card in section.cards} <= {"A view", "Another view"}


def test_a_video_strip_takes_the_newest_videos_after_the_chosen_ones(tree):
    make(tree, "Lead")
    old = factories.video(tree.videos, title="Old film", age=timezone.timedelta(days=3))
    factories.video(tree.videos, title="New film", age=timezone.timedelta(days=1))
    home = lay_out(
        tree.home,
        ("lead_package", {"fill_up": False}),
        ("video_strip", {"heading": "Watch", "videos": [old.pk], "count": 4}),
    )
    strip = front_page(home.body).rows[1].sections[0]
    assert [story.title for story in strip.stories] == ["Old film", "New film"]
    assert strip.url == "/video/"


# --- Falling back -------------------------------------------------------------------------------------


def withdrawn(kind, story):
    """Take a story from the public in one of the ways there are."""
    now = timezone.now()
    if kind == "unpublished":
        story.unpublish()
    elif kind == "deleted":
        story.delete()
    elif kind == "private":
        PageViewRestriction.objects.create(page=story, restriction_type="login")
    elif kind == "expired":
        type(story).objects.filter(pk=story.pk).update(expire_at=now)
    elif kind == "embargoed":
        type(story).objects.filter(pk=story.pk).update(embargo_until=now + timezone.timedelta(hours=1))


WAYS = ["unpublished", "deleted", "private", "expired", "embargoed"]


@pytest.mark.parametrize("way", WAYS)
def test_a_withdrawn_lead_gives_way_to_the_first_story_beside_it(tree, client, way):
    _a, b, c, d = make(tree, "Newest of all", "First beside", "Second beside", "The chosen lead")
    home = lay_out(
        tree.home,
        ("lead_package", {"lead": d.pk, "secondaries": [{"story": b.pk}, {"story": c.pk}], "fill_up": False}),
    )
    assert titles(home) == ["The chosen lead", "First beside", "Second beside"]
    withdrawn(way, d)
    assert titles(home) == ["First beside", "Second beside", "Newest of all"]
    html = client.get("/").content.decode()
    assert "The chosen lead" not in html


@pytest.mark.parametrize("way", WAYS)
def test_when_those_beside_it_are_withdrawn_too_the_newest_of_the_source_leads(tree, way):
    topic = factories.topic(name="Politics")
    _a, b, c, d = make(tree, "Newest of all", "On the topic", "Beside", "The chosen lead")
    b.story_topics.create(topic=topic)
    b.save()
    home = lay_out(
        tree.home,
        (
            "lead_package",
            {
                "lead": d.pk,
                "secondaries": [{"story": c.pk}],
                "fill_up": False,
                "fill": "topic",
                "topic": topic.pk,
            },
        ),
    )
    withdrawn(way, d)
    withdrawn(way, c)
    assert lead(home) == "On the topic"
    b.unpublish()
    assert lead(home) == "Newest of all"


def test_the_page_leads_while_any_story_is_published(tree):
    a, b = make(tree, "A", "B")
    home = lay_out(tree.home, ("lead_package", {"lead": a.pk, "also": [b.pk], "fill": "topic", "topic": 99}))
    a.unpublish()
    assert lead(home) == "B"
    b.unpublish()
    assert front_page(home.body).is_empty


def test_an_older_story_can_be_put_back_to_lead(tree):
    _a, b = make(tree, "A", "B")
    home = lay_out(tree.home, ("lead_package", {"lead": b.pk}))
    b.unpublish()
    assert lead(home) == "A"
    b.save_revision().publish()
    assert lead(home) == "B"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "block",
    [
        ("lead_package", lambda pk: {"also": [pk], "secondaries": [{"story": pk}]}),
        ("story_list", lambda pk: {"heading": "Today", "stories": [pk, pk], "fill": "none", "count": 4}),
        ("video_strip", lambda pk: {"heading": "Watch", "videos": [pk], "count": 2}),
        ("topic_row", lambda pk: {"heading": "Row", "topic": 4711, "large": pk, "count": 2}),
        ("news_feed", lambda pk: {"heading": "Feed", "feed": pk, "count": 3}),
    ],
    ids=["lead_package", "story_list", "video_strip", "topic_row", "news_feed"],
)
def test_no_block_errors_or_shows_a_story_that_is_gone(tree, client, block, way):
    gone = factories.video(tree.videos, title="Gone for good", age=timezone.timedelta(minutes=1))
    make(tree, "Still here")
    name, value = block
    lay_out(tree.home, (name, value(gone.pk)))
    withdrawn(way, gone)
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Gone for good" not in html
    assert "Still here" in html


def test_the_blocks_of_a_deleted_topic_or_feed_vanish(tree, client):
    from news.models import NewsFeedPage

    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    topic = factories.topic(name="Economy")
    make(tree, "Lead", "Other", topics=[topic])
    make(tree, "A view", parent=opinion)
    lay_out(
        tree.home,
        ("lead_package", {"fill_up": False}),
        ("topic_row", {"heading": "Economy row", "topic": topic.pk, "count": 2}),
        ("story_list", {"heading": "Views", "stories": [], "fill": "feed", "feed": opinion.pk, "count": 2}),
        ("news_feed", {"heading": "", "feed": opinion.pk, "count": 3}),
    )
    topic.delete()
    opinion.delete()
    html = client.get("/").content.decode()
    assert "Economy row" not in html
    assert "Views" not in html
    assert "Lead" in html


def test_a_draft_of_the_front_page_or_of_a_story_never_leaks(tree, client):
    a, b = make(tree, "A as published", "B as published")
    home = lay_out(tree.home, ("lead_package", {"lead": a.pk}))
    draft = b.get_latest_revision_as_object() if b.latest_revision else b
    draft.title = "B as nobody may see it yet"
    draft.save_revision()
    home.body = json.dumps([{"type": "lead_package", "value": {"lead": b.pk}}])
    home.save_revision()
    html = client.get("/").content.decode()
    assert "B as nobody may see it yet" not in html
    assert html.index("A as published") < html.index("B as published")


# --- Never twice --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_no_story_stands_twice_whatever_is_chosen(tree, seed):
    chance = random.Random(seed)
    topics = [factories.topic() for _ in range(2)]
    pages = [
        factories.article(
            tree.feed, topics=chance.sample(topics, chance.randint(0, 2)), live=chance.random() < 0.8
        )
        for _ in range(14)
    ]
    films = [factories.video(tree.videos, live=chance.random() < 0.8) for _ in range(5)]
    everything = [page.pk for page in (*pages, *films)] + [987654]

    def some(most):
        return [chance.choice(everything) for _ in range(chance.randint(0, most))]

    makers = [
        lambda: (
            "lead_package",
            {
                "lead": chance.choice([None, *everything]),
                "secondaries": [{"story": pk, "text_only": chance.random() < 0.5} for pk in some(3)],
                "also": some(3),
                "fill_up": chance.random() < 0.5,
                "fill": chance.choice(["latest", "topic"]),
                "topic": chance.choice(topics).pk,
            },
        ),
        lambda: ("news_feed", {"heading": "", "count": chance.randint(3, 9)}),
        lambda: (
            "story_list",
            {
                "heading": "List",
                "stories": some(5),
                "fill": chance.choice(["latest", "topic", "none"]),
                "topic": chance.choice(topics).pk,
                "count": chance.randint(1, 5),
            },
        ),
        lambda: ("video_strip", {"heading": "Watch", "videos": [chance.choice(films).pk], "count": 3}),
        lambda: (
            "topic_row",
            {
                "heading": "",
                "topic": chance.choice(topics).pk,
                "large": chance.choice([None, *everything]),
                "count": 3,
            },
        ),
    ]
    home = lay_out(tree.home, *[chance.choice(makers)() for _ in range(chance.randint(0, 8))])
    shown = stories(home)
    assert len({story.pk for story in shown}) == len(shown)
    assert all(story.live for story in shown)
    assert front_page(home.body).lead is not None


@pytest.mark.parametrize("small", [0, 500], ids=["large feed", "small feed"])
def test_a_feed_gives_its_newest_stories_however_large_it_is(tree, monkeypatch, small):
    from news.models import NewsFeedPage

    monkeypatch.setattr("home.sources.SMALL_FEED", small)
    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    chosen = make(tree, "Lead")
    make(tree, "View 1", "View 2", "View 3", parent=opinion)
    home = lay_out(
        tree.home,
        ("lead_package", {"lead": chosen.pk, "fill_up": False}),
        ("story_list", {"heading": "Views", "stories": [], "fill": "feed", "feed": opinion.pk, "count": 2}),
    )
    assert titles(home) == ["Lead", "View 1", "View 2"]
