"""The producers' screens for docs/producers.md, each in the state that it explains: `make screenshots ARGS=--docs`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench.newsroom import BASE_DIR

WIDTH, HEIGHT = 1200, 1400  # of the window, in pixels
CLIPS = BASE_DIR / "home" / "demo" / "clips"
FILM = "barrier-closes"
SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 120_000}
PANEL = "#panel-child-content-{}-section"


def desk_shots(tab, origin: str) -> Iterator[tuple[str, bytes]]:
    """File names and pictures (PNG) of the producers' screens; `tab` is logged in."""
    from video.models import VideoPage

    tab.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    film = f"{origin}/admin/pages/{VideoPage.objects.get(slug=FILM).pk}/edit/"
    yield "upload", _uploading(tab, origin)
    with _amid_encoding():
        yield "encoding-list", _screen(tab, f"{origin}/admin/encoding-jobs/", 640)
        tab.goto(film, wait_until="networkidle")
        yield "encoding", _around(tab, ".newsroom-film__state")
    tab.goto(film, wait_until="networkidle")
    tab.get_by_text("Take the poster from the video").click()
    _load(tab, ".newsroom-film__stills img")
    tab.wait_for_timeout(1500)
    yield "poster", _around(tab, ".newsroom-film")
    yield "captions", _beside_the_film(tab, "caption-editor")
    yield "chapters", _beside_the_film(tab, "chapter-editor")
    yield "rights", _around(tab, PANEL.format("rights"))
    yield "out-there", _around(tab, PANEL.format("out_there"))
    with _without_review():
        yield "missing-words", _screen(tab, f"{origin}/admin/video-words/report/", 560)
    tab.goto(f"{origin}/video/{FILM}/", wait_until="networkidle")
    tab.locator(".embedcode summary").click()
    yield "embed-code", _around(tab, ".embedcode__box", 24)


def _screen(tab, address: str, height: int) -> bytes:
    tab.goto(address, wait_until="networkidle")
    return tab.screenshot(clip=_clip(0, 0, WIDTH, height))


def _around(tab, selector: str, margin: int = 16) -> bytes:
    """An element with some ground around it, as far as the window goes."""
    element = tab.locator(selector).first
    element.evaluate("element => element.scrollIntoView({ block: 'center', behavior: 'instant' })")
    tab.wait_for_timeout(300)
    box = element.bounding_box()
    left, top = max(0, box["x"] - margin), max(0, box["y"] - margin)
    right, bottom = box["x"] + box["width"] + margin, box["y"] + box["height"] + margin
    return tab.screenshot(clip=_clip(left, top, min(WIDTH, right), min(HEIGHT, bottom)))


def _clip(left: float, top: float, right: float, bottom: float) -> dict[str, float]:
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _uploading(tab, origin: str) -> bytes:
    """Two films on their way over a slow line; nothing of them is kept."""
    tab.goto(f"{origin}/admin/video-files/new/", wait_until="networkidle")
    line = tab.context.new_cdp_session(tab)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    tab.locator("[data-upload-input]").set_input_files([CLIPS / f"{FILM}.mp4", CLIPS / "wheat-in-wind.mp4"])
    tab.wait_for_timeout(5000)
    tab.get_by_role("button", name="Pause").last.click()
    tab.wait_for_timeout(300)
    shot = tab.screenshot(clip=_clip(0, 0, WIDTH, 560))
    cancel = tab.locator("[data-upload-list]").get_by_role("button", name="Cancel")
    while cancel.count():
        cancel.first.click()
        tab.wait_for_timeout(1000)
    line.send("Network.emulateNetworkConditions", {**SLOW, "uploadThroughput": -1, "latency": 0})
    return shot


def _load(tab, selector: str) -> None:
    tab.locator(selector).last.evaluate("async image => { image.loading = 'eager'; await image.decode(); }")


def _beside_the_film(tab, editor: str) -> bytes:
    tab.locator(editor).last.get_by_role("button", name="Edit beside the video").click()
    tab.wait_for_function("() => document.querySelector('.stage__video')?.readyState === 4")
    tab.wait_for_timeout(1500)  # until the browser's own wheel has gone
    return _around(tab, editor)


@contextmanager
def _without_review() -> Iterator[None]:
    """Two films whose captions nobody has reviewed yet; afterwards as they were."""
    from video.models import CaptionTrack

    tracks = CaptionTrack.objects.filter(video__slug__in=("ferry-leaves", "wheat-in-wind"), reviewed=True)
    keys = list(tracks.values_list("pk", flat=True))
    tracks.update(reviewed=False)
    try:
        yield
    finally:
        CaptionTrack.objects.filter(pk__in=keys).update(reviewed=True)


@contextmanager
def _amid_encoding() -> Iterator[None]:
    """The film amid its encoding, and in the list a job of each kind; afterwards all as they were."""
    from django.utils import timezone

    from video.models import EncodingJob, VideoPage

    now, States = timezone.now(), EncodingJob.State
    running = {
        "state": States.RUNNING,
        "percent": 42,
        "eta_seconds": 190,
        "heartbeat_at": now,
        "started_at": now,
    }
    failed = {"state": States.FAILED, "percent": 10, "problem": "The disk is full. It was tried three times."}
    film = VideoPage.objects.get(slug=FILM).file.newest_job
    kept = [*EncodingJob.objects.exclude(pk=film.pk).order_by("-pk")[:3], film]
    for job, facts in zip(
        kept, ({"state": States.QUEUED, "percent": 0}, running, failed, running), strict=True
    ):
        EncodingJob.objects.filter(pk=job.pk).update(finished_at=None, **facts)
    try:
        yield
    finally:
        for job in kept:
            job.save()
