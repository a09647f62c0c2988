"""What is in use cannot be deleted, and the admin says where it stands."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from newsreel.models import EditorialImage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A superuser at work."""
    client.force_login(factories.user(is_superuser=True))
    return client


@pytest.fixture
def used(tree, drain):
    """Things that stand in a published story."""
    author, topic, image = factories.author(), factories.topic(), factories.image()
    story = factories.article(
        tree.feed, title="It uses them", authors=[author], topics=[topic], lead_image=image
    )
    drain()
    return {"author": author, "topic": topic, "image": image, "story": story}


@pytest.mark.parametrize("name", ["author", "topic", "image"])
def test_what_a_story_uses_cannot_be_deleted_and_the_admin_says_where_it_stands(name, desk, used):
    thing = used[name]
    space = "wagtailimages" if name == "image" else f"wagtailsnippets_newsreel_{name}"
    url = reverse(f"{space}:delete", args=[thing.pk])
    for ask in (desk.get, desk.post):
        response = ask(url)
        assert response.status_code == 409
        assert "It uses them" in response.content.decode()
        assert re.search(r"<h1[^>]*>(?:(?!</h1>).)*Still in use", response.content.decode(), re.DOTALL)
        assert reverse("wagtailadmin_pages:edit", args=[used["story"].pk]) in response.content.decode()
    assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("name", ["author", "topic", "image"])
def test_nor_can_it_be_deleted_among_many(name, desk, used):
    thing, other = used[name], getattr(factories, name)()
    model = type(thing)
    url = reverse("wagtail_bulk_action", args=["newsreel", model._meta.model_name, "delete"])
    response = desk.post(f"{url}?id={thing.pk}&id={other.pk}")
    assert response.status_code == 409
    assert model.objects.filter(pk__in=[thing.pk, other.pk]).count() == 2


@pytest.mark.parametrize("name", ["author", "topic", "image"])
def test_what_nobody_uses_can_be_deleted(name, desk):
    thing = getattr(factories, name)()
    space = "wagtailimages" if name == "image" else f"wagtailsnippets_newsreel_{name}"
    url = reverse(f"{space}:delete", args=[thing.pk])
    assert desk.get(url).status_code == 200
    assert desk.post(url).status_code == 302
    assert not type(thing).objects.filter(pk=thing.pk).exists()


def test_a_story_that_another_names_cannot_be_deleted(desk, tree, drain):
    named = factories.article(tree.feed)
    body = [{"type": "related_story", "value": {"story": named.pk}}]
    factories.article(tree.feed, title="It names it", body=json.dumps(body))
    drain()
    url = reverse("wagtailadmin_pages:delete", args=[named.pk])
    response = desk.post(url)
    assert response.status_code == 409
    assert "It names it" in response.content.decode()
    assert "unpublish it" in response.content.decode()


def test_nor_among_many_pages(desk, tree, drain):
    named = factories.article(tree.feed)
    body = [{"type": "related_story", "value": {"story": named.pk}}]
    factories.article(tree.feed, title="It names it", body=json.dumps(body))
    drain()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = desk.post(f"{url}?id={named.pk}")
    assert response.status_code == 409
    assert Page.objects.filter(pk=named.pk).exists()


def test_a_story_that_nobody_names_can_be_deleted(desk, tree):
    story = factories.article(tree.feed, lead_image=factories.image())
    assert desk.post(reverse("wagtailadmin_pages:delete", args=[story.pk])).status_code == 302
    assert EditorialImage.objects.count() == 1


def test_a_draft_that_somebody_may_not_see_is_counted_and_not_named(client, tree, drain):
    """A producer takes a film away that an editor's draft shows."""
    film = factories.video(tree.videos, live=False)
    factories.article(tree.feed, title="Nobody knows of it", teaser_video=film, live=False)
    known = factories.article(tree.feed, title="It names it", teaser_video=film)
    drain()
    url = reverse("wagtailadmin_pages:delete", args=[film.pk])
    client.force_login(factories.user("Moderators"))
    assert "Nobody knows of it" in client.post(url).content.decode()
    client.force_login(factories.user("Producers"))
    html = client.post(url).content.decode()
    assert "Nobody knows of it" not in html and "1 page that you may not open" in html
    assert f'<a href="{known.url}">It names it</a>' in html
