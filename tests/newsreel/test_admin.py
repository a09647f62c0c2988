"""The newsroom's admin: lists, filters, refusals, and that it asks nobody else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsreel.models import Author, EditorialImage, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A superuser at work."""
    client.force_login(factories.user(is_superuser=True))
    return client


def headlines(response) -> set[str]:
    return {page.title for page in response.context["object_list"]}


# --- Lists of stories ------------------------------------------------------------------------------


@pytest.fixture
def stories(tree):
    """One article in each state."""
    author, topic = factories.author(name="Maren Odell"), factories.topic(name="Harbour")
    made = {
        "published": factories.article(tree.feed, title="Published", authors=[author], topics=[topic]),
        "draft": factories.article(tree.feed, title="Draft", live=False),
        "changed": factories.article(tree.feed, title="Changed", story_type="opinion"),
        "scheduled": factories.article(tree.feed, title="Scheduled", live=False),
        "expired": factories.article(tree.feed, title="Expired", live=False),
        "review": factories.article(tree.feed, title="In review", live=False, authors=[author]),
    }
    made["changed"].save_revision()
    made["scheduled"].go_live_at = timezone.now() + timedelta(hours=1)
    made["scheduled"].save_revision().publish()
    type(made["expired"]).objects.filter(pk=made["expired"].pk).update(expired=True)
    made["review"].save_revision(user=factories.user())
    made["review"].get_workflow().start(made["review"], factories.user())
    return made


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("published", {"Published", "Changed"}),
        ("changed", {"Changed"}),
        ("draft", {"Draft", "In review"}),
        ("scheduled", {"Scheduled"}),
        ("expired", {"Expired"}),
        ("review", {"In review"}),
    ],
)
def test_articles_are_filtered_by_state(state, expected, desk, stories):
    response = desk.get(reverse("articles:index"), {"state": state})
    assert headlines(response) == expected


def test_articles_are_filtered_by_author_topic_type_and_picture(desk, stories):
    def found(**query):
        return headlines(desk.get(reverse("articles:index"), query))

    assert found(author=Author.objects.get().pk) == {"Published", "In review"}
    assert found(topic=Topic.objects.get().pk) == {"Published"}
    assert found(story_type=["opinion"]) == {"Changed"}
    stories["draft"].lead_image = factories.image()
    stories["draft"].save()
    assert "Draft" not in found(picture="yes")
    assert "Published" in found(picture="yes")


def test_mine_are_those_i_began_or_edited_last(client, stories):
    me = factories.user(is_superuser=True)
    stories["published"].save_revision(user=me)
    type(stories["draft"]).objects.filter(pk=stories["draft"].pk).update(owner=me)
    client.force_login(me)
    assert headlines(client.get(reverse("articles:index"), {"mine": "yes"})) == {"Published", "Draft"}


def test_filters_and_search_go_together(desk, stories):
    author = Author.objects.get().pk
    response = desk.get(reverse("articles:index"), {"q": "Published", "state": "published", "author": author})
    assert response.status_code == 200
    assert headlines(response) == {"Published"}


def test_the_list_shows_byline_last_editor_and_missing_picture(desk, stories):
    editor = factories.user(first_name="Ilse", last_name="Tamm")
    stories["published"].save_revision(user=editor)
    html = desk.get(reverse("articles:index")).content.decode()
    for words in ("Maren Odell", "Ilse Tamm", "missing", "Opinion"):
        assert words in html


@pytest.mark.parametrize("name", ["articles", "videos"])
def test_the_list_costs_the_same_with_more_stories(name, desk, tree):
    make, parent = (factories.article, tree.feed) if name == "articles" else (factories.video, tree.videos)
    url = reverse(f"{name}:index")

    def fill(number):
        for _ in range(number):
            story = make(parent, authors=[factories.author()], topics=[factories.topic()])
            story.save_revision(user=factories.user())

    fill(2)
    desk.get(url)
    with CaptureQueriesContext(
        connection,
    ) as two:
        assert desk.get(url).status_code == 200
    fill(6)
    with CaptureQueriesContext(connection) as eight:
        assert desk.get(url).status_code == 200
    assert len(eight) <= len(two), [query["sql"][:120] for query in eight][-20:]


# --- Authors and topics ----------------------------------------------------------------------------


def test_authors_are_listed_with_their_stories_searched_and_filtered(desk, tree):
    writer, silent = factories.author(name="Maren Odell"), factories.author(name="Nobody Yet")
    factories.article(tree.feed, authors=[writer])
    url = reverse("wagtailsnippets_newsreel_author:list")
    assert {author.story_count for author in desk.get(url).context["object_list"]} == {0, 1}
    assert [author.name for author in desk.get(url, {"q": "odell"}).context["object_list"]] == ["Maren Odell"]
    shown = desk.get(url, {"has_stories": "false", "q": "no"}).context["object_list"]
    assert list(shown) == [silent]
    assert len(desk.get(url, {"lacks_portrait": "true"}).context["object_list"]) == 2


def test_an_author_is_made_with_a_slug_of_their_own(desk):
    data = {"name": "Олена Коваль", "slug": "", "job_title": "", "bio": "", "portrait": "", "email": ""}
    response = desk.post(reverse("wagtailsnippets_newsreel_author:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    assert Author.objects.get().slug == "olena-koval"


def test_the_lists_of_authors_cost_the_same_with_more(desk):
    url = reverse("wagtailsnippets_newsreel_author:list")
    for _ in range(2):
        factories.author()
    desk.get(url)
    with CaptureQueriesContext(connection) as two:
        desk.get(url)
    for _ in range(6):
        factories.author()
    with CaptureQueriesContext(connection) as eight:
        desk.get(url)
    assert len(eight) <= len(two)


@pytest.mark.parametrize("name", ["author", "topic"])
def test_each_snippet_has_a_form_a_preview_and_a_list_of_uses(name, desk):
    made = getattr(factories, name)()
    for view in ("edit", "usage", "history", "preview_on_edit"):
        url = reverse(f"wagtailsnippets_newsreel_{name}:{view}", args=[made.pk])
        assert desk.get(url).status_code == 200, view


# --- What is in use stays --------------------------------------------------------------------------


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


def test_a_story_that_nobody_names_can_be_deleted(desk, tree):
    story = factories.article(tree.feed, lead_image=factories.image())
    assert desk.post(reverse("wagtailadmin_pages:delete", args=[story.pk])).status_code == 302
    assert EditorialImage.objects.count() == 1


# --- It asks nobody else ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_account", "articles:index"])
def test_the_admin_names_no_third_party(name, desk, tree):
    factories.article(tree.feed).save_revision(user=factories.user())
    html = desk.get(reverse(name)).content.decode()
    for host in ("gravatar.com", "releases.wagtail.io", "googleapis", 'data-controller="w-upgrade"'):
        assert host not in html
