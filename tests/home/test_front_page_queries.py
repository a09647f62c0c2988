"""The front page costs the same whatever stands on it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.home.layouts import lay_out

pytestmark = pytest.mark.django_db

# Read by the second request, without a page cache.
CEILING = 20


def queries(client, address: str) -> int:
    """How many queries the second request takes; the first one warms what is kept between requests."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


def furnish(tree, count: int):
    """A front page with `count` blocks of each kind, and as many stories in each."""
    authors = [factories.author(portrait=factories.image(64, 64)) for _ in range(2)]
    topics = [factories.topic() for _ in range(count)]
    picture = factories.image(320, 200)
    page = [
        factories.article(tree.feed, authors=authors, topics=[topic], lead_image=picture)
        for topic in topics
        for _ in range(4)
    ]
    films = [factories.video(tree.videos, authors=authors, lead_image=picture) for _ in range(count)]
    blocks = [
        ("lead_package", {"lead": page[0].pk, "secondaries": [{"story": page[1].pk}], "also": [page[2].pk]}),
        ("news_feed", {"heading": "", "count": 2 + count}),
    ]
    for topic in topics:
        blocks += [
            (
                "story_list",
                {"heading": "List", "stories": [page[-1].pk], "fill": "topic", "topic": topic.pk, "count": 2},
            ),
            ("topic_row", {"heading": "", "topic": topic.pk, "count": 2}),
            ("video_strip", {"heading": "Watch", "videos": [films[0].pk], "count": 1}),
            ("text", {"heading": "Word", "text": f'<p><a linktype="page" id="{page[0].pk}">A story</a></p>'}),
        ]
    lay_out(tree.home, *blocks)


def test_the_front_page_costs_the_same_with_two_or_eight_of_everything(tree, client):
    furnish(tree, 2)
    few = queries(client, "/")
    furnish(tree, 8)
    assert queries(client, "/") == few <= CEILING


def test_what_every_newsroom_starts_with_costs_no_more(tree, client):
    assert queries(client, "/") <= CEILING
    factories.article(tree.feed)
    assert queries(client, "/") <= CEILING


def test_a_story_is_found_in_two_queries(tree, rf, django_assert_num_queries):
    story = factories.article(tree.feed)
    film = factories.video(tree.videos)
    for page in (story, film):
        components = page.url.strip("/").split("/")
        with django_assert_num_queries(2):
            found = tree.home.route(rf.get("/"), components).page
        assert (type(found), found.pk) == (type(page), page.pk)
