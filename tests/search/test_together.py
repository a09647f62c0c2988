"""Words that go together, or with a filter: that each of them is rare or common says little of how many have all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsreel.models import StoryPage
from search.engine import Filters
from search.entries import model_mark
from search.matching import gathering
from search.matching.gathering import Question, gather, weigh
from search.matching.stores import make_store
from search.matching.tree import Mark, Term
from search.query import ReaderQuery
from search.story_search import StorySearch
from tests import factories

pytestmark = pytest.mark.django_db


def numbers(hits):
    return {hit.number for hit in hits}


@pytest.fixture
def backwards(tree):
    """Twelve stories in Ukrainian on the quay, the newest indexed first, among others that have neither."""
    for number in range(48):
        age = timedelta(days=31 * (number % 12))
        factories.article(tree.feed, title="Story", standfirst="On a hill.", age=age)
    return [
        factories.article(
            tree.feed,
            title="Story",
            standfirst="A quay with a berth.",
            language="uk",
            age=timedelta(days=31 * number),
        )
        for number in range(12)
    ]


def test_of_words_that_go_with_a_filter_the_newest_are_shown(backwards, few):
    """By chance two or three of them would be in Ukrainian."""
    ranked = StorySearch(ReaderQuery.parse("quay")).ranked(Filters(language="uk"), with_facets=True)
    assert {story.pk for story in backwards[:2]} <= numbers(ranked.hits)
    assert not {story.pk for story in backwards[6:]} & numbers(ranked.hits)


def test_of_words_that_go_with_each_other_the_newest_are_shown(backwards, few):
    ranked = StorySearch(ReaderQuery.parse("quay berth")).ranked(Filters(), with_facets=True)
    assert {story.pk for story in backwards[:2]} <= numbers(ranked.hits)


@pytest.mark.parametrize("language", ["", "uk"])
def test_words_of_one_language_are_looked_for_among_its_newest_at_once(backwards, few, monkeypatch, language):
    """By chance only one story of all would have both: they stand in the Ukrainian ones."""
    monkeypatch.setattr(gathering._Looking, "_look_among_the_newest", lambda *args: None)
    ranked = StorySearch(ReaderQuery.parse("quay berth")).ranked(Filters(language=language))
    assert {story.pk for story in backwards[:2]} <= numbers(ranked.hits)
    assert not {story.pk for story in backwards[6:]} & numbers(ranked.hits)


def test_a_language_that_nothing_is_in_is_counted_once(backwards, few, django_assert_num_queries):
    tags = (Mark("_lang_en"), Mark("_lang_uk"), Mark("_lang_cy"))
    store = make_store(model_mark(StoryPage))
    question = Question(Term(("quay",)), is_dated=True, languages=tags)
    words = weigh(store, question)
    gather(store, [question], words, list, most=3)
    with django_assert_num_queries(1):
        gather(store, [question], words, list, most=3)
