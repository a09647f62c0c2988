"""A player that was opened before all of a film was made gets the rest without a reload, and then asks no more."""

from __future__ import annotations

import pytest

from tests.e2e.films import WATCH, play, wait_until
from video.models import EncodingJob, Rung, VideoFile

# What would be a broken moment: the film begins again, waits, jumps, or falls silent.
PLAYLIST = "**/master.m3u8"


@pytest.fixture(autouse=True)
def _soon(monkeypatch) -> None:
    """A second look after a second."""
    monkeypatch.setattr("video.hls.GROWING_SECONDS", 1)


def unfinished(page) -> Rung:
    """Take the better picture away again, as if it were still being made; gives what it was."""
    job = page.file.encoding
    better = job.rungs.get(name="180p")
    Rung.objects.filter(pk=better.pk).delete()
    job.state, job.made = EncodingJob.State.RUNNING, [name for name in job.made if name != "180p"]
    job.save()
    return better


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


def finish(job: EncodingJob) -> None:
    EncodingJob.objects.filter(pk=job.pk).update(state=EncodingJob.State.READY)


def speed(tab, rate: float) -> None:
    """From now on, and of what is loaded later."""
    tab.evaluate(
        "(rate) => { const v = document.querySelector('video'); v.defaultPlaybackRate = v.playbackRate = rate; }",
        rate,
    )


def looks(tab) -> list[str]:
    """The playlists that are asked for from now on."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url) if "master.m3u8" in request.url else None)
    return asked


def test_better_pictures_appear_by_themselves_and_nothing_is_interrupted(film, open_page):
    page = film()
    better = unfinished(page)
    tab = open_page(page.url)
    speed(tab, 0.1)  # however busy the machine is, the film does not end before the better pictures come
    play(tab)
    wait_until(tab, "v.videoHeight === 90")
    tab.get_by_role("button", name="Settings").click()
    panel = tab.get_by_role("group", name="Settings")
    assert not panel.get_by_text("Quality").is_visible(), "with one size there is nothing to choose"
    tab.evaluate(WATCH)
    better.save(force_insert=True)
    panel.get_by_label("180p", exact=True).wait_for()
    assert tab.evaluate("() => window.broken") == []
    assert not tab.evaluate("() => document.querySelector('video').paused")
    panel.get_by_label("180p", exact=True).check()
    speed(tab, 1)  # the next piece of the film is the first of the new size
    wait_until(tab, "v.videoHeight === 180 && !v.paused")
    assert set(tab.evaluate("() => window.broken")) <= {"seeking"}
    wait_until(tab, "v.ended")


def test_once_all_is_made_nobody_asks_any_more(film, open_page):
    page = film()
    EncodingJob.objects.update(state=EncodingJob.State.RUNNING)
    tab = open_page(page.url)
    speed(tab, 0.1)
    play(tab)
    with tab.expect_response(PLAYLIST) as looked:
        pass
    assert "newsreel.growing" in looked.value.text()
    finish(page.file.encoding)
    tab.wait_for_event("response", lambda answer: "m3u8" in answer.url and "growing" not in answer.text())
    asked = looks(tab)
    tab.wait_for_timeout(5000)  # at the pace until now there would have been one or two more looks
    assert asked == []
    assert not tab.evaluate("() => document.querySelector('video').paused")


def test_a_finished_film_is_asked_about_nothing(film, open_page):
    page = film()
    tab = open_page(page.url)
    asked, begins = looks(tab), []
    tab.on("request", lambda request: begins.append(request.url) if request.url.endswith(page.url) else None)
    play(tab)
    speed(tab, 4)
    wait_until(tab, "v.ended")
    assert (len(asked), begins) == (1, [])


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
    play(tab)
    speed(tab, 8)
    wait_until(tab, "v.ended")
    begun(job)
    tab.wait_for_timeout(2500)  # the next look is due
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
