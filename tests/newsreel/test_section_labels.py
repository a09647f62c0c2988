"""The name of a feed on its stories: true after a feed was renamed and after a story moved, and not before."""

from __future__ import annotations

import pytest
from wagtail.models import Revision

from news.models import ArticlePage, NewsFeedPage
from newsreel.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db


def label(story) -> str:
    return StoryPage.objects.get(pk=story.pk).label


@pytest.fixture
def islands(tree):
    return tree.home.add_child(instance=NewsFeedPage(title="Islands", slug="islands"))


@pytest.mark.parametrize("make", [factories.article, factories.video])
def test_a_new_story_carries_the_name_of_its_feed(make, tree):
    parent = tree.feed if make is factories.article else tree.videos
    assert label(make(parent)) == parent.title
    assert label(make(parent, live=False)) == parent.title


def test_a_renamed_feed_is_called_so_on_all_its_stories_drafts_included(tree, islands):
    live, draft, other = (
        factories.article(tree.feed),
        factories.article(tree.feed, live=False),
        factories.article(islands),
    )
    feed = NewsFeedPage.objects.get(pk=tree.feed.pk)
    feed.title = "The Wire"
    feed.save_revision().publish()
    assert [label(story) for story in (live, draft, other)] == ["The Wire", "The Wire", "Islands"]


def test_a_new_name_that_is_only_a_draft_is_not_printed(tree):
    story = factories.article(tree.feed)
    feed = NewsFeedPage.objects.get(pk=tree.feed.pk)
    feed.title = "Perhaps"
    feed.save_revision()
    assert label(story) == "News Feed"


def test_a_moved_story_takes_the_name_and_address_of_its_new_place(tree, islands):
    story = factories.article(tree.feed, slug="vote")
    stays = factories.article(tree.feed)
    story.move(islands, "last-child")
    moved = StoryPage.objects.get(pk=story.pk)
    assert (moved.label, moved.label_url, moved.url) == ("Islands", "/islands/", "/islands/vote/")
    assert label(stays) == "News Feed"


def test_a_copy_is_labelled_by_where_it_stands(tree, islands):
    story = factories.article(tree.feed)
    copy = story.copy(to=islands, update_attrs={"slug": "copy", "title": "Copy"})
    assert label(copy) == "Islands"


def test_publishing_an_old_draft_after_a_move_does_not_bring_the_old_name_back(tree, islands):
    story = factories.article(tree.feed)
    revision = ArticlePage.objects.get(pk=story.pk).save_revision()
    ArticlePage.objects.get(pk=story.pk).move(islands, "last-child")
    Revision.objects.get(pk=revision.pk).publish()
    assert label(story) == "Islands"


def test_publishing_an_old_draft_after_the_feed_was_renamed_does_not_either(tree):
    story = factories.article(tree.feed)
    revision = ArticlePage.objects.get(pk=story.pk).save_revision()
    feed = NewsFeedPage.objects.get(pk=tree.feed.pk)
    feed.title = "The Wire"
    feed.save_revision().publish()
    Revision.objects.get(pk=revision.pk).publish()
    assert label(story) == "The Wire"


def test_renaming_a_feed_costs_the_same_however_many_stories_it_has(tree, django_assert_num_queries):
    from newsreel.section_labels import label_children

    for _ in range(5):
        factories.article(tree.feed)
    tree.feed.title = "The Wire"
    with django_assert_num_queries(1):
        label_children(tree.feed)
    assert set(StoryPage.objects.values_list("section_label", flat=True)) == {"The Wire"}


def test_readers_see_the_new_name_at_once(tree, client):
    story = factories.article(tree.feed)
    feed = NewsFeedPage.objects.get(pk=tree.feed.pk)
    feed.title = "The Wire"
    feed.save_revision().publish()
    assert "The Wire" in client.get(story.url).content.decode()
    assert "The Wire" in client.get("/").content.decode()
