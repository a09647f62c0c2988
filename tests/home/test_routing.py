"""The short way through the top of the tree leads where Wagtail's own would."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_answers_at_its_address(tree, client):
    about = tree.home.add_child(instance=StandardPage(title="About us", slug="about"))
    team = about.add_child(instance=StandardPage(title="The team", slug="team"))
    assert client.get("/").status_code == 200
    pages = [tree.feed, tree.videos, about, team]
    pages += [factories.article(tree.feed), factories.video(tree.videos)]
    for page in pages:
        response = client.get(page.url)
        assert response.status_code == 200, page.url
        assert page.title in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/nothing/", "/news/nothing/", "/video/nothing/", "/news/a/b/", "/about/nothing/"]
)
def test_addresses_of_nothing_answer_404(tree, client, address):
    tree.home.add_child(instance=StandardPage(title="About us", slug="about"))
    assert client.get(address).status_code == 404


def test_a_story_is_only_found_below_its_own_feed(tree, client):
    story = factories.article(tree.feed)
    assert client.get(f"/video/{story.slug}/").status_code == 404
    assert client.get(f"/{story.slug}/").status_code == 404


@pytest.mark.parametrize("kind", ["article", "video"])
def test_a_private_story_asks_for_a_login(tree, client, kind):
    story = factories.article(tree.feed) if kind == "article" else factories.video(tree.videos)
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    response = client.get(story.url)
    assert response.status_code == 302
    assert "login" in response["Location"]
    client.force_login(factories.user(is_superuser=True))
    assert client.get(story.url).status_code == 200


@pytest.mark.parametrize("slug", ["admin", "search", "topics", "media"])
def test_the_sites_own_addresses_are_refused_as_slugs(tree, admin_client, slug):
    address = f"/admin/pages/add/home/standardpage/{tree.home.pk}/"
    form = {"title": "Any", "slug": slug, "standfirst": "", "body-count": "0", "action-publish": "1"}
    response = admin_client.post(address, form)
    assert response.status_code == 200
    assert "is an address of the site itself" in response.content.decode()
    assert not StandardPage.objects.exists()
