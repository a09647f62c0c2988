"""The index can be checked, mended, rebuilt while it serves, and emptied of what is gone."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from wagtail.search import index

from newsreel.models import StoryPage
from search.drift import find_drift
from search.models import Document, Word
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tree, drain):
    story = factories.article(tree.feed, title="The lanternfish returns")
    call_command("update_index", verbosity=0)
    drain()
    return story


def titles(query: str) -> list[str]:
    return [story.title for story in StoryPage.objects.all().search(query)]


def test_a_true_index_is_said_to_be_true(story, capsys):
    call_command("check_search_index")
    assert "up to date" in capsys.readouterr().out


def test_missing_stale_and_orphaned_entries_are_reported_and_mended(story, tree, capsys):
    other = factories.article(tree.feed, title="The anglerfish stays")
    Document.objects.filter(number=other.pk).delete()
    StoryPage.objects.filter(pk=story.pk).update(title="The viperfish returns")
    gone = Document.objects.get(number=story.pk)
    gone.pk, gone.object_id, gone.number = None, "999999", 999999
    gone.save()
    with pytest.raises(CommandError):
        call_command("check_search_index")
    said = capsys.readouterr().out
    assert "1 missing" in said
    assert "1 stale" in said
    assert "1 left over" in said
    call_command("check_search_index", fix=True)
    assert not find_drift()
    assert titles("viperfish") == ["The viperfish returns"]
    assert titles("anglerfish") == ["The anglerfish stays"]
    assert titles("lanternfish") == []


def test_update_index_keeps_serving_and_drops_what_is_gone(story):
    entry = Document.objects.get(number=story.pk)
    gone = Document.objects.get(number=story.pk)
    gone.pk, gone.object_id, gone.number = None, "999999", 999999
    gone.save()
    call_command("update_index", verbosity=0)
    assert Document.objects.get(number=story.pk).pk == entry.pk
    assert not Document.objects.filter(number=999999).exists()


def test_what_has_not_changed_is_not_written_again(story, django_assert_max_num_queries):
    story = StoryPage.objects.get(pk=story.pk).specific
    index.insert_or_update_object(story)
    before = list(Document.objects.order_by("pk").values_list("pk", "digest"))
    index.insert_or_update_object(story)
    assert list(Document.objects.order_by("pk").values_list("pk", "digest")) == before


def test_words_of_headlines_are_noted(story):
    assert {"lanternfish", "returns"} <= set(Word.objects.values_list("word", flat=True))


def test_a_story_that_goes_with_its_feed_leaves_nothing(story, tree):
    tree.feed.delete()
    assert not Document.objects.filter(number=story.pk).exists()
    assert titles("lanternfish") == []
