"""SEARCH_URL chooses the engine; each engine serves the search page."""

from __future__ import annotations

import pytest

from newsreel.search_engines import search_backends
from search.database import DatabaseEngine
from search.elsewhere import PublicApiEngine
from search.engines import engine
from search.query import ReaderQuery
from tests import factories


def test_the_database_searches_unless_told_otherwise(db):
    assert search_backends("")["default"]["BACKEND"] == "search.backends.database"
    assert isinstance(engine(), DatabaseEngine)


@pytest.mark.parametrize(
    ("url", "backend", "address", "prefix"),
    [
        ("opensearch+https://u:p@host:9200/paper", "opensearch3", "https://u:p@host:9200", "paper_"),
        ("opensearch2+http://host:9200", "opensearch2", "http://host:9200", "newsreel_"),
        ("elasticsearch8+https://host", "elasticsearch8", "https://host", "newsreel_"),
    ],
)
def test_an_address_names_engine_server_and_index(url, backend, address, prefix):
    options = search_backends(url)["default"]
    assert options["BACKEND"] == f"wagtail.search.backends.{backend}"
    assert options["URLS"] == [address]
    assert options["INDEX_PREFIX"] == prefix


@pytest.mark.parametrize(
    "url", ["host:9200", "https://host", "solr+http://host", "opensearch+ftp://host", "opensearch+https://"]
)
def test_an_address_that_cannot_be_meant_is_refused(url):
    with pytest.raises(ValueError, match="SEARCH_URL must be"):
        search_backends(url)


def test_another_engine_goes_through_wagtails_api(db, settings, tree):
    settings.WAGTAILSEARCH_BACKENDS = search_backends("opensearch+https://host")
    assert isinstance(engine(), PublicApiEngine)


def test_the_public_api_is_enough_for_the_search_page(db, tree):
    story = factories.article(tree.feed, title="Harbour closed")
    results = PublicApiEngine().search_stories(ReaderQuery.parse("harbour"))
    assert results.ids == [story.pk]
    assert results.facets.kinds == {"article": 1}
    assert results.marker.spans("The HARBOUR") == [(4, 11)]
