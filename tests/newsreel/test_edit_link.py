"""The Edit link on public pages: for those who may edit, and for nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def _story(tree):
    return factories.article(parent=tree.feed)


def test_an_editor_finds_the_edit_link_on_the_public_page(client, tree) -> None:
    story = _story(tree)
    client.force_login(factories.user(is_superuser=True))
    assert reverse("wagtailadmin_pages:edit", args=[story.pk]) in client.get(story.url).content.decode()


def test_a_reader_does_not(client, tree) -> None:
    response = client.get(_story(tree).url)
    assert "edit-link" not in response.content.decode()
    assert "Cookie" not in response.headers.get("Vary", "")


def test_someone_logged_in_without_the_right_does_not(client, tree) -> None:
    client.force_login(factories.user())
    assert "edit-link" not in client.get(_story(tree).url).content.decode()
