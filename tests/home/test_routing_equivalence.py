"""The short way through the tree answers any address exactly as Wagtail's own routing would."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.http import Http404
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from home.models import HomePage, StandardPage
from news.models import NewsFeedPage
from newsreel.models import StoryPage
from tests import factories
from video.models import VideoIndexPage

pytestmark = pytest.mark.django_db

SLUGS = [
    "news",
    "video",
    "about",
    "team",
    "hidden",
    "story",
    "draft",
    "film",
    "rss",
    "opinion",
    "same",
    "nothing",
    "",
    "%",
]


@pytest.fixture
def newsroom(tree):
    """Every kind of page in every state that routing may meet, with the same slug on several levels."""
    about = tree.home.add_child(instance=StandardPage(title="About us", slug="about"))
    about.add_child(instance=StandardPage(title="The team", slug="team"))
    about.add_child(instance=StandardPage(title="Hidden", slug="hidden", live=False))
    about.add_child(instance=StandardPage(title="Same", slug="same"))
    tree.home.add_child(instance=StandardPage(title="Hidden", slug="hidden", live=False))
    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion", live=False))
    factories.article(opinion, slug="story")
    for slug, live in (("story", True), ("draft", False), ("same", True)):
        factories.article(tree.feed, slug=slug, live=live)
        factories.video(tree.videos, slug=slug, live=live)
    factories.video(tree.videos, slug="film")
    return tree


def answer(page: Page, segments: list[str]) -> object:
    """The page and arguments that an address leads to, or that there is none."""
    try:
        found, args, kwargs = page.route(RequestFactory().get("/"), segments)
    except Http404:
        return "404"
    return found.pk, type(found), args, kwargs


def wagtails_answer(segments: list[str], monkeypatch) -> object:
    with monkeypatch.context() as without:
        without.setattr(HomePage, "route", Page.route)
        without.setattr(NewsFeedPage, "_child_story", slow_child)
        return answer(HomePage.objects.get(), segments)


def slow_child(feed, slug):
    """A child of a feed as Wagtail finds it: any page with the slug, then its own kind."""
    try:
        return feed.get_children().get(slug=slug).specific
    except Page.DoesNotExist:
        raise Http404 from None


def both(segments: list[str], monkeypatch) -> tuple[object, object]:
    return answer(HomePage.objects.get(), segments), wagtails_answer(segments, monkeypatch)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(segments=st.lists(st.sampled_from(SLUGS), max_size=4))
def test_any_path_of_known_names_leads_to_the_same_page(newsroom, monkeypatch, segments):
    ours, theirs = both(segments, monkeypatch)
    assert ours == theirs


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sampled_from(["news", "video", "about"]), rest=st.text(min_size=1, max_size=30))
def test_any_text_as_a_last_segment_leads_to_the_same_page(newsroom, monkeypatch, first, rest):
    ours, theirs = both([first, rest.replace("\0", "")], monkeypatch)
    assert ours == theirs


def test_the_comparison_meets_pages_of_every_kind(newsroom, monkeypatch):
    kinds = {
        answer(HomePage.objects.get(), segments)[1].__name__
        for segments in ([], ["news"], ["video"], ["about", "team"], ["news", "story"], ["video", "film"])
    }
    assert kinds == {"HomePage", "NewsFeedPage", "VideoIndexPage", "StandardPage", "ArticlePage", "VideoPage"}


@pytest.mark.parametrize("address", ["/news/story/", "/video/film/", "/about/team/"])
def test_what_was_reached_knows_its_parent_without_a_query(newsroom, django_assert_num_queries, address):
    segments = address.strip("/").split("/")
    page = answer_page(segments)
    with django_assert_num_queries(0):
        assert page.get_parent().slug == segments[0]


def answer_page(segments: list[str]) -> Page:
    return HomePage.objects.get().route(RequestFactory().get("/"), segments)[0]


@pytest.mark.parametrize(
    "address", ["/hidden/", "/about/hidden/", "/opinion/", "/news/draft/", "/video/draft/"]
)
def test_hidden_pages_are_not_found_by_any_way_of_writing_their_address(newsroom, client, address):
    for way in (address, address + "?x=1", address.replace("/", "//"), quote(address) + "%20"):
        assert client.get(way).status_code == 404, way


def test_a_live_story_below_a_withdrawn_feed_is_answered_as_wagtail_does(newsroom, client):
    story = StoryPage.objects.get(path__startswith=NewsFeedPage.objects.get(slug="opinion").path)
    assert client.get(story.url).status_code == 200


def test_an_address_without_its_last_slash_is_completed(newsroom, client):
    response = client.get("/news/story")
    assert (response.status_code, response["Location"]) == (301, "/news/story/")


@pytest.mark.parametrize("address", ["/news/story/", "/video/film/", "/video/", "/about/", "/"])
def test_pages_are_only_read(newsroom, client, address):
    assert client.head(address).status_code == 200
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(address).status_code == 405, method


def test_the_index_of_videos_is_found_whatever_it_is_called(newsroom, client):
    index = VideoIndexPage.objects.get()
    index.slug = "watch"
    index.save()
    assert client.get("/watch/").status_code == 200
    assert client.get("/watch/film/").status_code == 200
