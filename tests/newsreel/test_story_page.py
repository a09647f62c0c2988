"""The life of a story: what becomes public when, and what a revision may not overwrite."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from news.models import ArticlePage
from newsreel.models import Byline, StoryPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_published_story_is_public_and_carries_its_card_facts(tree):
    story = factories.article(tree.feed, authors=[factories.author(name="Neva Strand")])
    found = StoryPage.objects.published().get()
    assert found.pk == story.pk
    assert (found.kind, found.section_label) == ("article", "News Feed")
    assert found.byline_text == "Neva Strand"
    assert found.bylines.get().published_at == found.published_at


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
        {"embargo_until": timezone.now() + timedelta(hours=1)},
    ],
    ids=["draft", "expired", "embargoed"],
)
def test_what_is_not_published_is_in_no_list_and_answers_404(tree, client, fields):
    story = factories.article(tree.feed, **fields)
    assert not StoryPage.objects.published().exists()
    assert client.get(story.url or f"/news/{story.slug}/").status_code == 404


def test_publishing_a_later_draft_keeps_the_first_time_of_publication(tree):
    story = factories.article(tree.feed, live=False)
    story.save_revision().publish()
    story.refresh_from_db()
    first = story.published_at
    assert first is not None
    draft = story.get_latest_revision_as_object()
    draft.title = "A later headline for the same story"
    draft.save_revision().publish()
    story.refresh_from_db()
    assert story.title == "A later headline for the same story"
    assert story.published_at == first
    assert story.updated_at is None


@pytest.mark.parametrize("days", [None, 1, 6], ids=["lifted", "shortened", "prolonged"])
def test_an_embargo_can_be_moved_while_it_holds(tree, days):
    now = timezone.now()
    story = factories.article(
        tree.feed, live=False, authors=[factories.author()], embargo_until=now + timedelta(days=3)
    )
    story.save_revision().publish()
    story = ArticlePage.objects.get(pk=story.pk)
    draft = story.get_latest_revision_as_object()
    draft.embargo_until = now + timedelta(days=days) if days else None
    draft.full_clean()
    revision = draft.save_revision()
    story.refresh_from_db()
    assert story.published_at == Byline.objects.get().published_at == now + timedelta(days=3)
    revision.publish()
    story.refresh_from_db()
    assert story.published_at == Byline.objects.get().published_at
    assert story.is_published() is (days is None)
    with time_machine.travel(now + timedelta(days=days or 0, minutes=1)):
        assert StoryPage.objects.published().exists()
        assert story.updated_at is None


def test_the_address_that_readers_share_is_the_canonical_one(tree, client, settings):
    settings.NEWSREEL_ORIGIN = "https://news.example.org"
    Site.objects.update(hostname="old.example.org", port=8080)
    story = factories.article(tree.feed)
    html = client.get(story.url).content.decode()
    assert f'data-copy="https://news.example.org{story.url}"' in html
    assert "old.example.org" not in html
