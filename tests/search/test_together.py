"""Words that go together, or with a filter: that each of them is rare or common says little of how many have all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsreel.models import StoryPage
from search.engine import Filters
from search.entries import model_mark
from search.matching import gathering
from search.matching.gathering import gather, weigh
from search.matching.question import Question
from search.matching.stores import make_store
from search.matching.tree import Mark, Term
from search.query import ReaderQuery
from search.story_search import StorySearch
from tests import factories

pytestmark = pytest.mark.django_db


def numbers(hits):
    return {hit.number for hit in hits}


def _backwards(tree, **facts):
    """Twelve stories on the quay, the newest indexed first, among others that have neither its words nor its facts."""
    for number in range(48):
        age = timedelta(days=31 * (number % 12))
        factories.article(tree.feed, title="Story", standfirst="On a hill.", age=age)
    quay = {"title": "Story", "standfirst": "A quay with a berth.", **facts}
    return [factories.article(tree.feed, age=timedelta(days=31 * number), **quay) for number in range(12)]


def _newest(stories, ranked):
    """Whether the newest of the stories were found, and none of the oldest."""
    found = numbers(ranked.hits)
    return {story.pk for story in stories[:2]} <= found and not {story.pk for story in stories[6:]} & found


def test_of_words_that_go_with_a_filter_the_newest_are_shown(tree, few):
    """By chance two or three of them would be on the topic."""
    topic = factories.topic(name="Navy")
    stories = _backwards(tree, topics=[topic])
    assert _newest(
        stories, StorySearch(ReaderQuery.parse("quay")).ranked(Filters(topic=topic.pk), with_facets=True)
    )


def test_of_words_that_go_with_each_other_the_newest_are_shown(tree, few):
    """By chance two or three stories would have both."""
    stories = _backwards(tree)
    assert _newest(stories, StorySearch(ReaderQuery.parse("quay berth")).ranked(Filters(), with_facets=True))


@pytest.mark.parametrize("language", ["", "uk"])
def test_words_of_one_language_are_looked_for_among_its_newest_at_once(tree, few, monkeypatch, language):
    monkeypatch.setattr(gathering._Looking, "_look_among_the_newest", lambda *args: None)
    stories = _backwards(tree, language="uk")
    assert _newest(stories, StorySearch(ReaderQuery.parse("quay berth")).ranked(Filters(language=language)))


def test_of_words_that_stand_in_every_language_the_newest_are_shown(tree, few):
    """A name and a year know nothing of each other: the newest with both go further back than in one language."""
    stories = []
    for number in range(64):
        words = ["NATO"] * (number // 2 % 2 == 0) + ["2024"] * (number // 4 % 2 == 0)
        facts = {"standfirst": f"A story {' '.join(words)}", "language": ("en", "uk")[number % 2]}
        stories.append(factories.article(tree.feed, title="Story", age=timedelta(days=31 * number), **facts))
    ranked = StorySearch(ReaderQuery.parse("NATO 2024")).ranked(Filters())
    assert {stories[number].pk for number in (0, 1, 8)} <= numbers(ranked.hits)


def test_a_language_without_stories_finds_nothing(tree, few):
    _backwards(tree, language="uk")
    assert not StorySearch(ReaderQuery.parse("quay berth")).ranked(Filters(language="cy")).hits


def test_a_language_that_nothing_is_in_is_counted_once(tree, django_assert_num_queries):
    _backwards(tree)
    tags = (Mark("_lang_en"), Mark("_lang_uk"), Mark("_lang_cy"))
    store = make_store(model_mark(StoryPage))
    question = Question(Term(("quay",)), is_dated=True, languages=tags)
    words = weigh(store, question)
    gather(store, [question], words, list, most=3)
    with django_assert_num_queries(1):
        gather(store, [question], words, list, most=3)
