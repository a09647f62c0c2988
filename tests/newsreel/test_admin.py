"""The newsroom's admin: lists, filters, refusals, and that it asks nobody else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from newsreel.models import Author, EditorialImage, NewsroomSettings, Topic
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
    two = queries_of(desk, url)
    fill(6)
    eight = queries_of(desk, url)
    assert len(eight) <= len(two), eight[-20:]


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
    two = queries_of(desk, url)
    for _ in range(6):
        factories.author()
    assert len(queries_of(desk, url)) <= len(two)


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


def test_the_admin_carries_the_newsrooms_name_and_its_own_look(client, tree):
    newsroom = NewsroomSettings.for_site(Site.objects.get())
    newsroom.name = "The Orryn Courier"
    newsroom.save()
    login = client.get("/admin/login/").content.decode()
    assert "Sign in to The Orryn Courier" in login
    assert "Wagtail</title>" not in login
    client.force_login(factories.user(is_superuser=True))
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert html.count("The Orryn Courier") >= 3
    assert "css/admin.css" in html


def test_the_form_of_a_story_counts_headline_and_standfirst(desk, tree):
    html = desk.get(
        reverse("wagtailadmin_pages:edit", args=[factories.article(tree.feed).pk])
    ).content.decode()
    assert 'data-newsroom-count="45-95"' in html
    assert 'data-newsroom-count="120-220"' in html
    assert "js/admin-counters.js" in html


# --- From the site to the form and back -------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "what", "sees"),
    [
        ("Editors", "article", True),
        ("Editors", "video", False),
        ("Editors", "home", False),
        ("Editors", "author", False),
        ("Producers", "article", False),
        ("Producers", "video", True),
        ("Moderators", "home", True),
        ("Moderators", "author", True),
        ("Moderators", "topic", True),
        ("", "article", False),
    ],
)
def test_the_edit_link_is_shown_to_those_who_may_edit(who, what, sees, client, tree):
    made = {"author": factories.author, "topic": factories.topic}
    if what == "home":
        thing = tree.home
    elif what in made:
        thing = made[what]()
    else:
        thing = factories.article(tree.feed) if what == "article" else factories.video(tree.videos)
    client.force_login(factories.user(who) if who else factories.user())
    html = client.get(thing.url).content.decode()
    space = f"wagtailsnippets_newsreel_{what}" if what in made else "wagtailadmin_pages"
    assert (f'class="edit-link" href="{reverse(f"{space}:edit", args=[thing.pk])}"' in html) is sees


def test_readers_get_the_same_answer_with_or_without_editors_about(client, tree):
    story = factories.article(tree.feed)
    before = client.get(story.url)
    client.force_login(factories.user(is_superuser=True))
    assert "edit-link" in client.get(story.url).content.decode()
    client.logout()
    after = client.get(story.url)
    assert after.content == before.content
    assert "Cookie" not in before.headers.get("Vary", "")


def test_a_forged_session_cookie_shows_no_link(client, tree):
    story = factories.article(tree.feed)
    client.cookies["sessionid"] = "x" * 32
    response = client.get(story.url)
    assert response.status_code == 200
    assert "edit-link" not in response.content.decode()


# --- Copies ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["article", "video", "feed"])
def test_copies_are_never_aliases(what, desk, tree):
    page = {
        "article": lambda: factories.article(tree.feed),
        "video": lambda: factories.video(tree.videos),
        "feed": lambda: tree.feed,
    }[what]()
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert 'name="alias"' not in desk.get(url).content.decode()
    fields = {
        "new_title": "A copy", "new_slug": "a-copy", "new_parent_page": page.get_parent().pk, "alias": "on"
    }  # fmt: skip
    assert desk.post(url, fields).status_code == 302
    copy = Page.objects.get(slug="a-copy")
    assert copy.alias_of is None
    assert not copy.live


# --- Settings ----------------------------------------------------------------------------------------


def test_a_pale_accent_is_refused_in_words_and_a_dark_one_taken(desk, tree):
    site = Site.objects.get()
    url = reverse("wagtailsettings:edit", args=["newsreel", "newsroomsettings", site.pk])
    fields = {"name": "Courier", "social_links-count": "0", "navigation-count": "0"}
    refused = desk.post(url, {**fields, "accent": "#FFD400"})
    assert refused.status_code == 200
    words = str(refused.context["form"].errors["accent"])
    assert "readers need at least 4.5" in words
    assert "darker" in words
    assert "#FFD400" in refused.content.decode()
    assert desk.post(url, {**fields, "accent": "0B5FA5"}).status_code == 200
    assert desk.post(url, {**fields, "accent": "#0B5FA5"}).status_code == 302
    assert "/accent/0B5FA5.css" in desk.get("/").content.decode()
