"""Which pages somebody in the admin is told of, by which title, and with which link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from newsreel.admin.known_pages import known_pages
from tests import factories

pytestmark = pytest.mark.django_db


def told(user, page) -> tuple[str, str, bool] | None:
    """Title, link, and whether drafts too; None of a page that is not to be named."""
    known = known_pages(user, [Page.objects.get(pk=page.pk)]).get(page.pk)
    return known and (known.title, known.url, known.drafts_too)


@pytest.fixture
def renamed(tree):
    """A public story whose next headline is not public yet."""
    story = factories.article(tree.feed, title="The quay reopens")
    story.title = "The mayor resigns"
    story.save_revision()
    return story


def test_who_may_edit_a_page_knows_its_next_headline(renamed):
    form = f"/admin/pages/{renamed.pk}/edit/"
    assert told(factories.user("Moderators"), renamed) == ("The mayor resigns", form, True)
    assert told(factories.user("Editors"), renamed) == ("The mayor resigns", form, True)
    assert told(factories.user(is_superuser=True), renamed) == ("The mayor resigns", form, True)


@pytest.mark.parametrize("groups", [["Producers"], []])
def test_others_know_a_public_page_as_readers_do(renamed, groups):
    assert told(factories.user(*groups), renamed) == (
        "The quay reopens",
        "/news/" + renamed.slug + "/",
        False,
    )


@pytest.mark.parametrize("state", ["draft", "embargo", "expired", "private"])
def test_nobody_else_knows_what_readers_cannot_see(tree, state):
    soon, before = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    fields = {"draft": {"live": False}, "embargo": {"embargo_until": soon}, "expired": {"expire_at": before}}
    story = factories.article(tree.feed, **fields.get(state, {}))
    if state == "private":
        PageViewRestriction.objects.create(page=story.page_ptr, restriction_type="login")
    assert told(factories.user("Producers"), story) is None
    assert told(factories.user("Moderators"), story)[2]


def test_a_page_that_is_no_story_is_known_while_it_is_live(tree):
    assert told(factories.user("Editors"), tree.videos)[0] == tree.videos.title
    tree.videos.unpublish()
    assert told(factories.user("Editors"), tree.videos) is None
    assert told(factories.user("Producers"), tree.videos)[2]


def test_somebody_who_has_left_is_told_nothing_more_than_readers(renamed, tree):
    former = factories.user("Moderators", is_active=False)
    assert told(former, renamed)[0] == "The quay reopens"
    assert told(former, factories.article(tree.feed, live=False)) is None


@pytest.mark.parametrize("groups", [["Moderators"], ["Producers"]])
def test_many_pages_cost_no_more_queries_than_few(tree, groups):
    for _number in range(8):
        factories.article(tree.feed)
    pages = list(Page.objects.filter(depth=4))

    def count(among: list[Page]) -> int:
        person = factories.user(*groups)
        with CaptureQueriesContext(connection) as captured:
            known_pages(person, among)
        return len(captured)

    count(pages)  # addresses of sites are asked for once
    assert count(pages[:2]) == count(pages) <= 10
