"""The same against a real server, where one is named: NEWSREEL_TEST_SEARCH_URL=opensearch3+http://localhost:9200/tests.

Its indexes are made, and taken away, by these tests. Run them beside a new version of Wagtail, an engine or its client.
"""

from __future__ import annotations

import os

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.utils import parse_query_string

from newsreel import leases
from newsreel.models import Author, StoryPage
from newsreel.search_engines import search_backends
from search.elsewhere.following import REBUILDING
from search.engine import Filters
from search.engines import engine
from search.query import ReaderQuery
from tests import factories

URL = os.environ.get("NEWSREEL_TEST_SEARCH_URL", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not URL, reason="no NEWSREEL_TEST_SEARCH_URL names a server"),
]


@pytest.fixture
def backend(settings):
    settings.WAGTAILSEARCH_BACKENDS = search_backends(URL)
    backend = get_search_backend()
    yield backend
    for index in backend.all_indexes():
        for name in backend.es.indices.get(index=f"{index.name}*", ignore_unavailable=True):
            backend.es.indices.delete(index=name)


@pytest.fixture
def newsroom(tree, backend):
    """Stories, an author and a topic, all in the engine."""
    author, topic = factories.author(name="Siobhán O’Dell"), factories.topic(name="Coast and climate")
    titled = {
        "closed": "Harbour closed to ferries",
        "wall": "The sea wall at the quay",
        "cafe": "Two Cafés for Zürich",
        "mint": "М’ята росте на березі",
        "hidden": "Harbour secrets",
    }
    stories = {
        name: factories.article(
            tree.feed,
            title=title,
            standfirst="Of the old pilot.",
            authors=[author],
            topics=[topic],
            live=name != "hidden",
        )
        for name, title in titled.items()
    }
    stories["film"] = factories.video(tree.videos, title="Harbour film")
    call_command("update_index", verbosity=0)
    # For some seconds there might be another index to make.
    leases.release(REBUILDING, leases.this_process())
    backend.refresh_indexes()
    return stories


def found(newsroom, query, filters=None, **options):
    ids = engine().search_stories(ReaderQuery.parse(query), filters, **options).ids
    return {name for name, story in newsroom.items() if story.pk in ids}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("harbour", {"closed", "film"}),
        ("harbour -ferries", {"film"}),
        ("harbour pilot", {"closed"}),
        ("harbour -pilot", {"film"}),
        ('"sea wall"', {"wall"}),
        ('"wall sea"', set()),
        ("cafes zurich", {"cafe"}),
        ("м'ята", {"mint"}),
        ("secrets", set()),
        ('"', set()),
        ("title:harbour AND (", set()),
    ],
)
def test_readers_find_stories(newsroom, query, names):
    assert found(newsroom, query) == names


def test_filters_order_and_counts(newsroom):
    author = Author.objects.get()
    assert found(newsroom, "harbour", Filters(kind="video")) == {"film"}
    assert found(newsroom, "harbour", Filters(author=author.pk)) == {"closed"}
    assert found(newsroom, "harbour", newest_first=True) == {"closed", "film"}
    results = engine().search_stories(ReaderQuery.parse("harbour"))
    assert (results.total, results.facets.kinds) == (2, {"article": 1, "video": 1})


def test_names_are_found_and_suggested(newsroom):
    names = engine().names(ReaderQuery.parse("o'dell siobhan"))
    assert names.is_exact
    assert engine().suggest("siob")[0].text == "Siobhán O’Dell"
    assert "Harbour closed to ferries" in [one.text for one in engine().suggest("harbour clo")]


def test_pages_say_what_was_found(newsroom, client):
    page = client.get("/search/?q=cafés").content.decode()
    assert "<mark>Cafés</mark>" in page
    assert client.get("/search/?q=harbour&page=501").status_code == 404


@pytest.mark.parametrize("typed", ["harb clo", '"harbour closed"', "the 'sea", "harbour -film"])
def test_editors_type_what_they_like(newsroom, typed):
    _filters, query = parse_query_string(typed, operator="and")
    assert len(Page.objects.all().autocomplete(query)[:20]) >= 1
    assert len(Page.objects.all().autocomplete("harbour zzqxk")[:20]) == 0


def test_what_changes_is_followed(newsroom, tree, backend, drain):
    def commit(work):
        work()
        drain()
        backend.refresh_indexes()

    story = newsroom["wall"]
    story.title = "Breakwater"
    commit(story.save)
    assert found(newsroom, "breakwater") == {"wall"}
    commit(story.unpublish)
    assert found(newsroom, "breakwater") == set()
    with pytest.raises(CommandError):
        StoryPage.objects.filter(pk=newsroom["film"].pk).delete()
        call_command("check_search_index")
    call_command("check_search_index", fix=True)
    backend.refresh_indexes()
    call_command("check_search_index")
