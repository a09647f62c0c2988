"""The corrections register: what readers can see, to read, search and export, and not to change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsreel.models import Correction
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/admin/corrections/"


@pytest.fixture
def corrected(tree):
    story = factories.article(tree.feed, title="The ferries story", story_type="analysis")
    story.corrections = [Correction(text="An earlier version said seventeen. It was sixteen.")]
    story.save()
    return story


def rows(response) -> list[Correction]:
    return list(response.context["object_list"])


def test_lists_the_corrections_of_live_stories_with_their_place(corrected, tree, admin_client):
    draft = factories.article(tree.feed, live=False)
    draft.corrections = [Correction(text="Nobody has seen this.")]
    draft.save()
    response = admin_client.get(URL)
    html = response.content.decode()
    assert [row.story_id for row in rows(response)] == [corrected.pk]
    assert f'href="{corrected.url}#{corrected.corrections.get().anchor}"' in html
    assert "It was sixteen." in html
    assert "Public" in html


def test_the_anchor_is_on_the_page_and_outlives_a_new_revision(corrected, client):
    anchor = corrected.corrections.get().anchor
    assert f'id="{anchor}"' in client.get(corrected.url).content.decode()
    draft = corrected.get_latest_revision_as_object()
    draft.save_revision().publish()
    assert f'id="{anchor}"' in client.get(corrected.url).content.decode()


def test_is_searched_and_filtered(corrected, tree, admin_client):
    other = factories.article(tree.feed)
    other.corrections = [
        Correction(text="The river is the Merrin.", corrected_at=timezone.now() - timedelta(days=40))
    ]
    other.save()
    assert len(rows(admin_client.get(URL))) == 2
    assert [row.story_id for row in rows(admin_client.get(URL, {"q": "sixteen"}))] == [corrected.pk]
    assert [row.story_id for row in rows(admin_client.get(URL, {"q": "ferries"}))] == [corrected.pk]
    narrowed = admin_client.get(URL, {"story__story_type__exact": "analysis"})
    assert [row.story_id for row in rows(narrowed)] == [corrected.pk]


def test_is_inspected_and_exported(corrected, admin_client):
    correction = corrected.corrections.get()
    assert "It was sixteen." in admin_client.get(f"{URL}inspect/{correction.pk}/").content.decode()
    response = admin_client.get(URL, {"export": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert "The ferries story" in lines[1]
    assert str(correction.uuid) in lines[1]
    assert f"{settings.NEWSREEL_ORIGIN}{corrected.url}#{correction.anchor}" in lines[1]


@pytest.mark.parametrize("action", ["create/", "edit/{pk}/", "delete/{pk}/"])
def test_changes_nothing(corrected, admin_client, action):
    url = URL + action.format(pk=corrected.corrections.get().pk)
    admin_client.post(url, {"text": "Nothing was ever wrong."})
    assert corrected.corrections.get().text.startswith("An earlier version")


def test_says_why_readers_do_not_see_one(corrected, admin_client):
    PageViewRestriction.objects.create(page=corrected, restriction_type=PageViewRestriction.LOGIN)
    assert "Private" in admin_client.get(URL).content.decode()
    PageViewRestriction.objects.all().delete()
    type(corrected).objects.filter(pk=corrected.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    assert "Expired" in admin_client.get(URL).content.decode()


def test_is_for_the_newsroom_only(corrected, client):
    assert client.get(URL).status_code == 302
    client.force_login(factories.user())
    assert client.get(URL).status_code == 302


def test_does_not_grow_with_its_length(tree, admin_client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 6):
        for _ in range(number):
            story = factories.article(tree.feed)
            story.corrections = [Correction(text="It was sixteen.")]
            story.save()
        admin_client.get(URL)
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(URL)
        counts.append(len(captured))
    assert counts[0] == counts[1]
