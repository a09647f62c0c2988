"""Rights: their limits in time, the warning before they end, and what an editor is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsreel.models import StoryPage
from tests import factories
from tests.video.test_pages import complete, form
from video.models import VideoPage
from video.rights import SHOWN, check_rights, pull_publication, rights_ending

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = timezone.now().replace(second=0, microsecond=0)


def typed(moment) -> str:
    """A moment as the form's field has it."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


# --- Within one form ------------------------------------------------------------------------------


def pulled(before: dict, **cleaned: object) -> tuple:
    page = VideoPage(**before)
    pull_publication(page, cleaned)
    return page.embargo_until, page.expire_at


def test_rights_become_embargo_and_expiry():
    assert pulled({}, rights_from=NOW, rights_until=NOW + DAY) == (NOW, NOW + DAY)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"embargo_until": NOW - HOUR, "expire_at": NOW + 2 * DAY}, (NOW, NOW + DAY)),
        ({"embargo_until": NOW + HOUR, "expire_at": NOW + 2 * HOUR}, (NOW + HOUR, NOW + 2 * HOUR)),
        ({"embargo_until": None, "expire_at": None}, (NOW, NOW + DAY)),
    ],
)
def test_the_narrower_moment_wins(form, expected):
    cleaned = {"rights_from": NOW, "rights_until": NOW + DAY, **form}
    page = VideoPage()
    pull_publication(page, cleaned)
    assert (cleaned["embargo_until"], cleaned["expire_at"]) == expected
    assert (page.embargo_until, page.expire_at) == expected


def test_what_came_from_the_rights_follows_them():
    before = {"rights_until": NOW + DAY, "expire_at": NOW + DAY, "rights_from": NOW, "embargo_until": NOW}
    longer = {"rights_from": NOW - DAY, "rights_until": NOW + 9 * DAY}
    assert pulled(before, **longer) == (NOW - DAY, NOW + 9 * DAY)
    assert pulled(before, rights_from=None, rights_until=None) == (None, None)
    same = {"embargo_until": NOW, "expire_at": NOW + DAY}
    assert pulled(before, **longer, **same) == (NOW - DAY, NOW + 9 * DAY)


def test_an_expiry_of_its_own_stays_when_the_rights_go():
    before = {"rights_until": NOW + DAY, "expire_at": NOW + HOUR}
    assert pulled(before, rights_from=None, rights_until=None) == (None, NOW + HOUR)


def test_a_form_without_these_fields_changes_nothing():
    before = {"rights_until": NOW + DAY, "expire_at": NOW + HOUR, "embargo_until": NOW}
    assert pulled(before, title="Words only") == (NOW, NOW + HOUR)


# --- What is refused ------------------------------------------------------------------------------


def complaints(**fields: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        check_rights(VideoPage(**fields))
    return caught.value.message_dict


@pytest.mark.parametrize("end", [NOW, NOW - HOUR])
def test_rights_end_after_they_begin(end):
    assert "after they begin" in complaints(rights_from=NOW, rights_until=end)["rights_until"][0]


def test_a_list_of_no_sites_is_no_list():
    assert "at least one site" in complaints(embedding="listed", embed_sites=" \n ")["embed_sites"][0]


def test_every_line_that_is_no_site_is_named():
    found = complaints(embedding="listed", embed_sites="partner.example\nwhat ever\njavascript:alert(1)")
    text = " ".join(found["embed_sites"])
    assert all(word in text for word in ("“what”", "“ever”", "“javascript:alert(1)”"))
    assert "“partner.example”" not in text


def test_sites_are_kept_in_their_shortest_form():
    page = VideoPage(
        embedding="listed", embed_sites="HTTPS://Partner.example/a?b\n\n*.a.example, partner.example"
    )
    check_rights(page)
    assert page.embed_sites == "partner.example\n*.a.example"


# --- In the admin -----------------------------------------------------------------------------------


def add(client, tree, **fields: object):
    url = reverse("wagtailadmin_pages:add", args=["video", "videopage", tree.videos.pk])
    return client.post(url, {**complete(**fields), "action-publish": "1"})


def test_a_published_video_ends_with_its_rights(tree, client, editor):
    begin, end = NOW - HOUR, NOW + 3 * DAY
    response = add(client, tree, rights_from=typed(begin), rights_until=typed(end))
    assert response.status_code == 302, response.context["form"].errors
    page = VideoPage.objects.get()
    assert (page.embargo_until, page.expire_at) == (begin, end)
    assert StoryPage.objects.published().filter(pk=page.pk).exists()
    VideoPage.objects.filter(pk=page.pk).update(expire_at=NOW - HOUR)
    assert client.get(page.url).status_code == 404


def test_rights_that_have_ended_keep_a_video_from_going_out(tree, client, editor):
    response = add(client, tree, rights_until=typed(NOW - DAY))
    assert response.status_code == 200
    assert "have ended" in str(response.context["form"].errors["rights_until"])


def test_wrong_sites_are_an_error_of_their_field(tree, client, editor):
    response = add(client, tree, embedding="listed", embed_sites="a b c")
    assert "is no site" in str(response.context["form"].errors["embed_sites"])
    assert not VideoPage.objects.exists()


def test_a_draft_may_have_rights_of_later(tree, client, editor):
    url = reverse("wagtailadmin_pages:add", args=["video", "videopage", tree.videos.pk])
    data = form(embedding="everywhere", rights_from=typed(NOW + DAY), rights_until=typed(NOW + 2 * DAY))
    assert client.post(url, data).status_code == 302
    draft = VideoPage.objects.get().get_latest_revision_as_object()
    assert (draft.embargo_until, draft.expire_at) == (NOW + DAY, NOW + 2 * DAY)


# --- The warning ------------------------------------------------------------------------------------


def video(tree, left: timedelta, **fields: object) -> VideoPage:
    return factories.video(tree.videos, rights_until=timezone.now() + left, **fields)


def test_who_may_edit_is_warned_a_week_before(tree, client):
    later, soon, over = video(tree, 8 * DAY), video(tree, 6 * DAY), video(tree, -DAY)
    never_out = video(tree, DAY, live=False)
    long_over = video(tree, -3 * DAY)
    found = rights_ending(factories.user("Moderators"))
    assert [(ending.page.pk, ending.is_over) for ending in found] == [(over.pk, True), (soon.pk, False)]
    assert not {later.pk, never_out.pk, long_over.pk} & {ending.page.pk for ending in found}
    assert rights_ending(factories.user("Editors")) == []
    client.force_login(factories.user("Producers"))
    html = client.get("/admin/").content.decode()
    assert "Rights that end within a week" in html and soon.title in html


def test_nothing_is_said_while_no_rights_end(tree, client):
    video(tree, 30 * DAY)
    client.force_login(factories.user("Producers"))
    assert "Rights that end" not in client.get("/admin/").content.decode()


def test_the_warning_is_short_and_asks_as_often_for_eight_as_for_two(tree):
    def count() -> int:
        asking = factories.user("Producers")
        with CaptureQueriesContext(connection) as captured:
            rights_ending(asking)
        return len(captured)

    for _number in range(2):
        video(tree, DAY)
    few = count()
    for _number in range(SHOWN):
        video(tree, DAY)
    assert count() == few
    assert len(rights_ending(factories.user("Producers"))) == SHOWN
