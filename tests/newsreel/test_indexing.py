"""The search index follows what happens to a story, in the same transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsreel.models import Byline, StoryPage
from search.models import Document
from search.query import ReaderQuery
from tests import factories

pytestmark = pytest.mark.django_db


def found(words: str) -> set[int]:
    """What a reader finds now; no task has run."""
    results = StoryPage.objects.published().search(ReaderQuery.parse(words).to_engine())
    return {story.pk for story in results}


@pytest.fixture(params=["article", "video"])
def story(request, tree):
    if request.param == "article":
        return factories.article(tree.feed, title="The lanternfish returns")
    return factories.video(tree.videos, title="The lanternfish returns")


def draft_of(story, **changes: object):
    draft = StoryPage.objects.get(pk=story.pk).specific.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision()


def test_publishing_makes_a_story_found_at_once(tree):
    story = factories.article(tree.feed, title="The lanternfish returns", live=False)
    assert found("lanternfish") == set()
    story.save_revision().publish()
    assert found("lanternfish") == {story.pk}


def test_a_draft_is_not_found_before_it_is_published(story):
    story.save_revision()
    revision = draft_of(story, title="The anglerfish returns")
    assert found("lanternfish") == {story.pk}
    assert found("anglerfish") == set()
    revision.publish()
    assert found("lanternfish") == set()
    assert found("anglerfish") == {story.pk}


def test_unpublishing_takes_a_story_out_at_once(story):
    story.unpublish()
    assert found("lanternfish") == set()


def test_expiry_embargo_and_privacy_need_no_index_at_all(story):
    now = timezone.now()
    for column, moment in (
        ("expire_at", now - timedelta(seconds=1)),
        ("embargo_until", now + timedelta(hours=1)),
    ):
        StoryPage.objects.filter(pk=story.pk).update(**{column: moment})
        assert found("lanternfish") == set()
        StoryPage.objects.filter(pk=story.pk).update(**{column: None})
    assert found("lanternfish") == {story.pk}
    PageViewRestriction.objects.create(page=story.get_parent(), restriction_type="login")
    assert found("lanternfish") == set()


def test_a_moved_story_is_found_at_its_new_address(tree):
    from news.models import NewsFeedPage

    story = factories.article(tree.feed, title="The lanternfish returns", slug="fish")
    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    story.move(opinion, pos="last-child")
    (moved,) = StoryPage.objects.published().search("lanternfish")
    assert moved.url == "/opinion/fish/"


def test_a_changed_byline_is_found_at_once(story):
    story.save_revision()
    author = factories.author(name="Ilsabet Corran")
    draft = StoryPage.objects.get(pk=story.pk).specific.get_latest_revision_as_object()
    draft.bylines = [Byline(author=author)]
    draft.save_revision().publish()
    assert found("corran") == {story.pk}


def test_deleting_a_story_or_its_parent_leaves_nothing_in_the_index(tree, story):
    before = Document.objects.count()
    story.delete()
    assert found("lanternfish") == set()
    assert Document.objects.count() == before - 1
    factories.article(tree.feed, title="The lanternfish again")
    tree.feed.delete()
    assert found("lanternfish") == set()
    assert not Document.objects.filter(title__contains="lanternfish").exists()


def test_a_publication_that_is_rolled_back_leaves_the_index_as_it_was(story):
    story.save_revision()
    revision = draft_of(story, title="The anglerfish returns")
    with pytest.raises(RuntimeError), transaction.atomic():
        revision.publish()
        raise RuntimeError
    assert found("anglerfish") == set()
    assert found("lanternfish") == {story.pk}


def test_a_story_has_one_entry_however_it_is_saved(story, drain):
    drain()
    before = Document.objects.count()
    StoryPage.objects.get(pk=story.pk).save()
    StoryPage.objects.get(pk=story.pk).specific.save()
    assert Document.objects.count() == before
    assert found("lanternfish") == {story.pk}


def test_saving_one_column_indexes_the_row_and_not_the_object(story):
    story.title, story.standfirst = "The anglerfish returns", "Nothing of this is saved: viperfish."
    story.save(update_fields=["title"])
    assert found("anglerfish") == {story.pk}
    assert found("viperfish") == set()


@pytest.mark.parametrize(("kind", "link"), [("author", "authors"), ("topic", "topics")])
def test_a_renamed_author_or_topic_is_found_under_the_new_name_after_its_task(
    tree, kind, link, drain, django_capture_on_commit_callbacks
):
    thing = getattr(factories, kind)(name="Former Name")
    story = factories.article(tree.feed, **{link: [thing]})
    with django_capture_on_commit_callbacks(execute=True):
        thing.name = "Later Osprey"
        thing.save()
    assert found("osprey") == set()
    drain()
    assert found("osprey") == {story.pk}


def test_a_deleted_topic_is_no_longer_found_after_its_task(tree, drain, django_capture_on_commit_callbacks):
    topic = factories.topic(name="Lampreys")
    story = factories.article(tree.feed, topics=[topic])
    drain()
    assert found("lampreys") == {story.pk}
    with django_capture_on_commit_callbacks(execute=True):
        topic.delete()
    drain()
    assert found("lampreys") == set()


def test_saving_an_author_without_a_new_name_queues_nothing(tree, django_capture_on_commit_callbacks):
    author = factories.author()
    factories.article(tree.feed, authors=[author])
    with django_capture_on_commit_callbacks() as callbacks:
        author.bio = "Another bio."
        author.save()
    assert callbacks == []
