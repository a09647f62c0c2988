"""Traps that were found by experiment (docs/decisions, design section 8), each kept shut by a test."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, models
from django.test.utils import isolate_apps
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage
from newsreel import checks, scheduler
from newsreel.models import Byline, Correction, EditorialDocument, StoryPage, StoryTopic
from newsreel.models.stories import PAGE_FACTS
from tests import factories
from tests.news.bodies import every_block
from video.models import VideoPage

# --- 1: the first migration ---------------------------------------------------------------------------


def test_the_user_comes_first_and_alone():
    """One combined initial migration would end in a circular dependency with Wagtail's."""
    users = import_module("newsreel.migrations.0001_users").Migration
    assert [app for app, _name in users.dependencies] == ["auth"]
    assert [operation.name for operation in users.operations] == ["User"]
    later = import_module("newsreel.migrations.0002_initial").Migration
    assert ("newsreel", "0001_users") in later.dependencies


# --- 2: drafts whose targets are gone -----------------------------------------------------------------


def test_every_foreign_key_of_ours_lets_its_target_go():
    assert checks.check_foreign_keys(None) == []


@pytest.mark.parametrize(
    ("kwargs", "is_wrong"),
    [
        ({"null": True, "on_delete": models.SET_NULL}, False),
        ({"null": True, "on_delete": models.PROTECT}, True),
        ({"null": True, "on_delete": models.CASCADE}, True),
        ({"on_delete": models.CASCADE}, True),
    ],
)
@isolate_apps("newsreel")
def test_the_check_names_a_foreign_key_that_would_break_drafts(kwargs, is_wrong, monkeypatch):
    class Risky(Page):
        topic = models.ForeignKey("newsreel.Topic", related_name="+", **kwargs)

        class Meta:
            app_label = "newsreel"

    monkeypatch.setattr(checks, "_models", lambda label: [Risky] if label == "newsreel" else [])
    errors = checks.check_foreign_keys(None)
    assert bool(errors) is is_wrong
    if is_wrong:
        assert "newsreel.Risky.topic" in errors[0].msg
        assert errors[0].id == "newsreel.E001"


@pytest.fixture
def draft(tree, drain):
    """A draft that points to one of everything, in its fields and in every block."""
    author, topic = factories.author(), factories.topic()
    video = factories.video(tree.videos)
    story = factories.article(tree.feed, live=False, authors=[author], topics=[topic])
    story.lead_image, story.social_image = factories.image(), factories.image()
    story.teaser_video = video
    body = every_block(tree)
    story.body = json.dumps([{"type": name, "value": value} for name, value in body.items()])
    story.save_revision()
    images = type(story.lead_image).objects.exclude(pk__in=[story.lead_image_id, story.social_image_id])
    related = StoryPage.objects.get(title="The story that is related to another")
    strip = StoryPage.objects.get(title="The video that is shown in a story")
    targets = {
        "author": author,
        "topic": topic,
        "lead picture": story.lead_image,
        "picture for sharing": story.social_image,
        "picture in the body": images.last(),
        "video teaser": video,
        "story in the body": related,
        "video in the body": strip,
    }
    targets["document"] = EditorialDocument.objects.first() or factories.document()
    drain()
    return story, targets


TARGETS = (
    "author", "topic", "lead picture", "picture for sharing", "picture in the body", "video teaser",
    "story in the body", "video in the body", "document",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("target", TARGETS)
def test_a_draft_whose_target_was_deleted_opens_previews_and_goes_out(target, draft, client):
    story, targets = draft
    thing = targets[target]
    (thing.specific if isinstance(thing, Page) else thing).delete()
    client.force_login(factories.user(is_superuser=True))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).status_code == 200
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[story.pk]))
    assert preview.status_code == 200
    ArticlePage.objects.get(pk=story.pk).get_latest_revision().publish()
    story.refresh_from_db()
    assert story.live
    client.logout()
    assert client.get(story.url).status_code == 200
    assert client.get("/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["file", "poster", "author"])
def test_so_does_a_video(target, tree, client):
    author = factories.author()
    video = factories.playable_video(tree.videos, live=False, authors=[author])
    revision = video.save_revision()
    {"file": video.file, "poster": video.lead_image, "author": author}[target].delete()
    client.force_login(factories.user(is_superuser=True))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[video.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[video.pk])).status_code == 200
    type(revision).objects.get(pk=revision.pk).publish()
    client.logout()
    assert client.get(VideoPage.objects.get(pk=video.pk).url).status_code == 200


# --- 4: facts of the live page ------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_scheduled_version_and_a_later_draft_leave_the_facts_of_the_page(tree):
    """Schedule A, write draft B, let A go out, publish B: neither revision knew when the story was published."""
    story = factories.article(tree.feed, title="First version of the story", live=False)
    version_a = story.get_latest_revision_as_object()
    version_a.go_live_at = timezone.now() + timedelta(minutes=10)
    version_a.save_revision().publish()
    draft_b = ArticlePage.objects.get(pk=story.pk).get_latest_revision_as_object()
    draft_b.go_live_at = None
    draft_b.title = "Second version of the story"
    revision_b = draft_b.save_revision()
    assert draft_b.published_at is None

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=True):
        scheduler.tick()
        live = ArticlePage.objects.get(pk=story.pk)
        assert live.live
        assert live.title == "First version of the story"
        went_out = live.published_at
        assert went_out is not None
        facts = {
            name: getattr(live, name) for name in PAGE_FACTS if name not in ("updated_at", "reading_time")
        }
        restored = live.get_latest_revision_as_object()
        assert {name: getattr(restored, name) for name in facts} == facts
        type(revision_b).objects.get(pk=revision_b.pk).publish()
    live.refresh_from_db()
    assert live.title == "Second version of the story"
    assert {name: getattr(live, name) for name in facts} == facts


# --- 5: names of page children -------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_correction_keeps_its_name_over_revisions_while_its_key_changes(tree):
    story = factories.article(tree.feed)
    story.corrections = [Correction(text="It was sixteen.")]
    story.save()
    name = story.corrections.get().uuid
    for _ in range(2):
        later = ArticlePage.objects.get(pk=story.pk).get_latest_revision_as_object()
        later.title += " again"
        later.save_revision().publish()
    assert ArticlePage.objects.get(pk=story.pk).corrections.get().uuid == name


@pytest.mark.django_db
def test_copies_of_stories_and_their_children_can_be_made_and_published(tree):
    author, topic = factories.author(), factories.topic()
    story = factories.article(tree.feed, authors=[author], topics=[topic])
    story.corrections = [Correction(text="It was sixteen.")]
    story.save()
    video = factories.playable_video(tree.videos, authors=[author])
    for page in (story, video):
        copy = page.copy(update_attrs={"slug": f"{page.slug}-copy"})
        copy.save_revision().publish()
        assert type(page).objects.get(pk=copy.pk).byline_text == author.name


# --- 7: readers never wait for writers ------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite has one writer at a time")
def test_every_public_page_answers_while_another_connection_writes(tree, client):
    author, topic = factories.author(), factories.topic()
    story = factories.article(tree.feed, authors=[author], topics=[topic])
    video = factories.video(tree.videos)
    addresses = [
        "/", tree.feed.url, f"{tree.feed.url}rss/", story.url, tree.videos.url, video.url, author.url, topic.url,
        "/search/?q=council", "/sitemap.xml",
    ]  # fmt: skip
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=1)
    try:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE newsreel_topic SET name = 'Being written'")
        for address in addresses:
            started = time.monotonic()
            response = client.get(address)
            assert response.status_code == 200, address
            assert time.monotonic() - started < 5, address
            assert b"Being written" not in response.content
    finally:
        writer.execute("ROLLBACK")
        writer.close()


# --- 8: what a filtered search may ask for -----------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "condition",
    [
        {"expire_at__isnull": True},
        {"published_at__lte": timezone.now()},
        {"embargo_until__isnull": True},
        {"kind": "article"},
        {"story_type": "news"},
        {"language": "en"},
    ],
    ids=lambda condition: next(iter(condition)),
)
def test_a_search_can_be_narrowed_by_what_lists_are_narrowed_by(condition, tree):
    story = factories.article(tree.feed, title="The quillmarrow inquiry")
    found = StoryPage.objects.published().filter(**condition).search("quillmarrow")
    assert [page.pk for page in found] == [story.pk]


# --- The copies of the time of publication ---------------------------------------------------------------


@pytest.mark.django_db
def test_bylines_and_topics_carry_the_time_of_their_story(tree):
    """Lists of authors and topics start at an index over these rows."""
    story = factories.article(tree.feed, live=False, authors=[factories.author()], topics=[factories.topic()])
    for children in (Byline, StoryTopic):
        assert children.objects.get().published_at is None
    story.save_revision().publish()
    story.refresh_from_db()
    for children in (Byline, StoryTopic):
        assert children.objects.get().published_at == story.published_at


@pytest.mark.django_db
def test_what_is_kept_for_readers_is_forgotten_when_the_settings_change(client, tree):
    from wagtail.models import Site

    from newsreel.models import NewsroomSettings

    client.get("/")
    newsroom = NewsroomSettings.for_site(Site.objects.get())
    newsroom.name = "The Orryn Courier"
    newsroom.save()
    assert "The Orryn Courier" in client.get("/").content.decode()
    cache.clear()
