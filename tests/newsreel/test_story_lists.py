"""The lists of all articles and videos: what they show, how they are narrowed, what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsreel.models import Author, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A superuser at work."""
    client.force_login(factories.user(is_superuser=True))
    return client


def headlines(response) -> set[str]:
    return {page.title for page in response.context["object_list"]}


def queries_of(client, url: str) -> list[str]:
    """The queries of a second request: what is kept for some seconds is warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"][:120] for query in queries]


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
    two = queries_of(desk, url)
    fill(6)
    eight = queries_of(desk, url)
    assert len(eight) <= len(two), eight[-20:]


def test_a_list_without_a_match_says_so_instead_of_standing_empty(desk, stories):
    assert (
        "No articles match your query."
        in desk.get(reverse("articles:index"), {"q": "zzqxkw"}).content.decode()
    )
    assert "match your query" not in desk.get(reverse("articles:index")).content.decode()
    results = desk.get(reverse("articles:index_results"), {"q": "zzqxkw"})
    assert "No articles match your query." in results.content.decode()
