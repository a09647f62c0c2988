"""The traps of a story's life: copies, later drafts, schedules, moves and lost parents."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction

from news.models import ArticlePage, NewsFeedPage
from newsreel.models import Correction
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tree):
    author, topic = factories.author(name="Neva Strand"), factories.topic(name="Courts")
    page = factories.article(tree.feed, authors=[author], topics=[topic], age=timedelta(days=2))
    page.corrections = [Correction(text="It was sixteen.")]
    page.save()
    return page


def test_a_copy_is_a_draft_of_its_own_with_everything_in_it(story, client):
    copy = CopyPageAction(
        story, to=story.get_parent(), update_attrs={"slug": "a-copy"}, keep_live=False, copy_revisions=False
    ).execute(skip_permission_checks=True)
    assert copy.published_at is None
    assert copy.byline_text == "Neva Strand"
    assert [topic.name for topic in copy.topic_list] == ["Courts"]
    copy.save_revision().publish()
    copy.refresh_from_db()
    assert timezone.now() - copy.published_at < timedelta(minutes=1)
    assert client.get("/news/a-copy/").status_code == 200


def test_no_alias_of_a_story_or_a_feed_is_offered(story, tree, admin_client):
    for page in (story, tree.feed):
        response = admin_client.get(f"/admin/pages/{page.pk}/copy/")
        assert response.status_code == 200
        assert 'name="alias"' not in response.content.decode()


def test_a_later_revision_leaves_the_facts_of_the_page_alone(story):
    first = story.published_at
    scheduled = story.get_latest_revision_as_object()
    scheduled.title = "The scheduled headline of this story"
    revision_a = scheduled.save_revision()
    draft = story.get_latest_revision_as_object()
    draft.title = "The later headline of this story"
    draft.body = [("paragraph", f"<p>{'word ' * 700}</p>")]
    revision_b = draft.save_revision()
    for revision, title, minutes in (
        (revision_a, "The scheduled headline of this story", 1),
        (revision_b, "The later headline of this story", 3),
    ):
        revision.publish()
        story.refresh_from_db()
        assert (story.title, story.published_at, story.reading_time) == (title, first, minutes)


def test_a_correction_keeps_its_anchor_when_a_draft_is_published(story):
    anchor = story.corrections.get().anchor
    draft = story.get_latest_revision_as_object()
    draft.corrections.add(Correction(text="And a second one."))
    draft.save_revision().publish()
    story.refresh_from_db()
    assert anchor in [correction.anchor for correction in story.corrections.all()]


def test_a_changed_address_redirects(story, client, django_capture_on_commit_callbacks):
    old = story.url
    draft = story.get_latest_revision_as_object()
    draft.slug = "another-address"
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, "/news/another-address/")


def test_a_moved_story_takes_the_label_and_address_of_its_new_feed(story, tree, client):
    opinion = tree.home.add_child(instance=NewsFeedPage(title="Opinion", slug="opinion"))
    story.move(opinion, pos="last-child")
    story = ArticlePage.objects.get(pk=story.pk)
    assert (story.section_label, story.url) == ("Opinion", f"/opinion/{story.slug}/")
    html = client.get(story.url).content.decode()
    assert '<a href="/opinion/">Opinion</a>' in html


def test_a_story_under_a_withdrawn_feed_still_has_a_page(story, tree, client):
    NewsFeedPage.objects.filter(pk=tree.feed.pk).update(live=False)
    assert client.get(story.url).status_code == 200
    assert client.get("/news/").status_code == 404


def test_methods_that_change_are_refused_on_public_pages(story, client):
    assert client.post(story.url).status_code == 405
    assert client.delete("/news/").status_code == 405
    assert client.head(story.url).status_code == 200
