"""A player that began with the original, as nothing was encoded yet, gets the streams; nobody's place is lost."""

from __future__ import annotations

import pytest

from tests.e2e.films import WATCH, finish, looks, play, speed, wait_until
from video.models import EncodingJob, VideoFile

pytestmark = pytest.mark.usefixtures("looked_at_soon")
PLAYLIST = "**/master.m3u8"
LONGEST = 130  # seconds: more than ever pass between two looks


def not_begun(page) -> EncodingJob:
    """As if nothing were encoded yet and the original played; `begun()` gives the streams to readers."""
    job = page.file.encoding
    VideoFile.objects.filter(pk=page.file.pk).update(encoding=None)
    EncodingJob.objects.filter(pk=job.pk).update(
        state=EncodingJob.State.RUNNING, is_streamable=False, made=[]
    )
    return job


def begun(job: EncodingJob) -> None:
    made = ["90p", "180p", "audio"]
    EncodingJob.objects.filter(pk=job.pk).update(is_streamable=True, made=made)
    VideoFile.objects.filter(pk=job.video_file_id).update(encoding=job)


def test_the_streams_of_a_film_that_began_as_its_original_come_with_the_next_press(film, open_page):
    page = film()
    job = not_begun(page)
    tab = open_page(page.url)
    speed(tab, 0.2)
    play(tab)
    assert "original" in tab.evaluate("() => document.querySelector('video').currentSrc")
    tab.evaluate(WATCH)
    begun(job)
    wait_until(tab, "v.dataset.hls")
    assert tab.evaluate("() => window.broken") == [], "it goes on as it is"
    finish(job)
    button = tab.locator("[data-pc=play]")
    button.click()
    wait_until(tab, "v.paused")
    at = tab.evaluate("() => document.querySelector('video').currentTime")
    button.click()
    wait_until(
        tab, f"v.currentSrc.startsWith('blob:') && !v.paused && v.currentTime >= {at} && v.readyState >= 3"
    )
    assert tab.evaluate("() => document.querySelector('video').currentTime") < at + 2
    tab.get_by_role("button", name="Settings").click()
    tab.get_by_role("group", name="Settings").get_by_label("180p", exact=True).wait_for()


def test_whoever_sees_a_film_again_sees_its_streams(film, open_page):
    """They came while nobody looked."""
    page = film()
    job = not_begun(page)
    tab = open_page(page.url)
    tab.clock.install()
    play(tab)
    speed(tab, 8)
    wait_until(tab, "v.ended")
    begun(job)
    tab.clock.fast_forward(LONGEST * 1000)
    tab.get_by_role("button", name="Replay").click()
    wait_until(
        tab, "v.currentSrc.startsWith('blob:') && !v.paused && v.currentTime > 0.1 && v.currentTime < 3"
    )


def test_a_page_opened_before_the_streams_came_begins_with_them(film, open_page):
    page = film()
    job = not_begun(page)
    tab = open_page(page.url)
    begun(job)
    asked = looks(tab)
    play(tab)
    assert tab.evaluate("() => document.querySelector('video').currentSrc").startswith("blob:")
    assert len(asked) >= 1


def test_where_nothing_comes_of_the_encoding_the_original_plays_and_nobody_asks(film, open_page):
    page = film()
    job = not_begun(page)
    tab = open_page(page.url)
    EncodingJob.objects.filter(pk=job.pk).update(state=EncodingJob.State.FAILED)
    asked = looks(tab)
    play(tab)
    speed(tab, 4)
    wait_until(tab, "v.ended")
    assert len(asked) == 1


def place(tab) -> float:
    return tab.evaluate("() => document.querySelector('video').currentTime")


@pytest.fixture
def changing(film, open_page):
    """A tab whose film was started again when its streams had come; what they need is still on its way in `held`."""
    page, held = film(), []
    job = not_begun(page)
    tab = open_page(page.url)
    speed(tab, 0.3)
    play(tab)
    begun(job)
    wait_until(tab, "v.dataset.hls")
    finish(job)
    tab.route("**/vendor/hls/*", lambda route: held.append(route))
    button = tab.locator("[data-pc=play]")
    button.click()
    wait_until(tab, "v.paused")
    with tab.expect_request("**/vendor/hls/*"):
        button.click()
    wait_until(tab, "!v.paused")
    assert held
    return tab, held


def let(tab, held: list) -> None:
    """What was held comes, and whoever waited for it has it."""
    route = held.pop()
    route.continue_()
    tab.evaluate("(library) => import(library)", route.request.url)


def test_a_reader_who_stops_the_film_while_its_streams_are_fetched_finds_it_stopped(changing):
    tab, held = changing
    button = tab.locator("[data-pc=play]")
    button.click()
    wait_until(tab, "v.paused")
    at = place(tab)
    let(tab, held)
    tab.wait_for_timeout(300)
    assert place(tab) == at
    assert tab.evaluate("() => document.querySelector('video').paused")
    button.click()
    wait_until(
        tab, f"v.currentSrc.startsWith('blob:') && !v.paused && v.currentTime >= {at} && v.readyState >= 3"
    )


def test_a_reader_who_moves_on_while_the_streams_are_fetched_stays_there(changing):
    tab, held = changing
    tab.evaluate("() => { document.querySelector('video').currentTime = 5; }")
    held.pop().continue_()
    wait_until(tab, "v.currentSrc.startsWith('blob:') && !v.paused && v.readyState >= 3")
    assert place(tab) >= 5


def test_streams_that_fail_at_once_leave_the_film_where_it_was(changing):
    tab, held = changing
    tab.evaluate("() => { document.querySelector('video').currentTime = 4; }")
    tab.route(PLAYLIST, lambda route: route.fulfill(status=503))
    with tab.expect_response(PLAYLIST):
        held.pop().continue_()
    wait_until(tab, "v.currentSrc.includes('original') && !v.paused && v.readyState >= 3")
    assert place(tab) >= 4
