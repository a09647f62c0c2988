"""`manage.py make_archive`: an archive that is as true as one that editors wrote."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, ReferenceIndex

from news.models import ArticlePage
from newsreel.models import Author, Byline, StoryPage, StoryTopic
from search.drift import find_drift
from tests import factories
from video.models import VideoPage

pytestmark = pytest.mark.django_db


def make(stories: int = 30, **options: object) -> None:
    call_command("make_archive", stories=stories, words=60, verbosity=0, **options)


@pytest.fixture
def archive(tree):
    make()
    return tree


def test_the_tree_is_whole_and_every_story_can_be_opened(archive, client):
    assert not any(Page.find_problems())
    assert (ArticlePage.objects.count(), VideoPage.objects.count()) == (29, 1)
    assert {story.get_parent().pk for story in ArticlePage.objects.all()} == {archive.feed.pk}
    for model in (ArticlePage, VideoPage):
        assert client.get(model.objects.published().first().url).status_code == 200


def test_both_indexes_are_as_true_as_if_each_story_had_been_saved(archive):
    assert not find_drift()
    before = set(
        ReferenceIndex.objects.values_list("base_content_type", "object_id", "to_object_id", "model_path")
    )
    call_command("rebuild_references_index", verbosity=0)
    after = set(
        ReferenceIndex.objects.values_list("base_content_type", "object_id", "to_object_id", "model_path")
    )
    assert before == after
    assert after


def test_stories_have_bylines_topics_languages_and_years(archive):
    stories = StoryPage.objects.published()
    assert stories.count() == 30
    assert set(stories.values_list("language", flat=True)) == {"en", "uk"}
    assert len({moment.year for moment in stories.values_list("published_at", flat=True)}) >= 8
    for links in (Byline, StoryTopic):
        linked = links.objects.values_list("story", "published_at")
        assert {pk for pk, _moment in linked} == set(stories.values_list("pk", flat=True))
        assert dict(linked) == dict(stories.values_list("pk", "published_at"))


def test_a_story_is_found_by_its_headline(archive):
    for story in StoryPage.objects.published()[:5]:
        assert story.pk in {found.pk for found in StoryPage.objects.published().search(story.title)[:10]}


def test_the_same_seed_tells_the_same_stories(tree):
    make(8, seed=3)
    first = list(ArticlePage.objects.order_by("path").values_list("title", "standfirst"))
    StoryPage.objects.all().delete()
    make(8, seed=3)
    assert list(ArticlePage.objects.order_by("path").values_list("title", "standfirst")) == first


def test_a_newsroom_with_stories_is_left_alone_unless_told_otherwise(tree):
    factories.article(tree.feed, title="Ours")
    with pytest.raises(CommandError, match="This newsroom has 1 stories"):
        make(2)
    assert not Author.objects.exists()
    make(2, yes=True)
    make(2, yes=True)
    assert StoryPage.objects.count() == 5
    assert not any(Page.find_problems())


@pytest.mark.parametrize("options", [{"stories": 0}, {"stories": -5}, {"stories": 3, "words": 10}])
def test_numbers_that_make_no_archive_are_refused(tree, options):
    with pytest.raises(CommandError, match="at least one story"):
        call_command("make_archive", verbosity=0, **options)
