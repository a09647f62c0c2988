"""No draft of a story goes out past its own form; other pages are published in bulk as ever."""

from __future__ import annotations

import pytest

from home.models import StandardPage
from newsreel.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db


def publish(client, *pages, with_descendants: bool = False):
    query = "&".join(f"id={page.pk}" for page in pages)
    url = f"/admin/bulk/wagtailcore/page/publish/?{query}&next=/admin/"
    return client.post(url, {"include_descendants": "on"} if with_descendants else {}, follow=True)


@pytest.mark.parametrize(
    "kind", ["article without standfirst", "article without byline", "video without captions"]
)
def test_a_draft_that_lacks_something_is_refused_in_words(tree, admin_client, kind):
    if kind.startswith("video"):
        page = factories.video(tree.videos, live=False, title="The harbour at night")
    else:
        standfirst = "" if "standfirst" in kind else "What happened."
        page = factories.article(tree.feed, live=False, title="The harbour at night", standfirst=standfirst)
    page.save_revision(clean=False)
    response = publish(admin_client, page)
    assert response.status_code == 200
    html = response.content.decode()
    assert "Nothing was published" in html
    assert "“The harbour at night”" in html
    assert not StoryPage.objects.filter(live=True).exists()


def test_changes_of_a_live_story_wait_for_its_form_too(tree, admin_client, client):
    page = factories.article(tree.feed, title="As readers know it")
    draft = page.get_latest_revision_as_object()
    draft.title = "As nobody has checked it"
    draft.save_revision()
    html = publish(admin_client, page).content.decode()
    assert "“As nobody has checked it”" in html
    page.refresh_from_db()
    assert page.title == "As readers know it"


def test_one_draft_among_others_holds_all_of_them_back(tree, admin_client):
    draft = factories.article(tree.feed, live=False)
    about = tree.home.add_child(instance=StandardPage(title="About us", slug="about", live=False))
    publish(admin_client, draft, about)
    about.refresh_from_db()
    assert not about.live


def test_drafts_below_a_feed_are_refused_when_the_feed_is_published_with_them(tree, admin_client):
    drafts = [factories.article(tree.feed, live=False, title=f"Draft {number}") for number in range(7)]
    tree.feed.unpublish()
    html = publish(admin_client, tree.feed, with_descendants=True).content.decode()
    assert "“Draft 6”" in html
    assert "“Draft 0”" not in html, "a long list is cut"
    assert not StoryPage.objects.filter(pk__in=[page.pk for page in drafts], live=True).exists()
    publish(admin_client, tree.feed)
    tree.feed.refresh_from_db()
    assert tree.feed.live, "the feed alone may be published"


def test_pages_that_are_no_stories_are_published_in_bulk(tree, admin_client):
    about = tree.home.add_child(instance=StandardPage(title="About us", slug="about", live=False))
    html = publish(admin_client, about).content.decode()
    assert "1 page has been published" in html
    about.refresh_from_db()
    assert about.live


def test_stories_are_unpublished_in_bulk_as_ever(tree, admin_client):
    page = factories.article(tree.feed)
    admin_client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}&next=/admin/", {})
    page.refresh_from_db()
    assert not page.live


def test_a_story_of_another_feed_is_not_held_against_a_feed(tree, admin_client):
    from news.models import NewsFeedPage

    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion", live=False))
    factories.article(tree.feed, live=False)
    publish(admin_client, opinion, with_descendants=True)
    opinion.refresh_from_db()
    assert opinion.live
