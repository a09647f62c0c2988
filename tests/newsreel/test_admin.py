"""The newsroom's admin: lists, filters, refusals, and that it asks nobody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Site

from newsreel.models import Author, NewsroomSettings
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A superuser at work."""
    client.force_login(factories.user(is_superuser=True))
    return client


def queries_of(client, url: str) -> list[str]:
    """The queries of a second request: what is kept for some seconds is warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"][:120] for query in queries]


# --- Authors and topics ----------------------------------------------------------------------------


def test_authors_are_listed_with_their_stories_searched_and_filtered(desk, tree, drain):
    writer, silent = factories.author(name="Maren Odell"), factories.author(name="Nobody Yet")
    factories.article(tree.feed, authors=[writer])
    drain()
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


def test_the_admin_speaks_of_the_newsroom_and_announces_nothing_of_its_software(desk, tree):
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Wagtail 8" not in html
    assert "editor-guide" in html
    assert 'data-w-dismissible-id-value="editor-guide"' not in html
