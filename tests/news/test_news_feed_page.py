"""The News Feed: a dated stream that shows each story once, however it is paged through."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.coreutils import get_dummy_request
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.models import HomePage
from news.models import ArticlePage, NewsFeedPage
from newsreel.models.addresses import RESERVED_SEGMENTS
from newsreel.paging import Cursor
from tests import factories

pytestmark = pytest.mark.django_db


def form(**fields: object) -> dict[str, str]:
    data = {"title": "Opinion", "slug": "", "intro": "", "scope": "own", "comments": inline_formset([])}
    return nested_form_data({**data, **fields})


@pytest.fixture
def case(tree, client, admin_user):
    client.force_login(admin_user)
    case = WagtailPageTestCase()
    case.client = client
    case.dummy_request = get_dummy_request()
    return case


def shown(response) -> list[int]:
    return [story.pk for day in response.context["days"] for story in day.stories]


class TestForEditors:
    def test_stands_under_the_front_page_and_holds_articles(self, case):
        case.assertAllowedParentPageTypes(NewsFeedPage, {HomePage})
        case.assertAllowedSubpageTypes(NewsFeedPage, {ArticlePage})

    def test_is_creatable_editable_previewable_and_renders(self, case, tree):
        case.client.post(
            f"/admin/pages/add/news/newsfeedpage/{tree.home.pk}/", form(**{"action-publish": "1"})
        )
        page = NewsFeedPage.objects.get(slug="opinion")
        case.assertPageIsEditable(page, post_data=form(slug="opinion"))
        case.assertPageIsPreviewable(page, post_data=form(slug="opinion"))
        case.assertPageIsRoutable(page)
        case.assertPageIsRoutable(page, "rss/")
        case.assertPageIsRenderable(page)

    @pytest.mark.parametrize("scope", ["own", "newsroom"])
    def test_is_previewable_before_it_is_saved(self, case, tree, scope):
        factories.article(tree.feed)
        url = f"/admin/pages/add/news/newsfeedpage/{tree.home.pk}/preview/"
        assert case.client.post(url, form(scope=scope)).json()["is_valid"]
        response = case.client.get(url, {"mode": ""})
        assert response.status_code == 200
        assert "None" not in response.context["rss_url"]

    @pytest.mark.parametrize("slug", sorted(RESERVED_SEGMENTS))
    def test_the_sites_own_addresses_are_refused_in_words(self, case, tree, slug):
        response = case.client.post(f"/admin/pages/add/news/newsfeedpage/{tree.home.pk}/", form(slug=slug))
        assert "is an address of the site itself" in response.content.decode()
        assert not NewsFeedPage.objects.filter(slug=slug).exists()


class TestTheStream:
    def test_groups_stories_by_day_in_the_newsrooms_zone(self, tree, client):
        noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
        for hours in (0, 1, 13, 40):
            story = factories.article(tree.feed)
            ArticlePage.objects.filter(pk=story.pk).update(published_at=noon - timedelta(hours=hours))
        days = client.get("/news/").context["days"]
        # 12:00 UTC is 14:00 in Kyiv; 13 hours earlier it is 01:00 of the same day there.
        assert [(f"{day.date:%d}", len(day.stories)) for day in days] == [("10", 3), ("08", 1)]

    def test_shows_the_whole_newsroom_or_its_own(self, tree, client):
        opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
        news = factories.article(tree.feed, age=timedelta(hours=1))
        column = factories.article(opinion, age=timedelta(hours=2))
        video = factories.video(tree.videos, age=timedelta(hours=3))
        assert shown(client.get("/news/")) == [news.pk, column.pk, video.pk]
        assert shown(client.get("/opinion/")) == [column.pk]

    def test_is_narrowed_to_a_topic(self, tree, client):
        courts = factories.topic(name="Courts")
        ours = factories.article(tree.feed, topics=[courts])
        factories.article(tree.feed, topics=[factories.topic()])
        response = client.get("/news/?topic=courts")
        assert shown(response) == [ours.pk]
        assert [choice.name for choice in response.context["filters"] if choice.is_current] == ["Courts"]
        assert client.get("/news/?topic=nothing-of-the-kind").status_code == 404

    @pytest.mark.parametrize("before", ["x", "1", "--1-1", "1-1-1", "9" * 40, "١-١", "0-0%00", "1e3-1"])
    def test_a_bad_cursor_is_a_bad_request(self, tree, client, before):
        assert client.get("/news/", {"before": before}).status_code == 400
        assert client.get("/news/", {"before": before, "rail": "1"}).status_code == 400

    @pytest.mark.parametrize("rail", ["", "x", "-1", "1.5", "9" * 30])
    def test_a_bad_rail_is_a_bad_request(self, tree, client, rail):
        assert client.get("/news/", {"rail": rail}).status_code == 400

    def test_an_early_cursor_ends_the_stream_politely(self, tree, client):
        factories.article(tree.feed)
        response = client.get("/news/?before=0-0")
        assert response.status_code == 200
        assert "This is the end of the stream" in response.content.decode()

    def test_an_empty_stream_says_so(self, tree, client):
        assert "Nothing has been published here yet" in client.get("/news/").content.decode()

    def test_each_story_is_shown_once_although_others_are_published_meanwhile(self, tree, client):
        moment = timezone.now() - timedelta(hours=1)
        for number in range(53):
            story = factories.article(tree.feed)
            # Several stories share a second: the key breaks the tie.
            ArticlePage.objects.filter(pk=story.pk).update(
                published_at=moment - timedelta(seconds=number // 7)
            )
        before = set(ArticlePage.objects.values_list("pk", flat=True))
        seen, url = [], "/news/"
        while url:
            response = client.get(url)
            seen += shown(response)
            url = "/news/" + response.context["next_url"] if response.context["next_url"] else ""
            factories.article(tree.feed, age=timedelta(0))
        assert len(seen) == len(set(seen))
        assert before <= set(seen)

    def test_a_far_page_costs_what_the_first_costs(self, tree, client, django_assert_max_num_queries):
        stories = [factories.article(tree.feed, age=timedelta(minutes=number)) for number in range(45)]
        first = client.get("/news/")
        with django_assert_max_num_queries(12):
            far = client.get("/news/", {"before": str(Cursor.after(stories[39]))})
        assert len(shown(first)) == 20
        assert shown(far) == [story.pk for story in stories[40:]]

    def test_the_way_on_keeps_the_topic(self, tree, client):
        courts = factories.topic(name="Courts")
        for _ in range(21):
            factories.article(tree.feed, topics=[courts])
        html = client.get("/news/?topic=courts").content.decode()
        link = re.search(r'href="([^"]+)" data-more="#feed-list"', html)[1].replace("&amp;", "&")
        assert link.startswith("?topic=courts&before=")
        assert len(shown(client.get("/news/" + link))) == 1


@pytest.mark.parametrize(
    "hidden",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(minutes=1)},
        {"embargo_until": timezone.now() + timedelta(hours=1)},
    ],
    ids=["draft", "expired", "embargoed"],
)
def test_what_is_not_public_is_on_no_surface_of_the_news_app(tree, client, hidden):
    topic, author = factories.topic(name="Courts"), factories.author(name="Neva Strand")
    named = {"title": "Unheard of", "slug": "unheard", "topics": [topic], "authors": [author]}
    secret = factories.article(tree.feed, **named, **hidden)
    body = [
        {"type": "related_story", "value": {"story": secret.pk}},
        {"type": "paragraph", "value": f'<p><a linktype="page" id="{secret.pk}">A link</a></p>'},
    ]
    page = factories.article(tree.feed, body=json.dumps(body), topics=[topic], authors=[author])
    surfaces = [page.url, "/news/", "/news/?topic=courts", "/news/?rail=1", "/news/rss/"]
    surfaces += ["/feeds/authors/neva-strand.xml", "/feeds/topics/courts.xml"]
    for surface in surfaces:
        html = client.get(surface).content.decode()
        assert "Unheard of" not in html, surface
        assert "unheard" not in html, surface
    assert client.get("/news/unheard/").status_code == 404


def test_an_unknown_story_and_a_longer_path_are_not_found(tree, client):
    page = factories.article(tree.feed)
    for url in ("/news/nothing/", f"{page.url}more/", "/news/rss/more/", "/news/rss/rss/"):
        assert client.get(url).status_code == 404
