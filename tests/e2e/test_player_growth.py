"""A player that was opened before all of a film was made gets the rest without a reload, and then asks no more."""

from __future__ import annotations

import pytest

from tests.e2e.films import WATCH, finish, looks, play, speed, wait_until
from video.models import EncodingJob, Rung

pytestmark = pytest.mark.usefixtures("looked_at_soon")

PLAYLIST = "**/master.m3u8"
LONGEST = 130  # seconds: more than ever pass between two looks


def unfinished(page) -> Rung:
    """Take the better picture away again, as if it were still being made; gives what it was."""
    job = page.file.encoding
    better = job.rungs.get(name="180p")
    Rung.objects.filter(pk=better.pk).delete()
    job.state, job.made = EncodingJob.State.RUNNING, [name for name in job.made if name != "180p"]
    job.save()
    return better


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
    tab.clock.install()
    speed(tab, 0.1)
    play(tab)
    with tab.expect_response(PLAYLIST) as looked:
        pass
    assert "newsreel.growing" in looked.value.text()
    finish(page.file.encoding)
    tab.wait_for_event("response", lambda answer: "m3u8" in answer.url and "growing" not in answer.text())
    asked = looks(tab)
    tab.clock.fast_forward(LONGEST * 1000)
    tab.evaluate("() => new Promise(requestAnimationFrame)")
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
