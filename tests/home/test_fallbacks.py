"""What the front page shows when a chosen story, topic or feed is gone."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.sections import front_page
from tests import factories
from tests.home.layouts import lay_out, lead, make, titles

pytestmark = pytest.mark.django_db


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
