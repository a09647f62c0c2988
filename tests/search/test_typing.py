"""Of what begins as an editor types, the newest stories and drafts are found, however much else begins so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from wagtail.models import Page

from news.models import ArticlePage
from newsreel.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_of_what_is_typed_the_newest_come_first_however_they_came_into_the_index(imported, monkeypatch):
    monkeypatch.setattr("search.matching.ranking.MOST_SCORED", 3)
    found = StoryPage.objects.published().autocomplete("stor")
    assert [story.title for story in found[:3]] == ["Story 0", "Story 1", "Story 2"]


def test_typing_finds_old_stories_too(imported):
    found = StoryPage.objects.published().autocomplete("Story 1")
    assert {"Story 1", "Story 10", "Story 11"} <= {story.title for story in found}


@pytest.mark.parametrize("is_live", [True, False])
def test_typing_finds_the_one_that_is_wanted_among_many_newer_ones(imported, monkeypatch, tree, is_live):
    """As an editor's list of drafts: of what begins so, the newest are mostly others."""
    monkeypatch.setattr("search.backends.shared.MOST_CANDIDATES", 12)
    wanted = imported[0] if is_live else factories.article(tree.feed, title="Story", live=False)
    for _number in range(8):
        factories.article(tree.feed, title="Story")
    found = StoryPage.objects.filter(pk=wanted.pk).autocomplete("Stor")
    assert ([story.pk for story in found], found.count()) == ([wanted.pk], 1)


@pytest.mark.parametrize("model", [Page, StoryPage, ArticlePage])
def test_who_types_finds_a_draft_among_many_newer_stories(tree, monkeypatch, model):
    """As an editor who looks for what is not out yet, in an archive where much begins so."""
    monkeypatch.setattr("search.matching.ranking.MOST_SCORED", 4)
    monkeypatch.setattr("search.backends.shared.MOST_CANDIDATES", 24)
    draft = factories.article(tree.feed, title="Quay", live=False)
    for number in range(8):
        factories.article(tree.feed, title=f"Quay and much more {number}")
    for number in range(20):
        factories.article(tree.feed, title="Ferry", age=timedelta(days=31 * (number + 1)))
    assert [page.pk for page in model.objects.all().autocomplete("quay")[:1]] == [draft.pk]


def test_many_drafts_hide_no_story(tree, monkeypatch):
    monkeypatch.setattr("search.matching.ranking.MOST_SCORED", 4)
    story = factories.article(tree.feed, title="Quay")
    for number in range(6):
        factories.article(tree.feed, title=f"A draft on the quay {number}", live=False)
    assert [page.pk for page in Page.objects.all().autocomplete("quay")[:1]] == [story.pk]
