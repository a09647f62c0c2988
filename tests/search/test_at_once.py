"""Several write the index at once: nobody waits in a circle, and what was saved last is what is found."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from newsreel.indexing import reindex_stories
from newsreel.models import Byline, StoryPage, Topic
from search import noting, refreshing
from search.drift import find_drift
from search.models import Document, Word, WordPart
from tests import factories
from tests.processes import wait_until

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one lock, which nobody waits for in a circle"
)
PATIENCE_SECONDS = 60


class Beside:
    """Does something on a connection of its own."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._future = self._thread.submit(self._run, work)

    def _run(self, work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    def is_going_on(self) -> bool:
        return not self._future.done()

    def end(self) -> None:
        """Wait for it; its error is the test's."""
        try:
            self._future.result(PATIENCE_SECONDS)
        finally:
            self._thread.shutdown(wait=False)


@pytest.fixture
def stories(tree, drain):
    """Six stories, indexed."""
    stories = [factories.article(tree.feed, title=f"Lantern {number}") for number in range(6)]
    call_command("update_index", verbosity=0)
    drain()
    return stories


def publish(story: StoryPage, title: str) -> None:
    story = StoryPage.objects.get(pk=story.pk).specific
    story.title = title
    story.save_revision().publish()


def titles(query: str) -> list[str]:
    return sorted(story.title for story in StoryPage.objects.all().search(query))


def is_waited_for() -> bool:
    """Whether another connection waits for a lock of this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_backend_pid() = ANY (pg_blocking_pids(pid)) FROM pg_locks WHERE NOT granted"
        )
        return (True,) in cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_are_both_found(stories):
    first, second = stories[:3], stories[3:]
    start = threading.Barrier(2)

    def publish_all(some: list[StoryPage], word: str) -> None:
        start.wait(PATIENCE_SECONDS)
        for story in some:
            for edition in range(3):
                publish(story, f"{word} harbour edition {edition}")

    both = [Beside(lambda: publish_all(first, "Green")), Beside(lambda: publish_all(second, "Blue"))]
    for one in both:
        one.end()
    assert titles("harbour") == ["Blue harbour edition 2"] * 3 + ["Green harbour edition 2"] * 3
    assert not find_drift()


@pytest.mark.django_db(transaction=True)
def test_the_same_story_published_twice_at_once_says_one_of_both(stories):
    start = threading.Barrier(2)

    def publish_it(title: str) -> None:
        start.wait(PATIENCE_SECONDS)
        publish(stories[0], title)

    for one in [Beside(lambda: publish_it("Green harbour")), Beside(lambda: publish_it("Blue harbour"))]:
        one.end()
    assert titles("harbour") == [StoryPage.objects.get(pk=stories[0].pk).title]
    assert not find_drift()


@pytest.mark.django_db(transaction=True)
def test_stories_published_amid_a_rebuild_are_found_as_they_were_published(stories):
    Document.objects.all().update(digest="old")

    def publish_all() -> None:
        for edition in range(3):
            for story in stories:
                publish(story, f"Harbour {story.pk} edition {edition}")

    editor = Beside(publish_all)
    while editor.is_going_on():
        call_command("update_index", verbosity=0)
    editor.end()
    assert len(titles("edition")) == 6
    assert not find_drift()


@pytest.mark.django_db
def test_what_is_saved_between_reading_and_writing_stays(stories):
    story = stories[0]
    Document.objects.filter(number=story.pk).update(digest="old")
    seen_before = refreshing.differences(type(story), [story.pk])
    publish(story, "Harbour")
    refreshing.replace(seen_before)
    assert titles("harbour") == ["Harbour"]
    assert not find_drift()


@pytest.mark.django_db
def test_what_is_first_indexed_between_reading_and_writing_stays(stories):
    story = stories[0]
    Document.objects.filter(number=story.pk).delete()
    seen_before = refreshing.differences(type(story), [story.pk])
    assert [one.digest for one in seen_before] == [None]
    publish(story, "Harbour")
    refreshing.replace(seen_before)
    assert titles("harbour") == ["Harbour"]
    assert not find_drift()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_comes_late_with_an_old_reading_indexes_the_new_one(stories):
    topic = factories.topic(name="Fisheries")
    read_before = Topic.objects.get(pk=topic.pk)
    topic.name = "Lighthouses"
    topic.save()
    index.insert_or_update_object(topic)
    index.insert_or_update_object(read_before)
    assert Document.objects.get(names__contains="lighthouses").number == topic.pk
    assert not Document.objects.filter(names__contains="fisheries").exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_comes_late_with_what_is_gone_indexes_nothing(stories):
    topic = factories.topic(name="Fisheries")
    read_before = Topic.objects.get(pk=topic.pk)
    topic.delete()
    get_search_backend().add(read_before)
    assert not Document.objects.filter(names__contains="fisheries").exists()


@pytest.mark.django_db
def test_indexing_leaves_no_old_lists_with_who_has_the_story_in_hand(stories):
    story = StoryPage.objects.get(pk=stories[0].pk).specific
    index.insert_or_update_object(story)
    Byline.objects.create(story=story, author=factories.author(), printed_name="Ilsabet Corran")
    assert [byline.printed_name for byline in story.bylines.all()] == ["Ilsabet Corran"]


@pytest.mark.django_db
def test_what_is_deleted_amid_a_rebuild_is_gone_at_its_end(stories, monkeypatch):
    pk, model = stories[0].pk, type(stories[0])
    replace = refreshing.replace

    def while_somebody_deletes(different):
        StoryPage.objects.filter(pk=pk).delete()
        replace(different)

    Document.objects.filter(number=pk).update(digest="old")
    monkeypatch.setattr(refreshing, "replace", while_somebody_deletes)
    call_command("update_index", verbosity=0)
    assert not model.objects.filter(pk=pk).exists()
    assert not Document.objects.filter(number=pk).exists()


@pytest.mark.django_db
def test_a_check_on_a_site_in_use_raises_no_false_alarm(stories, monkeypatch):
    look, published = refreshing.content_type_of, []

    def while_somebody_publishes(model):
        if model is type(stories[0]) and not published:
            published.append(True)
            known = refreshing.digests
            monkeypatch.setattr(refreshing, "digests", lambda keys: publish_after(known(keys)))
        return look(model)

    def publish_after(known):
        if published == [True]:
            published.append(True)
            publish(stories[0], "Harbour")
        return known

    monkeypatch.setattr(refreshing, "content_type_of", while_somebody_publishes)
    assert not find_drift()
    assert len(published) == 2


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_who_publishes_several_stories_at_once_and_a_rebuild_do_not_wait_in_a_circle(stories):
    Document.objects.all().update(digest="old")
    with transaction.atomic():
        publish(stories[4], "Harbour four")
        rebuild = Beside(lambda: call_command("update_index", verbosity=0))
        wait_until(is_waited_for, PATIENCE_SECONDS)
        publish(stories[1], "Harbour one")
    rebuild.end()
    assert titles("harbour") == ["Harbour four", "Harbour one"]
    assert not find_drift()


@on_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["feed", "story"])
def test_who_saves_a_page_and_a_worker_that_indexes_it_do_not_wait_in_a_circle(stories, tree, kind):
    page = {"feed": tree.feed, "story": stories[0]}[kind]
    work = {
        "feed": lambda: index.insert_or_update_object(type(page).objects.get(pk=page.pk)),
        "story": lambda: reindex_stories.func([page.pk]),
    }[kind]
    workers = []

    def between_two_tables(execute, sql, *rest):
        result = execute(sql, *rest)
        if sql.startswith('UPDATE "wagtailcore_page"') and not workers:
            workers.append(Beside(work))
            wait_until(is_waited_for, PATIENCE_SECONDS)
        return result

    page.title = page.draft_title = "Harbour"
    with connection.execute_wrapper(between_two_tables):
        page.save()
    workers[0].end()
    assert "harbour" in Document.objects.get(number=page.pk, names__contains="harbour").names


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_new_words_that_two_have_are_no_reason_to_wait(stories, drain):
    with transaction.atomic():
        publish(stories[0], "Zeppelin")
        # It would wait for the word until this transaction ends, and this one for the story.
        Beside(lambda: publish(stories[1], "Aeroplane and zeppelin")).end()
        publish(stories[2], "Aeroplane")
    drain()
    assert {"aeroplane", "zeppelin"} <= set(Word.objects.values_list("word", flat=True))
    for word in ("aeroplane", "zeppelin"):
        parts = sorted(WordPart.objects.filter(word=word).values_list("part", flat=True))
        assert parts == sorted(noting.letters_of(word)), "each once"


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["harbour", "їжак", "banana", "fee", "𝒜bc", "öäü"])
def test_the_database_takes_words_apart_as_the_speller_does(word):
    noting.note_words([word])
    parts = WordPart.objects.filter(word=word)
    assert sorted(parts.values_list("part", flat=True)) == sorted(noting.letters_of(word))
    assert set(parts.values_list("length", flat=True)) == {len(word)}
