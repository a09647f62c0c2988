"""Encoding heals by itself: lost workers, lost tasks, forgotten files; and what nobody needs is swept."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsreel import leases
from newsreel.worker import NewsroomWorker
from tests import factories
from tests.video.encoding_fakes import path_of, ready_job
from video.encoding import jobs, sweeping, tending
from video.encoding.running import run_job
from video.encoding.sweeping import sweep
from video.encoding.tending import free_lost_jobs, tend
from video.models import EncodingJob
from video.tasks import encode_video

pytestmark = pytest.mark.django_db
State = EncodingJob.State
WORKER = "worker:video:0123456789abcdef"


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Run what waits for a commit, as soon as it is asked for."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def tasks() -> int:
    return DBTaskResult.objects.ready().filter(task_path=encode_video.module_path).count()


# --- Lost workers -----------------------------------------------------------------------------------


def test_a_job_whose_worker_is_gone_is_taken_again(fake, video_file, on_commit):
    job = jobs.claim(jobs.queue_first(video_file).pk, WORKER)
    with on_commit():
        tend()
    job.refresh_from_db()
    assert (job.state, job.deaths, job.claim) == (State.QUEUED, 1, "")
    assert tasks() == 1
    assert run_job(job.pk) == "ready"


def test_a_job_whose_worker_lives_is_left_alone(video_file):
    job = jobs.claim(jobs.queue_first(video_file).pk, WORKER)
    leases.take(WORKER, leases.this_process(), 30)
    assert free_lost_jobs() == 0
    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_a_worker_that_hangs_loses_its_job(video_file):
    job = jobs.claim(jobs.queue_first(video_file).pk, WORKER)
    with time_machine.travel(timezone.now() + tending.HUNG + timedelta(seconds=1)):
        leases.take(WORKER, leases.this_process(), 30)
        assert free_lost_jobs() == 1
    assert not jobs.keep(job), "when it wakes up, it may write nothing any more"


def test_a_job_run_by_hand_is_lost_when_it_falls_silent(video_file):
    jobs.claim(jobs.queue_first(video_file).pk, "somebody's shell")
    assert free_lost_jobs() == 0
    with time_machine.travel(timezone.now() + tending.STALE + timedelta(seconds=1)):
        assert free_lost_jobs() == 1


def test_a_file_that_kills_every_worker_is_given_up(video_file):
    job = jobs.queue_first(video_file)
    for _death in range(jobs.MOST_DEATHS):
        assert jobs.claim(job.pk, WORKER) is not None
        free_lost_jobs()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "memory" in job.problem
    assert jobs.claim(job.pk, WORKER) is None


def test_a_finished_rung_makes_deaths_forgotten(fake, video_file):
    job = jobs.queue_first(video_file)
    EncodingJob.objects.filter(pk=job.pk).update(deaths=5)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.deaths == 0


# --- Lost tasks and forgotten files -----------------------------------------------------------------


def test_a_lost_task_is_put_back_and_a_waiting_one_not_doubled(video_file, on_commit):
    with on_commit():
        job = jobs.queue_first(video_file)
    assert tasks() == 1
    DBTaskResult.objects.all().delete()
    for _round in range(3):
        with on_commit():
            tend()
    assert tasks() == 1
    assert EncodingJob.objects.get() == job


def test_a_job_that_waits_after_a_failure_is_woken_when_it_is_due(video_file, on_commit):
    job = jobs.claim(jobs.queue_first(video_file).pk, WORKER)
    jobs.note_failure(job, "The disk is full.")
    with on_commit():
        tend()
    assert tasks() == 0
    with time_machine.travel(timezone.now() + jobs.BACKOFF + timedelta(seconds=1)), on_commit():
        tend()
    assert tasks() == 1


def test_files_that_nobody_queued_are_encoded_after_all_else(video_file, monkeypatch, on_commit):
    monkeypatch.setattr(tending, "encoder_available", lambda: True)
    broken = factories.video_file(b"words")
    with on_commit():
        tend()
        tend()
    job = EncodingJob.objects.get()
    assert (job.video_file, job.priority) == (video_file, jobs.LOW_PRIORITY)
    assert broken.problem
    assert DBTaskResult.objects.get(task_path=encode_video.module_path).priority == jobs.LOW_PRIORITY


def test_without_an_encoder_files_wait_for_one(video_file, monkeypatch):
    monkeypatch.setattr(tending, "encoder_available", lambda: False)
    tend()
    assert not EncodingJob.objects.exists()


def test_the_workers_of_videos_tend_and_sweep_and_others_do_not():
    names = [
        {duty.__name__ for _pace, duty in NewsroomWorker([queue]).housekeeping.duties}
        for queue in ("video", "default")
    ]
    assert {"tend", "sweep"} <= names[0]
    assert "tend" not in names[1]


# --- Sweeping ---------------------------------------------------------------------------------------


def age(*jobs_: EncodingJob, days: float = 2) -> None:
    before = timezone.now() - timedelta(days=days)
    EncodingJob.objects.filter(pk__in=[job.pk for job in jobs_]).update(finished_at=before)


def test_replaced_outputs_go_after_a_while_and_not_at_once(video_file):
    old = ready_job(video_file)
    new = ready_job(video_file)
    paths = [path_of(rung) for rung in old.rungs.all()]
    age(old)
    sweep()
    assert all(path.exists() for path in paths), "its place was taken a moment ago"
    age(old, new)
    sweep()
    assert not any(path.exists() for path in paths)
    assert not old.rungs.exists()
    assert not paths[0].parent.exists()
    assert all(path_of(rung).exists() for rung in new.rungs.all())
    old.refresh_from_db()
    assert (old.state, old.made) == (State.READY, []), "the desk still knows of it"


def test_what_readers_are_given_is_never_swept(video_file):
    job = ready_job(video_file)
    age(job, days=4000)
    EncodingJob.objects.filter(pk=job.pk).update(state=State.CANCELLED)
    sweep()
    assert path_of(job.rungs.first()).exists()


def leave(folder: Path, hours: float) -> Path:
    folder.mkdir(parents=True)
    (folder / "720p.mp4").write_bytes(b"half")
    moment = timezone.now().timestamp() - hours * 3600
    for path in (folder / "720p.mp4", folder):
        os.utime(path, (moment, moment))
    return folder


def test_what_dead_attempts_left_is_swept_by_age(video_file):
    job = ready_job(video_file)
    outputs = path_of(job.rungs.first()).parent
    dead = leave(outputs / "work-dead", 5)
    young = leave(outputs / "work-young", 0.1)
    unknown = leave(outputs.parent / "unknown-job", 5)
    sweep()
    assert not dead.exists()
    assert young.exists()
    assert not unknown.exists()
    assert path_of(job.rungs.first()).exists()
    assert Path(video_file.file.path).exists()


def test_the_folder_of_a_running_attempt_is_not_swept(video_file):
    job = jobs.claim(jobs.queue_first(video_file).pk, WORKER)
    folder = Path(video_file.file.storage.path(job.folder)) / f"work-{job.claim}"
    leave(folder, 5)
    sweep()
    assert folder.exists()


def test_originals_of_files_that_the_database_does_not_know_stay(video_file):
    """After an older backup was restored, the newer originals are still there to be found."""
    path = Path(video_file.file.path)
    stranger = path.parent.parent / "stranger" / "original.mp4"
    stranger.parent.mkdir()
    stranger.write_bytes(b"the only copy")
    os.utime(stranger, (0, 0))
    os.utime(stranger.parent, (0, 0))
    sweep()
    assert stranger.exists()


def test_deleting_a_file_removes_all_that_was_made_of_it(video_file, on_commit):
    outputs = path_of(ready_job(video_file).rungs.first()).parent
    original = Path(video_file.file.path)
    with on_commit():
        video_file.delete()
    assert not outputs.exists()
    assert not original.exists()


def test_a_file_deleted_while_it_is_encoded_leaves_nothing(fake, video_file, on_commit, monkeypatch):
    monkeypatch.setattr("video.encoding.running.BEAT_SECONDS", 0)
    folder = Path(video_file.file.path).parent

    def delete(name: str) -> None:
        if name == "720p":
            with on_commit():
                type(video_file).objects.get(pk=video_file.pk).delete()

    fake.before = delete
    assert run_job(jobs.queue_first(video_file).pk) == "stopped"
    assert not list(folder.rglob("*.mp4"))


def test_sweeping_asks_little_of_the_database(django_assert_max_num_queries):
    for _number in range(4):
        factories.video_file()
    with django_assert_max_num_queries(5):
        sweeping.sweep()
