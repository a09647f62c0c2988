"""The sweep: whatever state hides a story, no public surface shows anything of it; while it is public, all do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from newsreel.models import NewsroomSettings, StoryPage
from tests import factories
from tests.newsreel.surfaces import ARTICLE, MARK, SURFACES, VIDEO, World, build, surfaces_for

pytestmark = pytest.mark.django_db


def _never_published(world: World) -> None:
    StoryPage.objects.filter(pk=world.story.pk).update(live=False, published_at=None, first_published_at=None)


def _scheduled(world: World) -> None:
    _never_published(world)
    draft = world.story.specific_class.objects.get(pk=world.story.pk)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    assert not StoryPage.objects.get(pk=draft.pk).live


def _unpublished(world: World) -> None:
    world.story.specific_class.objects.get(pk=world.story.pk).unpublish()


def _expired(world: World) -> None:
    StoryPage.objects.filter(pk=world.story.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def _embargoed(world: World) -> None:
    StoryPage.objects.filter(pk=world.story.pk).update(embargo_until=timezone.now() + timedelta(hours=1))


def _private(world: World) -> None:
    PageViewRestriction.objects.create(
        page=world.story.page_ptr, restriction_type=PageViewRestriction.PASSWORD, password="tide"
    )


def _for_a_group(world: World) -> None:
    PageViewRestriction.objects.create(page=world.story.page_ptr, restriction_type=PageViewRestriction.GROUPS)


STATES: dict[str, Callable[[World], None]] = {
    "draft": _never_published,
    "scheduled": _scheduled,
    "unpublished": _unpublished,
    "expired": _expired,
    "embargoed": _embargoed,
    "private": _private,
    "for-a-group": _for_a_group,
}


@pytest.fixture(params=[ARTICLE, VIDEO])
def world(request, tree, drain) -> World:
    return build(tree, request.param, drain)


def test_a_public_story_appears_on_every_surface(world, client):
    missing = [surface.name for surface in surfaces_for(world.kind) if not surface.shows(client, world)]
    assert missing == []


@pytest.mark.parametrize("state", STATES)
def test_a_hidden_story_appears_on_no_surface_and_none_breaks(world, state, drain, client):
    STATES[state](world)
    drain()
    cache.clear()
    reader = Client()
    reader.force_login(factories.user())
    found = {surface.name: surface.read(client, world)[0] for surface in surfaces_for(world.kind)}
    assert {name: status for name, status in found.items() if status not in (200, 302, 404, 410)} == {}
    leaks = [
        surface.name
        for surface in surfaces_for(world.kind)
        if surface.shows(client, world) or surface.shows(reader, world)
    ]
    assert leaks == []


def test_the_draft_of_a_public_story_shows_nowhere_either(tree, drain, client):
    world = build(tree, ARTICLE, drain)
    draft = world.story.specific_class.objects.get(pk=world.story.pk)
    draft.title, draft.standfirst = "Hollowgarth is the new headline", "Hollowgarth too"
    draft.body = [("paragraph", "<p>Hollowgarth in the body.</p>")]
    draft.save_revision()
    drain()
    leaks = [
        surface.name for surface in surfaces_for(ARTICLE) if "hollowgarth" in surface.read(client, world)[1]
    ]
    assert leaks == []
    assert client.get("/search/?q=hollowgarth").context["found"].total == 0


@pytest.mark.parametrize("state", STATES)
def test_the_navigation_and_the_policies_name_no_hidden_page(tree, state, client):
    author, topic = factories.author(), factories.topic()
    story = factories.article(tree.feed, title=f"The {MARK}", slug=MARK)
    newsroom = NewsroomSettings.for_site(Site.objects.get(is_default_site=True))
    block = newsroom.navigation.stream_block
    link = {"page": story.pk, "topic": None, "address": "", "title": f"Our {MARK}"}
    raw = [{"type": "link", "value": link, "id": "chosen"}]
    newsroom.navigation = type(newsroom.navigation)(block, raw, is_lazy=True)
    newsroom.about_page = story.page_ptr
    newsroom.save()
    assert client.get("/search/").content.decode().lower().count(MARK) > 2
    STATES[state](World(tree, ARTICLE, story, author, topic, factories.document()))
    cache.clear()
    for address in ("/search/", "/nothing-here/"):
        assert MARK not in client.get(address).content.decode().lower()


def test_every_surface_is_named_once():
    names = [surface.name for surface in SURFACES]
    assert len(names) == len(set(names))
