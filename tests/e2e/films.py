"""Films for the tests in a browser, and how to watch them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from video.models import EncodingJob

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:03.000\nThe gates stand open\n\n00:03.000 --> 00:08.000\n<v Ann>Now they close\n"
CHAPTERS = [{"start": 0, "title": "Open"}, {"start": 4, "title": "Closing"}]
VIDEO = """() => {
  const v = document.querySelector("video");
  return { time: v.currentTime, paused: v.paused, src: v.currentSrc, rate: v.playbackRate };
}"""
# What interrupts a film is named in `window.broken` from now on.
WATCH = """() => {
  const v = document.querySelector("video");
  window.broken = [];
  for (const name of ["emptied", "seeking", "pause", "error"]) v.addEventListener(name, () => window.broken.push(name));
}"""


@pytest.fixture
def looked_at_soon(monkeypatch) -> None:
    """A second look after a second at what is still being made."""
    monkeypatch.setattr("video.hls.GROWING_SECONDS", 1)


@pytest.fixture
def film(tree, streamed) -> Callable[..., object]:
    """A published video with real streams, captions and chapters: `film(content_warning="A wreck")`."""

    def make(**fields: object):
        fields.setdefault("file", streamed())
        fields.setdefault("captions", CAPTIONS)
        return factories.playable_video(tree.videos, chapters=CHAPTERS, **fields)

    return make


def state(tab) -> dict[str, object]:
    return tab.evaluate(VIDEO)


def wait_until(tab, condition: str) -> None:
    """Wait until this holds of the video `v`."""
    holds = f"() => {{ const v = document.querySelector('video'); return v && ({condition}); }}"
    tab.wait_for_function(holds)


def play(tab) -> None:
    tab.locator(".player__start").click()
    wait_until(tab, "v.currentTime > 0.1 && !v.paused")


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


def finish(job: EncodingJob) -> None:
    EncodingJob.objects.filter(pk=job.pk).update(state=EncodingJob.State.READY)


class Replaced:
    """A route: the head and first seconds of a track come, the rest is on its way until `now()`.

    It only delays: what becomes of the rest is the server's own answer at that moment, unless a broken one is given.
    `first`: how many pieces of each track come.
    """

    def __init__(self, first: int = 2) -> None:
        self.first = first
        self.seen: dict[str, int] = {}
        self.waiting: list | None = []
        self.answers: list[int] = []  # the server's, by status
        self.broken: dict[str, object] = {}

    def __call__(self, route) -> None:
        url = route.request.url
        self.seen[url] = self.seen.get(url, 0) + 1
        if self.seen[url] <= self.first:
            route.continue_()
        elif self.waiting is not None:
            self.waiting.append(route)
        else:
            self._let(route)

    def now(self, status: int = 0, body: bytes = b"") -> None:
        """The other file is published; or what comes is broken, if there is a status."""
        self.broken = {"status": status, "body": body} if status else {}
        waiting, self.waiting = self.waiting or [], None
        for route in waiting:
            self._let(route)

    def _let(self, route) -> None:
        if self.broken:
            route.fulfill(**self.broken)
            return
        response = route.fetch()
        self.answers.append(response.status)
        route.fulfill(response=response)
