"""Many entries are brought up to date in few queries, and a publication costs as few whatever the archive holds."""

from __future__ import annotations

import gc

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search import index

from news.models import ArticlePage
from newsreel.models import Author, Byline, EditorialImage, StoryPage
from search import refreshing
from search.models import Document, Word
from search.noting import unknown
from search.prefetching import prefetches
from tests import factories

pytestmark = pytest.mark.django_db

# Whether it is there, bylines with authors, topics, the digest, the entry, its words.
MOST_TO_PUBLISH = 6
# The turn, the words again, and once each to write them and their parts.
MOST_FOR_NEW_WORDS = 4


@pytest.fixture
def stories(tree):
    """Eight stories, each by two authors and on two topics."""
    authors = [factories.author(name=name) for name in ("Ilsabet Corran", "Davit Hallorn")]
    topics = [factories.topic(name=name) for name in ("Fisheries", "Courts")]
    stories = [
        factories.article(tree.feed, title=f"Lantern {number}", authors=authors, topics=topics)
        for number in range(8)
    ]
    call_command("update_index", verbosity=0)
    return stories


def queries(work) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured]


def test_looking_at_two_stories_asks_as_often_as_looking_at_eight(stories):
    pks = [story.pk for story in stories]
    refreshing.differences(ArticlePage, pks)
    few = queries(lambda: refreshing.differences(ArticlePage, pks[:2]))
    many = queries(lambda: refreshing.differences(ArticlePage, pks))
    assert len(many) == len(few) <= 4


@pytest.mark.parametrize(
    ("title", "most"),
    [("Lantern lantern", MOST_TO_PUBLISH), ("Anglerfish ashore", MOST_TO_PUBLISH + MOST_FOR_NEW_WORDS)],
)
def test_publishing_asks_few_times_however_many_bylines_and_topics(stories, title, most):
    story = StoryPage.objects.get(pk=stories[0].pk).specific
    index.insert_or_update_object(story)
    story.title = title
    asked = queries(lambda: index.insert_or_update_object(story))
    assert len(asked) <= most, "\n".join(sql[:150] for sql in asked)
    assert title.casefold() in Document.objects.get(number=story.pk).names


def test_words_that_are_known_already_are_asked_for_at_once(stories):
    words = [f"word{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10]}" for number in range(100)]
    Word.objects.bulk_create([Word(word=word) for word in words[:99]])
    assert len(queries(lambda: unknown(words))) == 1
    assert unknown(words) == words[99:]
    assert unknown([]) == []


def test_prefetches_follow_lists_and_what_their_rows_point_to(stories):
    story = ArticlePage.objects.prefetch_related(*prefetches(ArticlePage)).get(pk=stories[0].pk)

    def names() -> set[str]:
        bylines = {byline.author.name for byline in story.bylines.all()}
        return bylines | {entry.topic.name for entry in story.story_topics.all()}

    assert queries(names) == []
    assert names() == {"Ilsabet Corran", "Davit Hallorn", "Fisheries", "Courts"}


@pytest.mark.parametrize("model", [Author, EditorialImage])
def test_things_without_relations_need_no_prefetch_that_fails(model, stories):
    list(model.objects.prefetch_related(*prefetches(model)))


def test_a_byline_without_its_author_is_indexed_by_the_printed_name(stories):
    Byline.objects.filter(story=stories[0]).update(author=None, printed_name="Somebody Else")
    refreshing.refresh(ArticlePage, [stories[0].pk])
    assert [story.pk for story in StoryPage.objects.all().search("somebody else")] == [stories[0].pk]


def test_batches_are_all_keys_once_and_in_order(stories, monkeypatch):
    monkeypatch.setattr(refreshing, "BATCH", 3)
    pks = sorted(story.pk for story in stories)
    assert list(refreshing.batches_of(ArticlePage)) == [pks[:3], pks[3:6], pks[6:]]
    assert list(refreshing.batches_of(ArticlePage, last=pks[5])) == [pks[6:]]


def test_garbage_is_collected_before_and_after_a_transaction_but_not_within(stories, monkeypatch):
    upsert, seen = refreshing.upsert, []

    def looking(rows, former):
        seen.append(gc.isenabled())
        upsert(rows, former)

    monkeypatch.setattr(refreshing, "upsert", looking)
    Document.objects.update(digest="old")
    refreshing.refresh(ArticlePage, [story.pk for story in stories])
    assert set(seen) == {False}
    assert gc.isenabled()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such setting")
def test_a_transaction_of_somebody_else_still_waits_for_the_disk(stories):
    Document.objects.update(digest="old")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        refreshing.refresh(ArticlePage, [stories[0].pk])
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such setting")
@pytest.mark.django_db(transaction=True)
def test_a_rebuild_does_not_wait_for_the_disk(stories):
    Document.objects.update(digest="old")
    asked = queries(lambda: refreshing.refresh(ArticlePage, [story.pk for story in stories[:2]]))
    assert len([sql for sql in asked if sql == "SET LOCAL synchronous_commit = off"]) == 2
