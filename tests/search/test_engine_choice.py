"""SEARCH_URL chooses the engine; each engine serves the search page."""

from __future__ import annotations

from importlib.util import find_spec
from urllib.parse import urlparse

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsreel.search_engines import ENGINES, search_backends
from search.database import DatabaseEngine
from search.elsewhere.checks import CLIENTS, check_client
from search.elsewhere.engine import PlainMarker, PublicApiEngine
from search.engines import engine
from search.query import ReaderQuery
from tests import factories
from tests.search import fake_server


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
    assert (options["BACKEND"], options["ENGINE"]) == ("search.elsewhere.backend", backend)
    assert options["URLS"] == [address]
    assert options["INDEX_PREFIX"] == prefix


@pytest.mark.parametrize(
    "url",
    [
        "host:9200",
        "https://host",
        "solr+http://host",
        "opensearch+ftp://host",
        "opensearch+https://",
        "opensearch+https://host:99999/paper",
        "opensearch+https://host:port/paper",
        "opensearch+https://host:0",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL must be"):
        search_backends(url)


@pytest.mark.parametrize("path", ["Paper", "my paper", "a/b", "_paper", "-paper", "газета", "a" * 200])
def test_names_that_no_index_can_have_are_refused(path):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL ends in"):
        search_backends(f"opensearch+https://host/{path}")


def test_a_missing_client_is_found_before_the_first_reader(settings, monkeypatch):
    settings.WAGTAILSEARCH_BACKENDS = search_backends("opensearch2+https://host")
    asked = []
    monkeypatch.setattr("search.elsewhere.checks.wagtails", asked.append)
    assert check_client(None) == []
    assert asked == ["opensearch2"]

    def missing(engine):
        raise ImportError("No module named 'opensearchpy'")

    monkeypatch.setattr("search.elsewhere.checks.wagtails", missing)
    (error,) = check_client(None)
    assert "opensearchpy" in error.msg
    assert error.hint.endswith('pip install "opensearch-py>=2,<3"')
    assert set(CLIENTS) == set(ENGINES.values())


def test_the_database_needs_no_client(settings, monkeypatch):
    settings.WAGTAILSEARCH_BACKENDS = search_backends("")
    monkeypatch.setattr("search.elsewhere.checks.wagtails", pytest.fail)
    assert check_client(None) == []


@pytest.mark.parametrize("engine", sorted(set(ENGINES.values())))
def test_every_engine_is_one_that_wagtail_has(engine):
    assert find_spec(f"wagtail.search.backends.{engine}")


def test_a_password_may_have_any_sign():
    backend = fake_server.SearchBackend({})
    parts = urlparse("https://us%40er:p%2Fs%20s@host:9200")
    assert backend._get_host_config_from_url(parts)["http_auth"] == ("us@er", "p/s s")
    assert backend._get_host_config_from_url(urlparse("https://host"))["http_auth"] is None


@pytest.mark.parametrize("knows_forms", [True, False])
def test_the_help_promises_what_the_engine_can_do(client, db, tree, settings, knows_forms):
    if not knows_forms:
        settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "tests.search.fake_server"}}
    page = client.get("/search/").content.decode()
    assert ("Endings do not matter" in page) == knows_forms
    assert ("another spelling is looked for or offered" in page) == knows_forms


def test_another_engine_goes_through_wagtails_api(db, settings, tree):
    settings.WAGTAILSEARCH_BACKENDS = search_backends("opensearch+https://host")
    assert isinstance(engine(), PublicApiEngine)


def test_the_public_api_is_enough_for_the_search_page(db, tree):
    story = factories.article(tree.feed, title="Harbour closed")
    results = PublicApiEngine().search_stories(ReaderQuery.parse("harbour"))
    assert results.ids == [story.pk]
    assert results.facets.kinds == {"article": 1}
    assert results.marker.spans("The HARBOUR") == [(4, 11)]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("cafe", "Two Cafés, one Café", ["Café"]),
        ("o'brien", "O’Brien wins", ["O’Brien"]),
        ("м'ята", "Місто м’ята росте", ["м’ята"]),
        ("Kyiv", "Kyiv’s mayor", ["Kyiv’s"]),
        ("", "Nothing", []),
    ],
)
def test_words_are_marked_whatever_their_accents_and_apostrophes(query, text, marked):
    spans = PlainMarker(ReaderQuery.parse(query).words_to_mark).spans(text)
    assert [text[start:end] for start, end in spans] == marked
