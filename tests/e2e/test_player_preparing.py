"""A page that was opened while its film was being prepared says when it can be watched, and loads nothing by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.films import finish, wait_until
from video.models import EncodingJob, VideoFile

READY = "This video can be watched now."
MINUTES = 3 * 60 * 1000  # milliseconds: more than ever pass between two looks


@pytest.fixture
def preparing(film):
    """A page whose film is of a kind that browsers do not play, and its encoding that has just begun."""
    page = film()
    job = page.file.encoding
    VideoFile.objects.filter(pk=page.file.pk).update(
        encoding=None, facts={**page.file.facts, "browsers_play": False}
    )
    EncodingJob.objects.filter(pk=job.pk).update(state=EncodingJob.State.RUNNING, is_streamable=False)
    return page, job


def ready(job: EncodingJob) -> None:
    EncodingJob.objects.filter(pk=job.pk).update(is_streamable=True)
    VideoFile.objects.filter(pk=job.video_file_id).update(encoding=job)
    finish(job)


def wait(tab) -> None:
    """From the beginning by a clock that can be moved."""
    tab.clock.install()
    tab.reload()


def pass_time(tab, until: Callable[[], object]) -> None:
    """Move the clock on, until something holds: its script, or an answer, may still be on its way."""
    for _try in range(150):
        tab.clock.fast_forward(MINUTES)
        tab.wait_for_timeout(100)
        if until():
            return
    raise AssertionError("Time passed, and nothing came of it.")


@pytest.mark.parametrize("where", ["url", "embed_path"])
def test_the_notice_says_when_the_film_can_be_watched_and_a_press_brings_it(preparing, open_page, where):
    page, job = preparing
    tab = open_page(getattr(page, where))
    wait(tab)
    tab.get_by_text("is being prepared").wait_for()
    assert tab.get_by_role("button", name="Watch", exact=True).count() == 0
    looked: list[str] = []
    tab.on(
        "response",
        lambda answer: looked.append(answer.url) if answer.request.resource_type == "fetch" else None,
    )
    pass_time(tab, until=lambda: looked)
    assert tab.get_by_text("is being prepared").is_visible(), "nothing has come yet"
    ready(job)
    pass_time(tab, until=tab.get_by_role("status").get_by_text(READY).is_visible)
    assert tab.locator("video").count() == 0, "nothing comes without a press"
    tab.get_by_role("button", name="Watch", exact=True).click()
    tab.locator(".player__start").click()
    wait_until(tab, "v.currentTime > 0.1")


def test_what_cannot_be_played_after_all_is_said(preparing, open_page):
    page, job = preparing
    tab = open_page(page.url)
    wait(tab)
    EncodingJob.objects.filter(pk=job.pk).update(state=EncodingJob.State.FAILED)
    pass_time(tab, until=tab.get_by_text("cannot be played at the moment").is_visible)
    assert tab.get_by_role("button", name="Watch", exact=True).count() == 0


def test_in_a_frame_without_an_origin_it_is_said_as_well(preparing, open_page, partner, live_server):
    page, job = preparing
    tab = open_page(page.url)
    tab.clock.install()
    tab.goto(partner(live_server.url + page.embed_path, 'sandbox="allow-scripts"'))
    frame = tab.frame_locator("iframe")
    frame.get_by_text("is being prepared").wait_for()
    ready(job)
    pass_time(tab, until=frame.get_by_text(READY).is_visible)
    frame.get_by_role("button", name="Watch", exact=True).click()
    frame.locator(".player__start").wait_for()
