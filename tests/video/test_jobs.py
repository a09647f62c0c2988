"""The life of an encoding job: queued once, claimed by one, retried, cancelled, encoded again."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import factories
from tests.video.encoding_fakes import path_of, ready_job
from video.encoding import jobs
from video.encoding.jobs import JobRefused
from video.encoding.places import WORK, Workplace
from video.encoding.results import EncodingError
from video.encoding.running import run_job
from video.models import EncodingJob, VideoFile
from video.tasks import encode_video, probe_video_file

pytestmark = pytest.mark.django_db
State = EncodingJob.State


def waiting_tasks() -> list[int]:
    found = DBTaskResult.objects.ready().filter(task_path=encode_video.module_path)
    return [result.args_kwargs["args"][0] for result in found]


def test_a_probed_file_is_queued_once(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("video.encoding.engine.encoder_available", lambda: True)
    with django_capture_on_commit_callbacks(execute=True):
        video_file = factories.video_file()
        probe_video_file.call(video_file.pk)
        probe_video_file.call(video_file.pk)
    job = EncodingJob.objects.get(video_file=video_file)
    assert job.state == State.QUEUED
    assert waiting_tasks() == [job.pk]


def test_without_an_encoder_nothing_is_queued(monkeypatch):
    monkeypatch.setattr("video.encoding.engine.encoder_available", lambda: False)
    probe_video_file.call(factories.video_file().pk)
    assert not EncodingJob.objects.exists()


def test_draining_the_queue_in_a_test_encodes_nothing(drain, video_file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.queue_first(video_file)
    drain()
    assert EncodingJob.objects.get().state == State.QUEUED


def test_what_cannot_be_read_is_not_queued():
    assert jobs.queue_first(factories.video_file(b"words", name="clip.mp4")) is None
    assert jobs.queue_first(VideoFile(title="Nothing")) is None
    assert not EncodingJob.objects.exists()


def test_one_worker_gets_a_job(video_file):
    job = jobs.queue_first(video_file)
    first = jobs.claim(job.pk, "first")
    assert first.worker == "first"
    assert first.attempt == 1
    assert jobs.claim(job.pk, "second") is None


def test_a_file_has_one_open_job(video_file):
    jobs.queue_first(video_file)
    assert jobs.queue_first(video_file) is None
    with pytest.raises(JobRefused, match="already"):
        jobs.encode_again(video_file)


def test_a_job_makes_everything_and_readers_are_given_it(fake, video_file):
    job = jobs.queue_first(video_file)
    assert run_job(job.pk) == "ready"
    job.refresh_from_db()
    video_file.refresh_from_db()
    assert (job.state, job.percent, job.problem, job.cpu_seconds) == (State.READY, 100, "", 1.5)
    assert {rung.name for rung in job.rungs.all()} == set(job.made) == set(fake.names)
    assert all(path_of(rung).read_bytes() == rung.name.encode() * 3 for rung in job.rungs.all())
    assert video_file.encoding == job
    assert video_file.hls_url
    assert video_file.progressive_url.endswith("/mp4.mp4")
    assert not list(path_of(job.rungs.first()).parent.glob("work-*")), "nothing of the work is left"


def test_the_file_is_playable_as_soon_as_its_first_rung_is(fake, video_file):
    seen = {}

    def look(name: str) -> None:
        shown = VideoFile.objects.select_related("encoding").get(pk=video_file.pk)
        seen[name] = (bool(shown.hls_url), shown.progressive_url.endswith("/mp4.mp4"), shown.encoding_state)

    fake.before = look
    run_job(jobs.queue_first(video_file).pk)
    assert seen == {
        "360p": (False, False, "running"),
        "audio": (False, False, "running"),
        "720p": (True, False, "running"),
        "mp4": (True, False, "running"),
    }


def test_a_job_that_ended_does_not_run_again(fake, video_file):
    job = ready_job(video_file)
    assert run_job(job.pk) == "not to be run"
    assert fake.made == []


def test_a_job_whose_file_was_deleted_is_content(fake, video_file):
    job = jobs.queue_first(video_file)
    video_file.delete()
    assert run_job(job.pk) == "not to be run"


def test_an_error_that_may_pass_is_tried_again_later_and_later(fake, video_file):
    def fail(name: str) -> None:
        if name == "720p":
            raise EncodingError("The disk is full.", may_retry=True, log_tail="No space left on device")

    fake.before = fail
    job = jobs.queue_first(video_file)
    moment = timezone.now()
    pauses = []
    for _attempt in range(jobs.MOST_FAILURES):
        with time_machine.travel(moment):
            assert run_job(job.pk) == "failed"
        job.refresh_from_db()
        if job.state == State.QUEUED:
            assert jobs.claim(job.pk, "too early") is None
            pauses.append(job.run_after - moment)
            moment = job.run_after + timedelta(seconds=1)
    assert pauses[1] > 1.5 * pauses[0]
    assert job.state == State.FAILED
    assert job.problem == "The disk is full."
    assert job.log_tail == "No space left on device"
    assert fake.reused == [set(), {"360p", "audio"}, {"360p", "audio"}], "finished rungs are reused"
    assert fake.made == ["360p", "audio"]


def test_an_error_of_the_file_itself_is_not_tried_again(fake, video_file):
    def fail(name: str) -> None:
        raise EncodingError("There is no moving picture in it.")

    fake.before = fail
    job = jobs.queue_first(video_file)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failures) == (State.FAILED, 1)


def test_what_nobody_foresaw_is_said_and_logged(fake, video_file, caplog):
    def fail(name: str) -> None:
        raise RuntimeError("secret path /srv")

    fake.before = fail
    job = jobs.queue_first(video_file)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == State.QUEUED
    assert "/srv" not in job.problem
    assert "/srv" in caplog.text


def test_an_original_that_is_gone_is_no_mystery(fake, video_file):
    job = jobs.queue_first(video_file)
    video_file.file.storage.delete(video_file.file.name)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "Upload it again" in job.problem


def test_a_cancelled_job_stops_at_the_next_sign_of_life(fake, video_file, monkeypatch):
    monkeypatch.setattr("video.encoding.running.BEAT_SECONDS", 0)
    job = jobs.queue_first(video_file)

    def cancel(name: str) -> None:
        if name == "720p":
            jobs.cancel(EncodingJob.objects.get(pk=job.pk))

    fake.before = cancel
    assert run_job(job.pk) == "stopped"
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert job.made == ["360p", "audio"], "what was finished stays"
    with pytest.raises(JobRefused):
        jobs.cancel(job)


def test_a_job_taken_over_is_left_alone_by_its_old_worker(fake, video_file):
    job = jobs.queue_first(video_file)

    def take_over(name: str) -> None:
        if name == "audio":
            EncodingJob.objects.filter(pk=job.pk).update(claim="another", worker="another")

    fake.before = take_over
    assert run_job(job.pk) == "stopped"
    job.refresh_from_db()
    assert (job.state, job.worker) == (State.RUNNING, "another")
    assert job.made == ["360p"]
    assert not job.rungs.filter(name="audio").exists()


def test_a_worker_that_is_told_to_stop_gives_its_job_back(fake, video_file, monkeypatch):
    from video.encoding import running

    job = jobs.claim(jobs.queue_first(video_file).pk, "worker")
    stopping = []
    attempt = running.Attempt(job, lambda: bool(stopping))
    fake.before = lambda name: stopping.append(name) if name == "720p" else None
    assert attempt.run() == "stopped"
    job.refresh_from_db()
    assert (job.state, job.failures, job.deaths, job.claim) == (State.QUEUED, 0, 0, "")
    assert run_job(job.pk) == "ready"
    assert fake.made == ["360p", "audio", "720p", "mp4"]


@pytest.mark.parametrize("broken", ["size", "open", "part"])
def test_a_storage_that_does_not_answer_costs_no_rung(fake, video_file, monkeypatch, broken):
    job = stopped_before_the_last(fake, video_file)

    def fail(*arguments, **options):
        raise TimeoutError("The storage does not answer")

    def part(file, copy, length):
        copy.write(b"half")

    with monkeypatch.context() as trouble:
        trouble.setattr(Workplace, "__init__", elsewhere)
        if broken == "part":
            trouble.setattr(shutil, "copyfileobj", part)
        else:
            trouble.setattr(type(video_file.file.storage), broken, fail)
        assert run_job(job.pk) == "failed"
    job.refresh_from_db()
    assert (job.state, job.rungs.count()) == (State.QUEUED, 3), "it is tried again later, with what it had"
    assert "It is tried again" in job.problem
    with time_machine.travel(job.run_after + timedelta(seconds=1), tick=False):
        assert run_job(job.pk) == "ready"
    assert fake.reused[-1] == {"360p", "audio", "720p"}


def stopped_before_the_last(fake, video_file: VideoFile) -> EncodingJob:
    """A job whose first attempt made all but the single file."""

    def stop(name: str) -> None:
        if name == "mp4":
            raise EncodingError("The encoder was stopped.", may_retry=True)

    fake.before = stop
    job = jobs.queue_first(video_file)
    assert run_job(job.pk) == "failed"
    fake.before = lambda name: None
    EncodingJob.objects.filter(pk=job.pk).update(run_after=None)
    return job


def elsewhere(place: Workplace, job: EncodingJob) -> None:
    """As if the storage were not on this machine."""
    place.storage, place.outputs, place.local = job.video_file.file.storage, job.folder, None
    place.folder = Path(settings.DATA_DIR) / "encoding" / job.token / f"{WORK}{job.claim}"


def test_a_rung_whose_file_is_not_whole_is_made_again(fake, video_file, monkeypatch):
    def stop(name: str) -> None:
        if name == "720p":
            raise EncodingError("Later.", may_retry=True)

    fake.before = stop
    job = jobs.queue_first(video_file)
    run_job(job.pk)
    path_of(job.rungs.get(name="360p")).write_bytes(b"half")
    EncodingJob.objects.filter(pk=job.pk).update(run_after=None)
    fake.before = lambda name: None
    assert run_job(job.pk) == "ready"
    assert fake.reused[-1] == {"audio"}
    assert path_of(job.rungs.get(name="360p")).read_bytes() == b"360p" * 3
