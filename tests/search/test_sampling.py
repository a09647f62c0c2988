"""Counting a part of the searches for all of them, and keeping nothing of who made them."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from search import notes
from tests import factories
from tests.search.test_report import counted, note_of, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("share", "times"), [(1.0, 1), (0.5, 2), (0.1, 10), (0.01, 100), (0.3, 3)])
def test_one_of_a_sample_stands_for_as_many_as_were_passed_over(settings, share, times):
    settings.NEWSREEL_SEARCH_LOG_SHARE = share
    assert notes.weight() == times


@given(share=st.sampled_from([0.1, 0.25, 0.5]), seed=st.integers(0, 2**32))
@settings_of_hypothesis(max_examples=20, deadline=None)
def test_the_weighted_sample_is_about_the_whole(share, seed):
    chance = random.Random(seed)
    weighted = sum(round(1 / share) for _search in range(4000) if chance.random() < share)
    assert 0.7 * 4000 < weighted < 1.3 * 4000


def test_notes_are_given_to_the_share_and_to_nobody_else(tree, client, settings, monkeypatch):
    settings.NEWSREEL_SEARCH_LOG_SHARE = 0.25
    drawn = iter([0.0, 0.2499, 0.25, 0.9])
    monkeypatch.setattr(notes.random, "random", lambda: next(drawn))
    assert [bool(note_of(client, "harbour")) for _search in range(4)] == [True, True, False, False]


def test_the_weight_of_a_note_is_that_of_its_day_whatever_is_set_later(tree, client, settings, monkeypatch):
    monkeypatch.setattr(notes.random, "random", lambda: 0.0)
    settings.NEWSREEL_SEARCH_LOG_SHARE = 0.1
    note = note_of(client, "harbour")
    settings.NEWSREEL_SEARCH_LOG_SHARE = 1.0
    send(client, note)
    assert counted() == [("harbour", 10, 10, 0)]


def test_neither_the_database_nor_the_cache_keeps_an_address(tree, client, monkeypatch):
    kept = []
    add = notes.cache.add
    monkeypatch.setattr(notes.cache, "add", lambda key, *rest: kept.append(key) or add(key, *rest))
    address = "203.0.113.77"
    with CaptureQueriesContext(connection) as captured:
        send(client, note_of(client, "harbour"), address)
    assert counted() == [("harbour", 1, 1, 0)]
    assert not [query for query in captured if address in query["sql"]]
    assert any(key.startswith("search.note.") for key in kept)
    assert not [key for key in kept if address in key and key.startswith("search.note.")]


def test_many_places_make_a_query_frequent_and_the_report_sums_them_up(tree, client):
    factories.article(tree.feed, title="Harbour")
    for number in range(5):
        send(client, note_of(client, "harbour"), f"198.51.100.{number}")
        send(client, note_of(client, "zebra"), f"198.51.100.{number % 2}")
    client.force_login(factories.user("Editors"))
    listed = client.get("/admin/searches/").context["object_list"]
    assert [(row.query_string, row.searches, row.nothing) for row in listed] == [
        ("harbour", 5, 0),
        ("zebra", 2, 2),
    ]
