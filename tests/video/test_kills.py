"""A real worker is shot at random moments while it encodes: every job ends ready, and nothing broken is served."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import factories
from video.encoding import jobs
from video.encoding.engine import encoder_available
from video.models import EncodingJob, Rung, VideoFile

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not encoder_available(), reason="needs ffmpeg"),
]
KILLS = 5
PATIENCE_SECONDS = 180
# A worker in a process of its own, on this test's database and folders, that tends twice a second.
PROGRAM = """
import json, os, sys
import django
from django.conf import settings
import newsreel.settings.test as ours
given = json.loads(os.environ["NEWSREEL_TEST_GIVEN"])
ours.DATABASES["default"]["NAME"] = given["database"]
for name, options in ours.STORAGES.items():
    if name in given["folders"]:
        options["OPTIONS"]["location"] = given["folders"][name]
django.setup()
import video.apps
from newsreel import worker
worker._duties[:] = [(queue, 0.5, duty) for queue, _pace, duty in worker._duties if duty.__name__ == "tend"]
made = worker.NewsroomWorker(["video"], interval=0.1)
made.configure_signals()
made.run()
"""


def start_worker() -> subprocess.Popen:
    import json

    folders = {
        name: options["OPTIONS"]["location"]
        for name, options in settings.STORAGES.items()
        if "location" in options.get("OPTIONS", {})
    }
    given = {"database": connection.settings_dict["NAME"], "folders": folders}
    environment = {
        **os.environ,
        "NEWSREEL_TEST_GIVEN": json.dumps(given),
        "DJANGO_SETTINGS_MODULE": "newsreel.settings.test",
    }
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL
    )


def wait_until(condition, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def running() -> bool:
    return EncodingJob.objects.filter(state=EncodingJob.State.RUNNING).exists()


def check_what_is_served(client) -> int:
    """Fetch every playlist that a player would, and read the bytes it names; how many were looked at."""
    import av

    looked_at = 0
    for file in VideoFile.objects.select_related("encoding").exclude(encoding=None):
        if file.hls_url:
            master = client.get(file.hls_url)
            assert master.status_code == 200
            names = re.findall(r'^([\w-]+\.m3u8)$|URI="([\w-]+\.m3u8)"', master.content_of(), re.MULTILINE)
            for name in filter(None, (part for pair in names for part in pair)):
                looked_at += check_rung(client, file.hls_url.replace("master.m3u8", name))
        if file.encoding.has_one_file:
            content = client.get(file.progressive_url).bytes_of()
            with av.open(io.BytesIO(content)) as media:
                assert sum(1 for _frame in media.decode(video=0)) > 0
            looked_at += 1
    return looked_at


def check_rung(client, url: str) -> int:
    """Put a rung together from the ranges of its playlist and decode it."""
    import av

    playlist = client.get(url).content_of()
    ranges = re.findall(r'BYTERANGE:?="?(\d+)@(\d+)|BYTERANGE:(\d+)@(\d+)', playlist)
    pieces = []
    for pair in ranges:
        length, offset = (int(part) for part in pair if part)
        part = client.get(
            url.replace(".m3u8", ".mp4"), headers={"Range": f"bytes={offset}-{offset + length - 1}"}
        )
        assert part.status_code == 206
        piece = part.bytes_of()
        assert len(piece) == length
        pieces.append(piece)
    with av.open(io.BytesIO(b"".join(pieces))) as media:
        assert sum(1 for _frame in media.decode(media.streams[0])) > 0
    return 1


@pytest.fixture
def viewer(client):
    """A client whose answers say their content, streamed or not."""

    class Viewer:
        def get(self, url: str, **options: object):
            response = client.get(url, **options)
            response.bytes_of = lambda: response.getvalue() if response.streaming else response.content
            response.content_of = lambda: response.bytes_of().decode()
            return response

    return Viewer()


def test_a_worker_shot_at_random_moments_loses_nothing(tree, viewer):
    content = factories.video_bytes(seconds=3, width=640, height=360, sound=True)
    files = [factories.video_file(content) for _number in range(2)]
    for file in files:
        factories.video(tree.videos, file=file)
        jobs.queue_first(file)
    worker = start_worker()
    try:
        for _kill in range(KILLS):
            wait_until(lambda: running() or not EncodingJob.objects.filter(state="queued").exists())
            time.sleep(random.uniform(0, 1.2))
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            check_what_is_served(viewer)
            worker = start_worker()
        wait_until(lambda: not EncodingJob.objects.exclude(state=EncodingJob.State.READY).exists())
    finally:
        worker.kill()
        worker.wait()
    assert check_what_is_served(viewer) >= 3 * len(files)
    for rung in Rung.objects.select_related("job__video_file"):
        path = Path(rung.job.video_file.file.storage.path(rung.path))
        assert path.stat().st_size == rung.size
    for job in EncodingJob.objects.select_related("video_file"):
        assert job.failures == 0
        assert sorted(rung.name for rung in job.rungs.all()) == job.made
        assert job.video_file.encoding_id == job.pk


def test_of_many_workers_at_once_one_gets_the_job(tree):
    job = jobs.queue_first(factories.video_file())
    start, taken = threading.Barrier(6), []

    def try_it(name: str) -> None:
        start.wait()
        try:
            taken.append(jobs.claim(job.pk, name))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=[f"worker {number}"]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 6
    assert sum(one is not None for one in taken) == 1


def test_a_cancelled_encoding_stops_and_leaves_the_worker_to_others(tree):
    content = factories.video_bytes(seconds=20, width=640, height=360, sound=True)
    stopped = jobs.queue_first(factories.video_file(content))
    folder = Path(stopped.video_file.file.storage.path(stopped.folder))
    worker = start_worker()
    try:
        wait_until(lambda: list(folder.glob("work-*/*")))
        jobs.cancel(stopped)
        wait_until(lambda: not list(folder.glob("work-*")))
        after = jobs.queue_first(factories.video_file())
        wait_until(lambda: EncodingJob.objects.get(pk=after.pk).state == EncodingJob.State.READY)
    finally:
        worker.kill()
        worker.wait()
    stopped.refresh_from_db()
    assert (stopped.state, stopped.attempt) == (EncodingJob.State.CANCELLED, 1)
