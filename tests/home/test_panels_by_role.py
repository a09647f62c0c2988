"""The admin's home for each group: everyone sees what they can act on, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from home.dashboard import DRAFTS, DraftsPanel, FirstStepsPanel, FrontPagePanel, SchedulePanel
from home.models import StandardPage
from newsreel.models import NewsroomSettings
from tests import factories
from tests.home.layouts import lay_out, make

pytestmark = pytest.mark.django_db

GROUPS = ["Editors", "Producers", "Moderators"]


def titles(panel, name: str = "drafts") -> list[str]:
    return [page.title for page in panel.facts.get(name, [])]


def scheduled(page, moment) -> None:
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment)


# --- First steps --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "steps"),
    [
        ("Editors", ["Write the first story"]),
        ("Producers", ["Upload a video"]),
        ("Moderators", ["Name your site", "Write the first story", "Upload a video"]),
    ],
)
def test_everyone_is_led_to_the_first_steps_that_they_may_take(tree, group, steps):
    panel = FirstStepsPanel(factories.user(group))
    assert [step.title for step in panel.facts["steps"]] == steps


@pytest.mark.parametrize("group", GROUPS)
def test_every_first_step_leads_to_a_page_that_answers(tree, client, group):
    user = factories.user(group)
    client.force_login(user)
    for step in FirstStepsPanel(user).facts["steps"]:
        assert client.get(step.url, follow=True).status_code == 200, step.title


def test_a_step_that_is_done_is_marked_while_others_are_left(tree):
    factories.article(tree.feed)
    steps = FirstStepsPanel(factories.user("Moderators")).facts["steps"]
    assert [step.is_done for step in steps] == [False, True, False]


@pytest.mark.parametrize(
    ("fields", "is_done"),
    [
        ({}, False),
        ({"name": "The Courier"}, True),
        ({"publisher": "Courier Ltd"}, True),
        ({"description": "News"}, True),
    ],
)
def test_a_site_is_named_once_someone_has_written_something_about_it(tree, fields, is_done):
    NewsroomSettings.objects.update_or_create(site=tree.home.get_site(), defaults=fields)
    step = FirstStepsPanel(factories.user("Moderators")).name_step()
    assert step.is_done is is_done


def test_a_newsroom_without_a_feed_or_videos_is_not_led_to_them(tree):
    tree.feed.delete()
    tree.videos.delete()
    panel = FirstStepsPanel(factories.user("Editors"))
    assert (panel.story_step(), panel.video_step()) == (None, None)
    assert panel.render_html() == ""


# --- The front page -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "is_told"), [("Editors", False), ("Producers", False), ("Moderators", True)]
)
def test_fallen_places_are_told_to_those_who_can_mend_them(tree, group, is_told):
    _newest, chosen = make(tree, "Newest", "Chosen")
    lay_out(tree.home, ("lead_package", {"lead": chosen.pk}))
    chosen.unpublish()
    panel = FrontPagePanel(factories.user(group))
    assert bool(panel.facts) is is_told
    assert ("Chosen" in panel.render_html({})) is is_told


# --- Drafts -------------------------------------------------------------------------------------------


def test_a_draft_is_shown_to_who_owns_it_or_wrote_in_it_last(tree):
    owner, writer, other = (factories.user("Editors") for _number in range(3))
    page = factories.article(tree.feed, live=False, title="Half a story", owner=owner)
    page.save_revision(user=writer)
    assert titles(DraftsPanel(owner)) == titles(DraftsPanel(writer)) == ["Half a story"]
    assert DraftsPanel(other).facts == {}


def test_changes_of_a_live_story_are_a_draft_and_published_ones_are_not(tree):
    user = factories.user("Moderators")
    page = factories.article(tree.feed, title="As published", owner=user)
    assert DraftsPanel(user).facts == {}
    page.save_revision(user=user)
    assert titles(DraftsPanel(user)) == ["As published"]
    page.get_latest_revision().publish()
    assert DraftsPanel(user).facts == {}


def test_drafts_of_pages_that_are_no_stories_count_too(tree):
    user = factories.user("Moderators")
    about = tree.home.add_child(instance=StandardPage(title="About us", slug="about", live=False, owner=user))
    about.save_revision(user=user)
    assert titles(DraftsPanel(user)) == ["About us"]


def test_the_latest_draft_stands_first_and_a_long_list_is_cut(tree):
    user = factories.user("Editors")
    for number in range(DRAFTS + 2):
        page = factories.article(tree.feed, live=False, title=f"Draft {number}", owner=user)
        page.save_revision(user=user)
    assert titles(DraftsPanel(user)) == [f"Draft {number}" for number in range(DRAFTS + 1, 1, -1)]


def test_an_expired_story_is_no_draft(tree):
    user = factories.user("Moderators")
    page = factories.article(tree.feed, owner=user, live=False)
    page.save_revision(user=user)
    type(page).objects.filter(pk=page.pk).update(expired=True)
    assert DraftsPanel(user).facts == {}


# --- The schedule ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "sees"),
    [("Editors", ["Article"]), ("Producers", ["Film"]), ("Moderators", ["Film", "Article"])],
)
def test_the_schedule_is_of_pages_that_one_may_edit(tree, group, sees):
    soon = timezone.now() + timedelta(hours=2)
    scheduled(factories.video(tree.videos, live=False, title="Film"), soon)
    scheduled(factories.article(tree.feed, live=False, title="Article"), soon + timedelta(hours=1))
    due = SchedulePanel(factories.user(group)).facts["due"]
    assert [item.page.title for item in due] == sees


def test_the_schedule_is_of_one_day_in_order_with_what_comes_down(tree):
    now = timezone.now()
    scheduled(factories.article(tree.feed, live=False, title="Third"), now + timedelta(hours=23))
    scheduled(factories.article(tree.feed, live=False, title="Tomorrow"), now + timedelta(hours=25))
    factories.article(tree.feed, title="Second", expire_at=now + timedelta(hours=5))
    scheduled(factories.article(tree.feed, live=False, title="Overdue"), now - timedelta(minutes=5))
    factories.article(tree.feed, title="Later", expire_at=now + timedelta(days=3))
    due = SchedulePanel(factories.user("Moderators")).facts["due"]
    assert [(item.page.title, item.is_expiry) for item in due] == [
        ("Overdue", False),
        ("Second", True),
        ("Third", False),
    ]


def test_a_scheduled_story_that_was_deleted_is_left_out(tree):
    page = factories.article(tree.feed, live=False)
    scheduled(page, timezone.now() + timedelta(hours=1))
    page.delete()
    assert SchedulePanel(factories.user("Moderators")).facts == {}


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", '"><img src=x onerror=y>'])
def test_hostile_headlines_stay_words_in_every_panel(tree, client, title):
    user = factories.user("Moderators")
    draft = factories.article(tree.feed, live=False, title=title, owner=user)
    draft.save_revision(user=user)
    scheduled(factories.article(tree.feed, live=False, title=title), timezone.now() + timedelta(hours=1))
    chosen = factories.article(tree.feed, title=title)
    lay_out(tree.home, ("lead_package", {"lead": chosen.pk}))
    chosen.unpublish()
    client.force_login(user)
    html = client.get("/admin/").content.decode()
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert html.count("onerror=y") == html.count("&gt;&lt;img src=x onerror=y")
