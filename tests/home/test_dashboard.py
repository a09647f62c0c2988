"""The admin's home: first steps, drafts, what the schedule does today, the way to the front page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from newsreel.models import NewsroomSettings, ScheduleAction, ScheduleProblem
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_empty_site_offers_its_first_steps_until_they_are_done(tree, admin_client):
    html = admin_client.get("/admin/").content.decode()
    assert "First steps" in html
    assert f"/admin/pages/add/news/articlepage/{tree.feed.pk}/" in html
    assert f"/admin/pages/add/video/videopage/{tree.videos.pk}/" in html
    assert "/admin/settings/newsreel/newsroomsettings/" in html
    site = tree.home.get_site()
    NewsroomSettings.objects.create(site=site, name="The Courier")
    factories.article(tree.feed)
    factories.video(tree.videos)
    assert "First steps" not in admin_client.get("/admin/").content.decode()


def test_first_steps_leave_a_newsroom_without_video_alone(tree, admin_client):
    for _ in range(5):
        factories.article(tree.feed)
    assert "First steps" not in admin_client.get("/admin/").content.decode()


def test_ones_own_drafts_and_todays_schedule_stand_on_the_admins_home(tree, client):
    user = factories.user(is_superuser=True)
    client.force_login(user)
    draft = factories.article(tree.feed, live=False, title="Half a story", owner=user)
    draft.save_revision(user=user)
    later = factories.article(tree.feed, live=False, title="Budget speech")
    revision = later.save_revision()
    soon = timezone.now() + timezone.timedelta(hours=3)
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=soon)
    factories.article(tree.feed, title="Road closure", expire_at=soon)
    html = client.get("/admin/").content.decode()
    for words in (
        "Your drafts",
        "Half a story",
        "Scheduled for the next 24 hours",
        "Budget speech",
        "Road closure",
    ):
        assert words in html


def test_the_front_page_is_one_click_away_for_those_who_may_edit_it(tree, admin_client, client):
    assert "/admin/front-page/" in admin_client.get("/admin/").content.decode()
    assert admin_client.get("/admin/front-page/")["Location"] == f"/admin/pages/{tree.home.pk}/edit/"
    client.force_login(factories.user("Editors"))
    response = client.get("/admin/")
    assert response.status_code == 200
    assert "/admin/front-page/" not in response.content.decode()


def test_moderators_lay_out_the_front_page_and_editors_do_not(tree, client):
    client.force_login(factories.user("Moderators"))
    assert client.get(f"/admin/pages/{tree.home.pk}/edit/").status_code == 200
    client.force_login(factories.user("Editors"))
    assert client.get(f"/admin/pages/{tree.home.pk}/edit/").status_code == 302


def test_an_editor_is_led_to_the_first_story_but_not_to_the_settings(tree, client):
    client.force_login(factories.user("Editors"))
    html = client.get("/admin/").content.decode()
    assert "Write the first story" in html
    assert "Name your site" not in html


def test_what_the_schedule_could_not_do_is_said_with_its_reason_and_only_once(tree, client):
    client.force_login(factories.user(is_superuser=True))
    story = factories.article(
        tree.feed, title="Road closure", expire_at=timezone.now() - timedelta(minutes=5)
    )
    ScheduleProblem.objects.create(
        action=ScheduleAction.EXPIRE,
        content_type=ContentType.objects.get_for_model(story),
        object_id=str(story.pk),
        due_at=story.expire_at,
        error="The search engine did not answer.",
        next_attempt_at=timezone.now(),
    )
    html = client.get("/admin/").content.decode()
    panel = html.split("Scheduled for the next 24 hours")[1].split("</table>")[0]
    assert panel.count("Road closure") == 1
    assert "The search engine did not answer." in panel
