"""A player that was opened before all pictures were made gets the better ones without a reload."""

from __future__ import annotations

from tests.e2e.films import play, wait_until
from video.models import EncodingJob, Rung

# What would be a broken moment: the film begins again, waits, jumps, or falls silent.
WATCH = """() => {
  const v = document.querySelector("video");
  window.broken = [];
  for (const name of ["emptied", "seeking", "pause", "error"]) v.addEventListener(name, () => window.broken.push(name));
}"""


def unfinished(page) -> Rung:
    """Take the better picture away again, as if it were still being made; gives what it was."""
    job = page.file.encoding
    better = job.rungs.get(name="180p")
    Rung.objects.filter(pk=better.pk).delete()
    job.state, job.made = EncodingJob.State.RUNNING, [name for name in job.made if name != "180p"]
    job.save()
    return better


def speed(tab, rate: float) -> None:
    tab.evaluate("(rate) => { document.querySelector('video').playbackRate = rate; }", rate)


def test_better_pictures_appear_by_themselves_and_nothing_is_interrupted(film, open_page):
    page = film()
    better = unfinished(page)
    tab = open_page(page.url)
    tab.evaluate("() => { document.querySelector('video').dataset.growing = 1; }")
    play(tab)
    speed(tab, 0.1)  # however busy the machine is, the film does not end before the better pictures come
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


def test_a_finished_film_is_asked_about_nothing(film, open_page):
    tab = open_page(film().url)
    assert tab.locator("video").get_attribute("data-growing") is None
