"""The index says what the newsroom says, from the very transaction in which that changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from newsreel.models import StoryPage
from search.drift import find_drift
from search.engines import engine
from search.models import Document
from search.query import ReaderQuery
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tree):
    return factories.article(tree.feed, title="The lanternfish returns")


def titles(query: str = "lanternfish") -> list[str]:
    ids = engine().search_stories(ReaderQuery.parse(query), size=50).ids
    names = dict(StoryPage.objects.filter(pk__in=ids).values_list("pk", "title"))
    return [names[pk] for pk in ids]


def suggested(typed: str = "lanternf") -> list[str]:
    return [one.text for one in engine().suggest(typed)]


class Undo(Exception):
    """Takes a transaction back."""


def test_what_is_published_is_found_before_its_transaction_ends(tree):
    with pytest.raises(Undo), transaction.atomic():
        factories.article(tree.feed, title="The lanternfish returns")
        assert titles() == ["The lanternfish returns"]
        assert suggested() == ["The lanternfish returns"]
        raise Undo
    assert titles() == []
    assert suggested() == []
    assert not Document.objects.filter(names__contains="lanternfish").exists()


def test_a_publication_taken_back_leaves_the_old_words(story):
    with pytest.raises(Undo), transaction.atomic():
        story.title = "The viperfish returns"
        story.save_revision().publish()
        assert titles("viperfish") == ["The viperfish returns"]
        raise Undo
    assert titles("viperfish") == []
    assert titles() == ["The lanternfish returns"]


def test_a_draft_changes_nothing_until_it_is_published(story):
    story.title = "The viperfish returns"
    revision = story.save_revision()
    assert (titles("viperfish"), titles()) == ([], ["The lanternfish returns"])
    revision.publish()
    assert (titles("viperfish"), titles()) == (["The viperfish returns"], [])


def test_what_is_unpublished_is_gone_and_comes_back(story):
    story.unpublish()
    assert (titles(), suggested()) == ([], [])
    story.refresh_from_db()
    story.save_revision().publish()
    assert titles() == ["The lanternfish returns"]


def test_what_is_deleted_is_gone_with_its_entry(story):
    pk = story.pk
    story.delete()
    assert titles() == []
    assert not Document.objects.filter(number=pk).exists()


@pytest.mark.parametrize("field", ["expire_at", "embargo_until"])
def test_expiry_and_embargo_need_no_index(story, field):
    hour = timedelta(hours=1)
    hidden, seen = (-hour, hour) if field == "expire_at" else (hour, -hour)
    StoryPage.objects.filter(pk=story.pk).update(**{field: timezone.now() + hidden})
    assert (titles(), suggested()) == ([], [])
    StoryPage.objects.filter(pk=story.pk).update(**{field: timezone.now() + seen})
    assert titles() == ["The lanternfish returns"]


def test_a_private_section_hides_its_stories_at_once_and_shows_them_again(story, tree):
    restriction = PageViewRestriction.objects.create(page=tree.feed, restriction_type="login")
    assert (titles(), suggested()) == ([], [])
    restriction.delete()
    assert titles() == ["The lanternfish returns"]


def test_a_story_that_is_moved_into_a_private_section_is_hidden(story, tree):
    from news.models import NewsFeedPage

    inside = tree.home.add_child(instance=NewsFeedPage(title="Members", slug="members"))
    PageViewRestriction.objects.create(page=inside, restriction_type="login")
    story.move(NewsFeedPage.objects.get(pk=inside.pk), "last-child")
    assert titles() == []
    StoryPage.objects.get(pk=story.pk).specific.move(NewsFeedPage.objects.get(pk=tree.feed.pk), "last-child")
    assert titles() == ["The lanternfish returns"]


def test_a_story_that_is_moved_or_renamed_is_found_at_its_new_address(story, tree, client):
    from news.models import NewsFeedPage

    other = tree.home.add_child(instance=NewsFeedPage(title="Nature", slug="nature"))
    story.move(other, "last-child")
    story = StoryPage.objects.get(pk=story.pk).specific
    story.slug = "glowing-fish"
    story.save_revision().publish()
    page = client.get("/search/?q=lanternfish").content.decode()
    assert 'href="/nature/glowing-fish/"' in page
    assert engine().suggest("lanternf")[0].url == "/nature/glowing-fish/"


def test_a_renamed_author_is_found_by_the_new_name_in_stories(
    tree, drain, django_capture_on_commit_callbacks
):
    author = factories.author(name="Ilsabet Corran")
    factories.article(tree.feed, title="The lanternfish returns", authors=[author])
    drain()
    author.name = "Ilsabet Winterbourne"
    with django_capture_on_commit_callbacks(execute=True):
        author.save()
    drain()
    assert titles("winterbourne") == ["The lanternfish returns"]
    for typed in ("winterb", "ilsabet corr"):
        for pages in (Page.objects.all(), StoryPage.objects.all()):
            assert [page.title for page in pages.autocomplete(typed)] == ["The lanternfish returns"], typed
    assert engine().names(ReaderQuery.parse("winterbourne")).authors == (author.pk,)


def test_bylines_and_topics_count_from_the_publication_on(story):
    from newsreel.models import Byline, StoryTopic

    author, topic = factories.author(name="Davit Hallorn"), factories.topic(name="Fisheries")
    story.bylines.add(Byline(author=author, printed_name=author.name))
    story.story_topics.add(StoryTopic(topic=topic))
    story.save_revision().publish()
    facets = engine().search_stories(ReaderQuery.parse("lanternfish")).facets
    assert (facets.authors, facets.topics) == ({author.pk: 1}, {topic.pk: 1})
    assert titles("hallorn fisheries") == ["The lanternfish returns"]


def test_after_everything_nothing_has_drifted(story, tree, drain):
    call_command("update_index", verbosity=0)
    story.title = "The viperfish returns"
    story.save_revision().publish()
    gone = factories.article(tree.feed, title="Another fish")
    drain()
    gone.delete()
    factories.article(tree.feed, title="A third fish").unpublish()
    drain()
    drift = find_drift()
    assert not drift, drift
