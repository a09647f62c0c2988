"""What stands around every page follows the settings, the pages and the topics at once, and names nothing hidden."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from newsreel.chrome import load_chrome, surroundings
from newsreel.models import NewsroomSettings
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(tree) -> NewsroomSettings:
    settings = NewsroomSettings.for_site(Site.objects.get())
    settings.name = "The Serrin Post"
    settings.save()
    return settings


@pytest.fixture
def story(tree):
    return factories.article(tree.feed, title="Our promise to readers", slug="promise")


def link(newsroom: NewsroomSettings, *links: dict[str, object]) -> None:
    """Put these links into the navigation."""
    newsroom.navigation = json.dumps([{"type": "link", "value": value} for value in links])
    newsroom.save()


def titles() -> list[str]:
    return [entry.title for entry in load_chrome().navigation]


def addresses() -> list[str]:
    return [entry.url for entry in load_chrome().navigation]


# --- Chosen links -----------------------------------------------------------------------------------


def test_links_stand_in_the_order_and_under_the_names_that_were_chosen(newsroom, story):
    topic = factories.topic(name="Ferries")
    link(
        newsroom,
        {"topic": topic.pk},
        {"page": story.pk, "title": "Promise"},
        {"page": story.pk},
        {"address": "https://shop.example/", "title": "Shop"},
        {"address": "https://plain.example/"},
    )
    assert titles() == ["Ferries", "Promise", "Our promise to readers", "Shop", "https://plain.example/"]
    assert addresses() == [
        topic.url, "/news/promise/", "/news/promise/", "https://shop.example/", "https://plain.example/",
    ]  # fmt: skip


def test_a_renamed_page_or_topic_is_called_by_its_new_name(newsroom, story):
    topic = factories.topic(name="Ferries")
    link(newsroom, {"page": story.pk}, {"topic": topic.pk})
    assert titles() == ["Our promise to readers", "Ferries"]
    story.title = "What we promise"
    story.save_revision().publish()
    topic.name = "Ships"
    topic.save()
    assert titles() == ["What we promise", "Ships"]


def test_a_draft_of_a_new_name_changes_nothing(newsroom, story):
    link(newsroom, {"page": story.pk})
    story.title = "Not decided yet"
    story.save_revision()
    assert titles() == ["Our promise to readers"]


def test_a_changed_address_is_followed(newsroom, tree, story):
    topic = factories.topic(slug="ferries")
    link(newsroom, {"page": story.pk}, {"topic": topic.pk})
    assert addresses() == ["/news/promise/", "/topics/ferries/"]
    story.slug = "our-promise"
    story.save_revision().publish()
    topic.slug = "ships"
    topic.save()
    assert addresses() == ["/news/our-promise/", "/topics/ships/"]


def test_a_moved_page_is_followed(newsroom, tree, story):
    from news.models import NewsFeedPage

    other = tree.home.add_child(instance=NewsFeedPage(title="Islands", slug="islands"))
    link(newsroom, {"page": story.pk})
    assert addresses() == ["/news/promise/"]
    story.move(other, "last-child")
    assert addresses() == ["/islands/promise/"]


@pytest.mark.parametrize("way", ["unpublished", "deleted", "private", "expired", "embargoed"])
def test_a_page_that_leaves_the_public_leaves_the_navigation_at_once(way, newsroom, story):
    link(newsroom, {"page": story.pk}, {"address": "https://shop.example/", "title": "Shop"})
    assert titles() == ["Our promise to readers", "Shop"]
    if way == "unpublished":
        story.unpublish()
    elif way == "deleted":
        story.delete()
    elif way == "private":
        PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    else:
        hour = timedelta(hours=1)
        story.expire_at = timezone.now() - hour if way == "expired" else None
        story.embargo_until = timezone.now() + hour if way == "embargoed" else None
        story.save_revision().publish()
    assert titles() == ["Shop"]


def test_a_restriction_that_is_lifted_brings_the_page_back(newsroom, story):
    restriction = PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    link(newsroom, {"page": story.pk}, {"address": "https://shop.example/", "title": "Shop"})
    assert titles() == ["Shop"]
    restriction.delete()
    assert titles() == ["Our promise to readers", "Shop"]


def test_a_deleted_topic_leaves_a_navigation_that_works(newsroom, client):
    topic = factories.topic(name="Ferries")
    link(newsroom, {"topic": topic.pk}, {"address": "https://shop.example/", "title": "Shop"})
    assert titles() == ["Ferries", "Shop"]
    topic.delete()
    assert titles() == ["Shop"]
    page = client.get("/").content.decode()
    assert "https://shop.example/" in page
    assert "Ferries" not in page


# --- Without a choice -------------------------------------------------------------------------------


def test_without_a_choice_it_lists_the_sections_and_eight_topics(newsroom):
    for number in range(10):
        factories.topic(name=f"Topic {number}", slug=f"topic-{number}")
    assert titles() == ["News Feed", "Video", *(f"Topic {number}" for number in range(8))]


def test_a_new_topic_and_a_hidden_section_show_at_once(newsroom, tree):
    assert titles() == ["News Feed", "Video"]
    factories.topic(name="Ferries")
    assert titles() == ["News Feed", "Video", "Ferries"]
    tree.videos.show_in_menus = False
    tree.videos.save_revision().publish()
    assert titles() == ["News Feed", "Ferries"]


def test_a_choice_of_which_nothing_is_left_falls_back_to_the_sections(newsroom, story):
    link(newsroom, {"page": story.pk})
    story.unpublish()
    assert titles() == ["News Feed", "Video"]


# --- The mark of the present place ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Start"]),
        ("/news/", ["News Feed"]),
        ("/news/promise/", ["News Feed"]),
        ("/newsletter/", []),
        ("/topics/ferries/", ["Ferries"]),
        ("/topics/ferries-and-ships/", []),
        ("/search/", []),
    ],
)
def test_only_the_section_that_a_page_stands_in_is_marked(path, current, newsroom, tree, rf):
    topic = factories.topic(name="Ferries", slug="ferries")
    link(
        newsroom, {"page": tree.home.pk, "title": "Start"}, {"page": tree.feed.pk}, {"topic": topic.pk},
        {"address": "https://shop.example/"},
    )  # fmt: skip
    entries = surroundings(rf.get(path))["navigation"]
    assert [entry["title"] for entry in entries if entry["is_current"]] == current


# --- Settings ---------------------------------------------------------------------------------------


def test_a_changed_name_is_on_the_next_page(newsroom, client):
    assert b"The Serrin Post" in client.get("/").content
    newsroom.name = "The Outer Skarns Herald"
    newsroom.save()
    page = client.get("/").content
    assert b"The Outer Skarns Herald" in page
    assert b"The Serrin Post" not in page


def test_a_policy_that_is_withdrawn_is_not_linked_and_its_setting_is_kept(newsroom, story, client):
    newsroom.ethics_page = story
    newsroom.save()
    assert load_chrome().newsroom.ethics_page.pk == story.pk
    story.unpublish()
    assert load_chrome().newsroom.ethics_page is None
    assert "/news/promise/" not in client.get("/").content.decode()
    assert NewsroomSettings.objects.get().ethics_page_id == story.pk


def test_a_page_costs_no_query_for_what_stands_around_it_once_it_is_known(
    newsroom, story, django_assert_num_queries
):
    newsroom.logo_light, newsroom.social_image = factories.image(), factories.image()
    newsroom.about_page = newsroom.privacy_page = story
    link(newsroom, {"page": story.pk}, {"topic": factories.topic().pk})
    load_chrome()
    with django_assert_num_queries(0):
        known = load_chrome()
        assert known.newsroom.about_page.url == "/news/promise/"
        assert known.newsroom.logo_light.stored_renditions


def test_without_a_site_pages_have_a_name_and_no_navigation(tree):
    Site.objects.all().delete()
    known = load_chrome()
    assert (known.newsroom.name, known.navigation) == ("Newsreel", ())


def test_the_admin_asks_for_none_of_it(rf, django_assert_num_queries):
    from newsreel.chrome import chrome

    with django_assert_num_queries(0):
        assert chrome(rf.get("/admin/pages/")) == {}
    assert set(chrome(rf.get("/adminstration/"))) == {"newsroom", "navigation"}
