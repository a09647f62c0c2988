"""Fixtures for all tests."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult
from hypothesis import settings as settings_of_hypothesis
from wagtail.models import Page, Site

from newsreel import visibility
from tests import factories, snapshots

_taken = pytest.StashKey[str]()

# A busy machine is no reason for a test to fail.
settings_of_hypothesis.register_profile("newsreel", deadline=None)
settings_of_hypothesis.load_profile("newsreel")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, request):
    """The database as migrations made it, remembered for tests that must flush it."""
    with django_db_blocker.unblock():
        request.config.stash[_taken] = snapshots.take()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    result = yield
    snapshot = item.config.stash.get(_taken, None)
    if snapshot and snapshots.flushes(item):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            snapshots.put_back(snapshot)
    return result


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
    yield
    cache.clear()
    # A streamed response that no test has closed never ends its request.
    visibility.end_request()


@pytest.fixture
def tree(db):
    """The front page, News Feed and Video that every newsroom starts with, also after a transactional test."""
    from home.models import HomePage
    from news.models import NewsFeedPage
    from video.models import VideoIndexPage

    if not HomePage.objects.exists():
        factories.plant_tree()
    tree = factories.Tree(
        home=HomePage.objects.get(),
        feed=NewsFeedPage.objects.get(slug="news"),
        videos=VideoIndexPage.objects.get(),
    )
    Site.clear_site_root_paths_cache() if hasattr(Site, "clear_site_root_paths_cache") else None
    return tree


@pytest.fixture
def drain(db):
    """Run queued tasks in this process and on this connection; an error in one fails the test.

    `drain()` leaves the videos alone: a test that wants them encoded says `drain("video")`.
    """

    def run(queue: str = "default") -> None:
        while (queued := DBTaskResult.objects.ready().filter(queue_name=queue).first()) is not None:
            queued.claim("tests")
            result = queued.task_result
            context = [TaskContext(task_result=result)] if queued.task.takes_context else []
            queued.set_successful(queued.task.call(*context, *result.args, **result.kwargs))

    return run


@pytest.fixture
def root(db) -> Page:
    return Page.objects.get(depth=1)
