"""What pages of the news app cost: a ceiling, and no growth with what they show."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsreel.models import Correction
from tests import factories
from tests.news.bodies import every_block, stored

pytestmark = pytest.mark.django_db

ARTICLE_CEILING, FEED_CEILING = 15, 12


def queries(client, url: str) -> list[str]:
    """The statements of a second request."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured]


def listing(found: list[str]) -> str:
    return "\n".join(f"{number}. {sql[:300]}" for number, sql in enumerate(found, 1))


def rich_article(tree, size: int):
    """An article that names `size` of everything, beside `size` other stories."""
    topics = [factories.topic() for _ in range(size)]
    authors = [factories.author(portrait=factories.image()) for _ in range(size)]
    others = [
        factories.article(tree.feed, lead_image=factories.image(), authors=authors[:2], topics=topics[:1])
        for _ in range(size)
    ]
    body = []
    for other in others:
        link = f'<p>Read <a linktype="page" id="{other.pk}">this</a> and <a href="https://example.org">that</a>.</p>'
        body.append({"type": "paragraph", "value": link})
        body.append({"type": "related_story", "value": {"story": other.pk}})
        body.append({"type": "image", "value": {"image": factories.image().pk, "width": "column"}})
    page = factories.article(
        tree.feed, body=json.dumps(body), lead_image=factories.image(), authors=authors, topics=topics
    )
    page.corrections = [Correction(text=f"Correction {number}") for number in range(size)]
    page.save()
    return page


def test_an_article_stays_under_its_ceiling_however_much_it_names(tree, client):
    factories.video(tree.videos, external_url="https://vimeo.com/76979871")
    few = queries(client, rich_article(tree, 2).url)
    many = queries(client, rich_article(tree, 8).url)
    assert len(many) == len(few), listing(many)
    assert len(many) <= ARTICLE_CEILING, listing(many)


def test_an_article_of_every_block_stays_under_the_ceiling(tree, client):
    page = factories.article(
        tree.feed, body=json.dumps(stored(every_block(tree))), authors=[factories.author()]
    )
    found = queries(client, page.url)
    assert len(found) <= ARTICLE_CEILING, listing(found)


def test_a_news_feed_stays_under_its_ceiling_however_much_it_shows(tree, client):
    topics = [factories.topic() for _ in range(3)]

    def publish(number: int) -> None:
        for _ in range(number):
            author = factories.author(portrait=factories.image())
            factories.article(tree.feed, lead_image=factories.image(), authors=[author], topics=topics)
            factories.video(tree.videos, authors=[author], age=timedelta(days=1))

    publish(2)
    few = queries(client, tree.feed.url)
    publish(6)
    many = queries(client, tree.feed.url)
    assert len(many) == len(few), listing(many)
    assert len(many) <= FEED_CEILING, listing(many)


@pytest.mark.parametrize("surface", ["rss/", "?topic=harbour", "?before=9999999999000000-1&rail=1"])
def test_other_forms_of_the_feed_do_not_grow(tree, client, surface):
    topic = factories.topic(name="Harbour")
    counts = []
    for number in (2, 6):
        for _ in range(number):
            author = factories.author(portrait=factories.image())
            factories.article(tree.feed, lead_image=factories.image(), authors=[author], topics=[topic])
        counts.append(len(queries(client, tree.feed.url + surface)))
    assert counts[0] == counts[1]


def test_a_public_page_makes_no_rendition_and_writes_nothing(tree, client):
    page = rich_article(tree, 2)
    found = queries(client, page.url) + queries(client, tree.feed.url) + queries(client, tree.feed.rss_path)
    writing = [sql for sql in found if sql.split()[0] in ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "BEGIN")]
    assert not writing
