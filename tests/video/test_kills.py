"""A real worker is shot while it encodes, and a reader plays all the while: every job ends ready, nothing breaks."""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests import factories, processes
from tests.processes import wait_until
from tests.video import reader_process, worker_process
from video.encoding import jobs
from video.encoding.engine import encoder_available
from video.models import EncodingJob, Rung

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not encoder_available(), reason="needs ffmpeg"),
]
SHOTS = 6
# Steps between a finished file and what readers are given. Whoever dies there has switched, or has not.
SWITCH = [
    "video.encoding.places:Workplace.place:after",
    "video.encoding.running:show:after",
    "video.encoding.jobs:finish:before",
    "video.encoding.jobs:finish:after",
    "video.encoding.running:Attempt.finish:after",
]


def start_worker(dies_at: str = ""):
    return processes.start("-m", worker_process.__name__, **{worker_process.STEP: dies_at})


def running() -> bool:
    return EncodingJob.objects.filter(state=EncodingJob.State.RUNNING).exists()


def all_are_ready() -> bool:
    return not EncodingJob.objects.exclude(state=EncodingJob.State.READY).exists()


@pytest.fixture
def origin(db) -> Iterator[str]:
    port = processes.free_port()
    with processes.web_server(port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def reader(origin: str, report: Path, pages: list) -> Iterator[None]:
    """Somebody in a process of their own who plays these pages again and again, and found nothing broken."""
    report.touch()
    command = ["-m", reader_process.__name__, str(report), origin, *(page.url for page in pages)]
    process = processes.start(*command)
    try:
        yield
        rounds = len(report.read_text().splitlines())
        wait_until(lambda: len(report.read_text().splitlines()) > rounds + 1)  # and one from first to last
    finally:
        processes.kill(process)
    lines = report.read_text().splitlines()
    assert [line for line in lines if not line.isdigit()] == []


def rounds_of(report: Path) -> list[int]:
    return [int(line) for line in report.read_text().splitlines() if line.isdigit()]


def test_a_worker_shot_at_random_moments_loses_nothing(tree, origin, tmp_path):
    seed = int(os.environ.get("NEWSREEL_TEST_SEED") or random.randrange(10**6))
    sys.stdout.write(f"The moments of the shots: NEWSREEL_TEST_SEED={seed}\n")
    moments = random.Random(seed)
    content = factories.video_bytes(seconds=3, width=640, height=360, sound=True)
    files = [factories.video_file(content) for _number in range(2)]
    pages = [factories.video(tree.videos, file=file) for file in files]
    for file in files:
        jobs.queue_first(file)
    report = tmp_path / "report"
    worker = start_worker()
    try:
        with reader(origin, report, pages):
            for _shot in range(SHOTS):
                wait_until(lambda: running() or all_are_ready())
                time.sleep(moments.uniform(0, 1.2))
                processes.kill(worker)
                worker = start_worker()
            wait_until(all_are_ready)
    finally:
        processes.kill(worker)
    assert rounds_of(report)[-1] >= 3 * len(files)
    for job in EncodingJob.objects.select_related("video_file"):
        assert job.failures == 0
        assert_whole(job)


def assert_whole(job: EncodingJob) -> None:
    """Readers are given this job, and each of its files has the size that its row says."""
    assert job.video_file.encoding_id == job.pk
    assert sorted(rung.name for rung in job.rungs.all()) == job.made
    for rung in Rung.objects.filter(job=job):
        assert Path(job.video_file.file.storage.path(rung.path)).stat().st_size == rung.size


def test_a_worker_killed_while_it_switches_outputs_has_switched_or_has_not(tree, origin, tmp_path):
    file = factories.video_file(factories.video_bytes(seconds=2, sound=True))
    page = factories.video(tree.videos, file=file)
    first = jobs.queue_first(file)
    worker = start_worker()
    wait_until(all_are_ready)
    processes.kill(worker)
    file.refresh_from_db()
    assert file.encoding_id == first.pk
    second = jobs.encode_again(file)
    report = tmp_path / "report"
    with reader(origin, report, [page]):
        for step in SWITCH:
            worker = start_worker(dies_at=step)
            assert worker.wait(processes.PATIENCE_SECONDS) != 0, step
            second.refresh_from_db()
            file.refresh_from_db()
            assert file.encoding_id in (first.pk, second.pk)
            if file.encoding_id == second.pk:
                assert second.state == EncodingJob.State.READY, "an unfinished job takes no ready one's place"
    assert min(rounds_of(report)) >= 2, "there was always something to play"
    second = EncodingJob.objects.select_related("video_file").get(pk=second.pk)
    assert second.failures == 0
    assert_whole(second)


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
        processes.kill(worker)
    stopped.refresh_from_db()
    assert (stopped.state, stopped.attempt) == (EncodingJob.State.CANCELLED, 1)
