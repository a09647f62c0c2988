"""Shorter queries where no story has all the words: in the reader's own words, and each finds something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.engine import Filters
from search.engines import engine
from search.query import ReaderQuery
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def islands(tree):
    for title in (
        "A night ferry to the islands",
        "The harbour of the islands",
        "Winter in the harbour",
        "A lantern",
    ):
        factories.article(tree.feed, title=title, standfirst="Photographs.", body=[])


def found(client, query: str, **parameters: str):
    return client.get("/search/", {"q": query, **parameters}).context["found"]


def shorter(client, query: str, **parameters: str) -> list[str]:
    return [way.text for way in found(client, query, **parameters).help.shorter]


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("night ferry zzqxkw", ["night ferry"]),
        ("Night Ferry to the ISLANDS zzqxkw", ["Night Ferry to the ISLANDS"]),
        ("islands' harbour lantern", ["islands harbour", "lantern"]),
        ("winter harbour ferry", ["winter harbour", "ferry"]),
        ("zzqxkw winter harbour -lantern", ["winter harbour -lantern"]),
    ],
)
def test_words_that_stand_together_are_offered_as_they_were_typed(islands, client, query, offered):
    assert sorted(shorter(client, query)) == sorted(offered)


@pytest.mark.parametrize(
    "query", ["ferry", "night ferry islands", "zzqxkw", "zzqxkw wqxzk", "-ferry", "the of"]
)
def test_nothing_is_offered_where_all_is_found_or_nothing(islands, client, query):
    assert shorter(client, query) == []


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ('"ferry night"', ["ferry night"]),
        ("lantern -lantern winter -harbour", ["lantern", "winter"]),
        ("winter -harbour", ["winter"]),
    ],
)
def test_quotes_and_exclusions_that_leave_nothing_are_taken_back(islands, client, query, offered):
    assert sorted(shorter(client, query)) == sorted(offered)


def test_at_most_three_of_at_most_four_words(islands, client, tree):
    for number in range(6):
        factories.article(tree.feed, title=f"Alpha{number} beta gamma delta epsilon zeta{number}")
    words = " ".join(f"alpha{number} zeta{number}" for number in range(3))
    offered = shorter(client, f"{words} beta gamma delta epsilon")
    assert len(offered) == 3
    assert all(len(text.split()) == 4 for text in offered)


def test_what_is_offered_finds_something(islands, client, tree):
    factories.article(tree.feed, title="Ferry lantern", live=False)
    factories.article(tree.feed, title="Night winter", embargo_until=timezone.now() + timedelta(hours=3))
    factories.video(tree.videos, title="Ferry harbour", age=timedelta(days=400))
    for query in (
        "ferry lantern",
        "night winter",
        "winter ferry zzqxkw lantern night",
        "harbour ferry winter",
    ):
        for narrowing in ({}, {"kind": "article"}, {"when": "year"}, {"kind": "video"}):
            for way in found(client, query, **narrowing).help.shorter:
                page = client.get(f"/search/{way.url}").context["found"]
                assert page.match == "all" and page.total, (query, narrowing, way)


def test_small_words_that_a_shorter_query_would_look_for_are_left_out(tree, client, drain):
    """Only “die der und” says that the query is in German, where “ist” says nothing."""
    factories.article(tree.feed, title="Hafen Stadt", language="de")
    drain()
    assert shorter(client, "die der und Hafen ist Stadt zzqxkw") == ["Hafen Stadt"]


def test_the_filters_stay_chosen(islands, client):
    (way,) = found(client, "winter harbour zzqxkw", kind="article", when="week").help.shorter
    assert way.url == "?q=winter+harbour&kind=article&when=week"


def test_readers_see_links_beside_some_results_and_beside_none(islands, client):
    some = client.get("/search/", {"q": "winter lantern"}).content.decode()
    assert "These have some of them" in some
    assert '<a href="?q=winter">winter</a>' in some and "With fewer words:" in some
    none = client.get("/search/", {"q": '"ferry night"'}).content.decode()
    assert "Nothing found for" in none and '<a href="?q=ferry+night">ferry night</a>' in none
    assert "This search finds something:" in none


def test_beside_results_a_corrected_spelling_is_all_that_is_offered(islands, client):
    help_ = found(client, "winter harbour lanternn").help
    assert (help_.corrected, help_.shorter) == ("winter harbour lantern", ())


def test_a_spelling_that_cannot_be_put_into_the_query_takes_the_place_of_nothing(islands, client):
    """A word within “_harbor_x” is looked for by itself, but has no place of its own in the text."""
    help_ = found(client, "winter lantern _harbuor_zzqx").help
    assert help_.corrected == ""
    assert sorted(way.text for way in help_.shorter) == ["lantern", "winter"]


def test_synonyms_count_as_the_word_that_was_typed(islands, client):
    from search.models import SearchWords

    words = SearchWords.load()
    words.synonyms = "boat, ferry\ndusk, night, end of day"
    words.save()
    assert sorted(shorter(client, "boat lantern")) == ["boat", "lantern"]
    assert shorter(client, "dusk boat zzqxkw") == ["dusk boat"]


def test_that_a_plainer_query_finds_something_is_told_without_ranking_it(islands, client):
    """Nothing of what it finds is shown: no text is read for an order."""
    with CaptureQueriesContext(connection) as captured:
        assert shorter(client, '"ferry night"') == ["ferry night"]
    assert not [query for query in captured if "title, head, body, extra" in query["sql"]]


@pytest.mark.parametrize(
    ("query", "filters", "has_all"),
    [
        ("night islands", Filters(), True),
        ("night lantern", Filters(), False),
        ("night lantern zzqxkw", Filters(), False),
        ('"ferry night"', Filters(), False),
        ("night islands", Filters(story_type="opinion"), False),
        ("night islands", Filters(until=timezone.now() - timedelta(days=9)), False),
        ("", Filters(), False),
    ],
)
def test_whether_some_story_has_all_words_is_told_as_its_results_tell_it(islands, query, filters, has_all):
    query = ReaderQuery.parse(query)
    assert engine().has_all(query, filters) is has_all
    assert (engine().search_stories(query, filters, facets=False).match == "all") is has_all


def test_a_draft_is_no_story_that_has_all_words(islands, tree):
    factories.article(tree.feed, title="Night lantern", standfirst="None.", body=[], live=False)
    assert not engine().has_all(ReaderQuery.parse("night lantern"), Filters())


def test_what_a_plainer_query_finds_in_part_is_offered_where_it_finds_nothing_whole(islands, client):
    assert sorted(shorter(client, '"lantern night"')) == ["lantern", "night"]
