"""What is private is known once per request and never longer: a restriction works from its very moment on."""

from __future__ import annotations

import threading

import pytest
from wagtail.models import Page, PageViewRestriction

from news.models import NewsFeedPage
from newsreel import visibility
from newsreel.models import StoryPage
from newsreel.querysets import PublicPageQuerySet
from newsreel.rich_text import public_pages
from tests import factories

pytestmark = pytest.mark.django_db


def restrict(page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def public() -> set[int]:
    return set(StoryPage.objects.published().values_list("pk", flat=True))


@pytest.fixture
def request_under_way():
    visibility._start()
    yield
    visibility.end_request()


@pytest.fixture
def stories(tree):
    islands = tree.home.add_child(instance=NewsFeedPage(title="Islands", slug="islands"))
    return {
        "news": factories.article(tree.feed),
        "islands": factories.article(islands),
        "video": factories.video(tree.videos),
    }


def test_a_restriction_hides_everything_below_it_and_nothing_beside(tree, stories):
    restrict(tree.feed)
    assert public() == {stories["islands"].pk, stories["video"].pk}
    restrict(stories["video"])
    assert public() == {stories["islands"].pk}


def test_a_restricted_front_page_hides_the_whole_newsroom(tree, stories):
    restrict(tree.home)
    assert public() == set()
    assert not PublicPageQuerySet(Page).published().filter(depth__gt=1).exists()


@pytest.mark.usefixtures("request_under_way")
def test_a_request_asks_once_however_many_lists_it_shows(stories, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _ in range(5):
            visibility.private_paths()


def test_the_rule_asks_for_restrictions_once_outside_of_a_request(tree, stories, django_assert_num_queries):
    restrict(tree.feed)
    with django_assert_num_queries(1):
        StoryPage.objects.published()


@pytest.mark.usefixtures("request_under_way")
def test_no_restriction_at_all_is_remembered_too(tree, django_assert_num_queries):
    assert visibility.private_paths() == ()
    with django_assert_num_queries(0):
        assert visibility.private_paths() == ()


@pytest.mark.usefixtures("request_under_way")
def test_a_restriction_added_changed_or_lifted_within_a_request_counts_at_once(tree, stories):
    assert len(public()) == 3
    restriction = restrict(tree.feed)
    assert stories["news"].pk not in public()
    restriction.page = stories["islands"]
    restriction.save()
    assert public() == {stories["news"].pk, stories["video"].pk}
    restriction.delete()
    assert len(public()) == 3


def test_nothing_is_remembered_between_requests(tree, stories, django_assert_num_queries):
    visibility._start()
    visibility.private_paths()
    visibility.end_request()
    # As another process would, without this one hearing of it.
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=tree.feed, restriction_type=PageViewRestriction.LOGIN)]
    )
    visibility._start()
    try:
        assert stories["news"].pk not in public()
    finally:
        visibility.end_request()


def test_outside_of_a_request_nothing_is_remembered_at_all(tree, django_assert_num_queries):
    with django_assert_num_queries(2):
        visibility.private_paths()
        visibility.private_paths()


@pytest.mark.usefixtures("request_under_way")
def test_one_thread_knows_nothing_of_anothers_request(tree):
    visibility.private_paths()
    seen: list[object] = []
    thread = threading.Thread(
        target=lambda: seen.append(
            (getattr(visibility._request, "active", False), getattr(visibility._request, "paths", None))
        )
    )
    thread.start()
    thread.join()
    assert seen == [(False, None)]


def test_a_restriction_works_on_the_very_next_request(tree, stories, client):
    address = stories["news"].url
    assert client.get(address).status_code == 200
    restriction = restrict(tree.feed)
    assert client.get(address).status_code == 302
    assert stories["news"].title not in client.get("/").content.decode()
    restriction.delete()
    assert client.get(address).status_code == 200


def test_a_page_outside_of_private_parts_is_shown_without_asking_for_restrictions(
    tree, stories, django_assert_num_queries
):
    restrict(tree.videos)
    story = StoryPage.objects.get(pk=stories["news"].pk)
    with django_assert_num_queries(1):
        assert not story.get_view_restrictions()
    assert StoryPage.objects.get(pk=stories["video"].pk).get_view_restrictions()


def test_who_may_see_a_private_story_is_not_served_a_page_that_others_could_keep(tree, stories, client):
    restrict(tree.feed)
    client.force_login(factories.user("Editors"))
    answer = client.get(stories["news"].url)
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"] or "no-store" in answer.headers["Cache-Control"]


def test_a_moved_story_takes_the_privacy_of_its_new_place(tree, stories):
    restrict(NewsFeedPage.objects.get(slug="islands"))
    story = stories["news"].specific
    story.move(NewsFeedPage.objects.get(slug="islands"), "last-child")
    assert story.pk not in public()


def test_public_pages_follow_the_rule_of_their_kind(tree, stories):
    draft = factories.article(tree.feed, live=False)
    keys = [stories["news"].pk, stories["video"].pk, draft.pk, tree.feed.pk, tree.home.pk, 999_999]
    assert set(public_pages(keys)) == {stories["news"].pk, stories["video"].pk, tree.feed.pk, tree.home.pk}
    restrict(tree.videos)
    assert stories["video"].pk not in public_pages(keys)
    assert public_pages([]) == {}
