"""The front page as readers get it: who leads, who stands where, and no story twice."""

from __future__ import annotations

import random
import re

import pytest
from django.utils import timezone

from home.sections import front_page
from tests import factories
from tests.home.layouts import lay_out, lead, make, stories, titles
from video.models import VideoPage

pytestmark = pytest.mark.django_db


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


def test_upright_films_stand_beside_the_wide_ones_and_are_never_cropped(tree, client):
    make(tree, "Lead")
    shapes = {"Newest": "portrait", "Second": "landscape", "Third": "portrait", "Oldest": "landscape"}
    for days, (title, shape) in enumerate(shapes.items()):
        film = factories.video(tree.videos, title=title, age=timezone.timedelta(days=days + 1))
        VideoPage.objects.filter(pk=film.pk).update(shape=shape)
    home = lay_out(
        tree.home,
        ("lead_package", {"fill_up": False}),
        ("video_strip", {"heading": "Watch", "videos": [], "count": 4}),
    )
    strip = front_page(home.body).rows[1].sections[0]
    assert [film.title for film in strip.stories] == ["Second", "Oldest", "Newest", "Third"]
    row = client.get("/").content.decode().partition('class="strip__row"')[2].partition("</section>")[0]
    assert re.findall(r'class="video( tall| video--large)?"', row) == [" video--large", "", " tall", " tall"]


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


def test_feed_readers_find_the_news_feed_from_the_front_page(tree, client):
    html = client.get("/").content.decode()
    assert f'type="application/rss+xml" title="{tree.feed.title}" href="{tree.feed.rss_path}"' in html
