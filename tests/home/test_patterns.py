"""The pattern page."""

from __future__ import annotations

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_pattern_page_shows_components_to_people_of_the_newsroom_only(tree, client):
    story = factories.article(tree.feed, lead_image=factories.image(), authors=[factories.author()])
    assert client.get("/admin/patterns/").status_code == 302
    client.force_login(factories.user(is_superuser=True))
    response = client.get("/admin/patterns/")
    assert response.status_code == 200
    assert story.title in response.content.decode()


def test_the_pattern_page_of_an_empty_newsroom_renders(tree, client):
    client.force_login(factories.user(is_superuser=True))
    assert client.get("/admin/patterns/").status_code == 200
