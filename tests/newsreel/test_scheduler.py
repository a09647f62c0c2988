"""The schedule on real rows: what is due goes live or goes, one item at a time, on time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Revision

from news.models import ArticlePage
from newsreel import scheduler
from newsreel.models import ScheduleAction, ScheduleProblem, StoryPage
from tests import factories

pytestmark = pytest.mark.django_db


def scheduled(feed, after: timedelta = timedelta(minutes=10), **fields):
    """A draft that an editor has scheduled."""
    page = factories.article(feed, live=False, **fields)
    page.go_live_at = timezone.now() + after
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    return page


def in_future(**delta: float):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


def test_nothing_is_due_before_its_time(tree):
    page = scheduled(tree.feed)
    assert not scheduler.tick()
    page.refresh_from_db()
    assert not page.live


def test_a_scheduled_story_goes_live_and_keeps_its_time(tree):
    page = scheduled(tree.feed)
    due_at = page.scheduled_revision.approved_go_live_at
    with in_future(minutes=10, seconds=1):
        outcome = scheduler.tick()
        assert [done.pk for done in outcome.published] == [page.pk]
        page.refresh_from_db()
        assert page.live
        assert abs(page.go_live_at - due_at) < timedelta(milliseconds=1)
        assert page.published_at is not None
        assert ArticlePage.objects.published().filter(pk=page.pk).exists()
        assert not scheduler.tick()


def test_a_new_version_of_a_live_story_goes_live_on_time(tree):
    page = factories.article(tree.feed, title="The old headline of the council")
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    page.title = "The new headline of the council"
    page.go_live_at = timezone.now() + timedelta(minutes=5)
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.title == "The old headline of the council"
    with in_future(minutes=6):
        scheduler.tick()
    page.refresh_from_db()
    assert page.title == "The new headline of the council"


def test_an_expired_story_goes(tree):
    page = factories.article(tree.feed, expire_at=timezone.now() + timedelta(minutes=5))
    assert not scheduler.tick()
    with in_future(minutes=5, seconds=1):
        outcome = scheduler.tick()
    page.refresh_from_db()
    assert [done.pk for done in outcome.expired] == [page.pk]
    assert not page.live
    assert page.expired


def test_expiry_leaves_a_later_version_scheduled(tree):
    page = factories.article(tree.feed, expire_at=timezone.now() + timedelta(minutes=5))
    page.expire_at = None
    page.go_live_at = timezone.now() + timedelta(minutes=30)
    page.save_revision().publish()
    with in_future(minutes=6):
        scheduler.tick()
    page.refresh_from_db()
    assert not page.live
    with in_future(minutes=31):
        scheduler.tick()
    page.refresh_from_db()
    assert page.live


def test_expiry_comes_before_publication(tree):
    leaving = factories.article(tree.feed, expire_at=timezone.now() + timedelta(minutes=5))
    coming = scheduled(tree.feed, after=timedelta(minutes=5))
    order = []
    with in_future(minutes=6):
        outcome = scheduler.tick()
        order = [*outcome.expired, *outcome.published]
    assert [page.pk for page in order] == [leaving.pk, coming.pk]


def break_publishing(monkeypatch, pk: int) -> None:
    """Make one page impossible to publish, as a failing signal handler or a full disk would."""
    execute = PublishRevisionAction.execute

    def fail_for_one(self, *args, **kwargs):
        result = execute(self, *args, **kwargs)
        if self.object.pk == pk:
            raise RuntimeError("the index is on fire")
        return result

    monkeypatch.setattr(PublishRevisionAction, "execute", fail_for_one)


def test_a_failing_story_holds_up_no_other(tree, monkeypatch):
    first, broken, last = (scheduled(tree.feed, after=timedelta(minutes=number)) for number in (1, 2, 3))
    break_publishing(monkeypatch, broken.pk)
    with in_future(minutes=5):
        outcome = scheduler.tick()
    assert [done.pk for done in outcome.published] == [first.pk, last.pk]
    broken.refresh_from_db()
    assert not broken.live, "what failed half-way is rolled back"
    problem = ScheduleProblem.objects.get()
    assert (problem.action, problem.object_id) == (ScheduleAction.PUBLISH, str(broken.pk))
    assert "the index is on fire" in problem.error
    assert Revision.objects.filter(object_id=str(broken.pk), approved_go_live_at__isnull=False).exists()


def test_a_failed_story_is_tried_again_later_and_forgotten_once_it_works(tree, monkeypatch):
    broken = scheduled(tree.feed, after=timedelta(minutes=1))
    with monkeypatch.context() as patch, in_future(minutes=2):
        break_publishing(patch, broken.pk)
        scheduler.tick()
        assert not scheduler.tick(), "not hammered each second"
        assert ScheduleProblem.objects.get().attempts == 1
    with in_future(minutes=3):
        scheduler.tick()
    broken.refresh_from_db()
    assert broken.live
    assert not ScheduleProblem.objects.exists()


@pytest.mark.parametrize("way", ["published by hand", "cancelled", "put off", "deleted"])
def test_a_problem_that_somebody_has_settled_is_forgotten(tree, monkeypatch, way):
    broken = scheduled(tree.feed, after=timedelta(minutes=1))
    with monkeypatch.context() as patch, in_future(minutes=2):
        break_publishing(patch, broken.pk)
        scheduler.tick()
    assert ScheduleProblem.objects.exists()
    draft = broken.get_latest_revision_as_object()
    if way == "deleted":
        broken.delete()
    elif way == "cancelled":
        Revision.objects.update(approved_go_live_at=None)
    else:
        draft.go_live_at = timezone.now() + timedelta(days=1) if way == "put off" else None
        draft.save_revision().publish()
    with in_future(minutes=3):
        scheduler.tick()
    assert not ScheduleProblem.objects.exists()


def test_each_failure_waits_longer(tree, monkeypatch):
    broken = scheduled(tree.feed, after=timedelta(minutes=1))
    break_publishing(monkeypatch, broken.pk)
    pauses = []
    for hour in range(1, 4):
        with in_future(hours=hour):
            now = timezone.now()
            scheduler.tick()
            pauses.append((ScheduleProblem.objects.get().next_attempt_at - now).total_seconds())
    assert pauses == pytest.approx([5, 10, 20], abs=1)


def test_a_quiet_tick_costs_few_queries(tree, django_assert_max_num_queries):
    scheduled(tree.feed)
    scheduler.tick()
    with django_assert_max_num_queries(2 + len(scheduler.draftable_models())):
        scheduler.tick()


def test_what_expires_is_found_by_an_index_however_large_the_archive(tree):
    """The worker asks each second."""
    due = StoryPage.objects.filter(live=True, expire_at__lte=timezone.now()).order_by("expire_at", "pk")
    if connection.vendor == "sqlite":
        assert "newsreel_page_expiry" in due.explain()
    else:
        names = connection.introspection.get_constraints(connection.cursor(), "wagtailcore_page")
        assert "newsreel_page_expiry" in names
