"""Who may do what in the admin: the groups of the migration, tried on every address that matters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import StandardPage
from news.models import ArticlePage, NewsFeedPage
from tests import factories
from video.models import VideoFile, VideoPage

pytestmark = pytest.mark.django_db

WHO = ("anonymous", "editor", "producer", "moderator", "superuser")
EVERYONE = {"editor", "producer", "moderator", "superuser"}
DESK = {"moderator", "superuser"}


@pytest.fixture
def people():
    return {
        "editor": factories.user("Editors"),
        "producer": factories.user("Producers"),
        "moderator": factories.user("Moderators"),
        "superuser": factories.user(is_superuser=True),
    }


@pytest.fixture
def things(tree):
    """One of each, by the names that the table of addresses uses."""
    return {
        "feed": tree.feed,
        "videos": tree.videos,
        "home": tree.home,
        "article": factories.article(tree.feed),
        "video": factories.video(tree.videos),
        "standard": tree.home.add_child(instance=StandardPage(title="About", slug="about")),
        "author": factories.author(),
        "topic": factories.topic(),
        "image": factories.image(),
        "file": VideoFile.objects.create(title="Clip", file=ContentFile(b"0", name="clip.mp4")),
    }


def edit(name):
    return lambda things: reverse("wagtailadmin_pages:edit", args=[things[name].pk])


def add(app, model, parent):
    return lambda things: reverse("wagtailadmin_pages:add", args=[app, model, things[parent].pk])


def at(name, *keys):
    return lambda things: reverse(name, args=[things[key].pk for key in keys])


ADDRESSES = {
    "dashboard": (at("wagtailadmin_home"), EVERYONE),
    "article list": (at("articles:index"), EVERYONE),
    "video list": (at("videos:index"), EVERYONE),
    "corrections": (lambda things: "/admin/corrections/", EVERYONE),
    "write an article": (add("news", "articlepage", "feed"), {"editor"} | DESK),
    "edit an article": (edit("article"), {"editor"} | DESK),
    "make a video": (add("video", "videopage", "videos"), {"producer"} | DESK),
    "edit a video": (edit("video"), {"producer"} | DESK),
    "edit the front page": (edit("home"), DESK),
    "edit a standard page": (edit("standard"), DESK),
    "make a standard page": (add("home", "standardpage", "home"), DESK),
    "make a feed": (add("news", "newsfeedpage", "home"), DESK),
    "unpublish an article": (at("wagtailadmin_pages:unpublish", "article"), DESK),
    "move an article": (at("wagtailadmin_pages:move", "article"), DESK),
    "authors": (at("wagtailsnippets_newsreel_author:list"), DESK),
    "add an author": (at("wagtailsnippets_newsreel_author:add"), DESK),
    "edit an author": (at("wagtailsnippets_newsreel_author:edit", "author"), DESK),
    "delete an author": (at("wagtailsnippets_newsreel_author:delete", "author"), DESK),
    "add a topic": (at("wagtailsnippets_newsreel_topic:add"), DESK),
    "edit a topic": (at("wagtailsnippets_newsreel_topic:edit", "topic"), DESK),
    "choose an author": (at("wagtailsnippetchoosers_newsreel_author:choose"), EVERYONE),
    "choose a topic": (at("wagtailsnippetchoosers_newsreel_topic:choose"), EVERYONE),
    "settings": (
        lambda things: reverse("wagtailsettings:edit", args=["newsreel", "newsroomsettings", 1]),
        DESK,
    ),
    "images": (at("wagtailimages:index"), EVERYONE),
    "upload images": (at("wagtailimages:add_multiple"), EVERYONE),
    "choose an image": (at("wagtailimages_chooser:choose"), EVERYONE),
    "edit another's image": (at("wagtailimages:edit", "image"), DESK),
    "upload documents": (at("wagtaildocs:add_multiple"), EVERYONE),
    "video files": (at("video_files:index"), {"producer"} | DESK),
    "upload a video file": (at("video_files:add"), {"producer"} | DESK),
    "edit a video file": (at("video_files:edit", "file"), {"producer"} | DESK),
    "redirects": (at("wagtailredirects:index"), DESK),
    "users": (at("wagtailusers_users:index"), {"superuser"}),
    "groups": (at("wagtailusers_groups:index"), {"superuser"}),
    "sites": (at("wagtailsites:index"), {"superuser"}),
    "workflows": (at("wagtailadmin_workflows:index"), {"superuser"}),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_group_opens_what_it_needs_and_nothing_else(name, client, people, things):
    address, allowed = ADDRESSES[name]
    if name == "settings":
        from wagtail.models import Site

        url = reverse("wagtailsettings:edit", args=["newsreel", "newsroomsettings", Site.objects.get().pk])
    else:
        url = address(things)
    found = {}
    for who in WHO:
        client.logout()
        if who != "anonymous":
            client.force_login(people[who])
        found[who] = client.get(url).status_code
    opened = {who for who, status in found.items() if status == 200}
    assert opened == allowed, found
    assert found["anonymous"] == 302


def test_an_editor_cannot_see_the_publish_button_and_a_moderator_can(client, people, things):
    url = reverse("wagtailadmin_pages:edit", args=[things["article"].pk])
    client.force_login(people["editor"])
    html = client.get(url).content.decode()
    assert 'name="action-publish"' not in html
    assert 'name="action-submit"' in html
    client.force_login(people["moderator"])
    assert 'name="action-publish"' in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("who", "page", "may_edit", "may_publish"),
    [
        ("editor", "article", True, False),
        ("editor", "feed", True, False),
        ("editor", "video", False, False),
        ("editor", "videos", False, False),
        ("editor", "home", False, False),
        ("editor", "standard", False, False),
        ("producer", "video", True, False),
        ("producer", "videos", True, False),
        ("producer", "article", False, False),
        ("producer", "feed", False, False),
        ("producer", "home", False, False),
        ("moderator", "article", True, True),
        ("moderator", "video", True, True),
        ("moderator", "home", True, True),
        ("moderator", "standard", True, True),
        ("superuser", "home", True, True),
    ],
)
def test_rights_on_pages(who, page, may_edit, may_publish, people, things):
    rights = things[page].permissions_for_user(people[who])
    assert rights.can_edit() is may_edit
    assert rights.can_publish() is may_publish
    assert rights.can_unpublish() is (may_publish and page in ("article", "video", "standard", "home"))


def test_a_forged_publication_by_an_editor_stays_a_draft(client, people, tree):
    story = factories.article(tree.feed, live=False, authors=[factories.author()])
    story.save_revision()
    client.force_login(people["editor"])
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    children = {name: inline_formset([]) for name in ("bylines", "story_topics", "corrections", "comments")}
    fields = {"title": "Forged", "slug": story.slug, "story_type": "news", "language": "en", **children}
    response = client.post(
        url, {**nested_form_data({**fields, "body": streamfield([])}), "action-publish": "1"}
    )
    assert response.status_code in (200, 302)
    story.refresh_from_db()
    assert not story.live
    assert not ArticlePage.objects.published().filter(pk=story.pk).exists()


def test_a_new_feed_is_opened_to_editors_and_to_nobody_else(people, tree):
    feed = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    story = factories.article(feed)
    assert story.permissions_for_user(people["editor"]).can_edit()
    assert not story.permissions_for_user(people["editor"]).can_publish()
    assert not story.permissions_for_user(people["producer"]).can_edit()
    before = GroupPagePermission.objects.count()
    feed.title = "Opinions"
    feed.save()
    assert GroupPagePermission.objects.count() == before


def test_a_feed_can_be_made_after_an_administrator_removed_the_group(tree):
    Group.objects.filter(name="Editors").delete()
    assert tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion")).pk


def test_what_an_editor_submits_waits_for_a_moderator(client, people, tree):
    story = factories.article(tree.feed, live=False, authors=[factories.author()])
    story.save_revision(user=people["editor"])
    state = story.get_workflow().start(story, people["editor"])
    task = state.current_task_state.task.specific
    assert not task.user_can_access_editor(story, people["producer"])
    assert [action[0] for action in task.get_actions(story, people["editor"])] == []
    assert "approve" in [action[0] for action in task.get_actions(story, people["moderator"])]
    state.current_task_state.approve(user=people["moderator"])
    story.refresh_from_db()
    assert story.live


def test_videos_go_through_the_same_review(tree):
    video = factories.video(tree.videos, live=False)
    assert video.get_workflow() == Workflow.objects.get(name="Moderators approval")
    assert [group.name for group in video.get_workflow().tasks[0].specific.groups.all()] == ["Moderators"]


def test_an_editor_edits_the_image_that_is_theirs(client, people):
    own = factories.image(uploaded_by_user=people["editor"])
    client.force_login(people["editor"])
    assert client.get(reverse("wagtailimages:edit", args=[own.pk])).status_code == 200


@pytest.mark.parametrize("who", ["editor", "producer"])
def test_nobody_but_moderators_can_schedule(who, people, tree):
    page = factories.article(tree.feed) if who == "editor" else factories.video(tree.videos)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    assert not page.permissions_for_user(people[who]).can_publish()


@pytest.mark.parametrize(
    ("model", "parents"),
    [
        (ArticlePage, ["news.NewsFeedPage"]),
        (VideoPage, ["video.VideoIndexPage"]),
        (NewsFeedPage, ["home.HomePage"]),
        (StandardPage, ["home.HomePage", "home.StandardPage"]),
    ],
)
def test_page_types_stand_only_where_they_belong(model, parents):
    assert [parent._meta.label for parent in model.allowed_parent_page_models()] == parents


def test_the_front_page_is_one_and_takes_no_stories(tree):
    from home.models import HomePage
    from newsreel.models import StoryPage

    assert not HomePage.can_create_at(tree.home)
    assert not HomePage.can_create_at(tree.home.get_parent())
    assert not ArticlePage.can_create_at(tree.home)
    assert not VideoPage.can_create_at(tree.feed)
    assert not ArticlePage.can_create_at(tree.videos)
    assert not StoryPage.can_create_at(tree.feed)
