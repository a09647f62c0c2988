"""Jobs that people start: tried again, encoded anew, refused in words."""

from __future__ import annotations

import pytest

from tests.video.encoding_fakes import ready_job
from video.encoding import jobs
from video.encoding.jobs import JobRefused
from video.encoding.results import EncodingError, EncodingStopped
from video.encoding.running import run_job
from video.models import EncodingJob, VideoFile

pytestmark = pytest.mark.django_db
State = EncodingJob.State


def test_a_failed_job_can_be_tried_again_by_hand(fake, video_file):
    fake.before = lambda name: (_ for _ in ()).throw(EncodingError("No."))
    job = jobs.queue_first(video_file)
    run_job(job.pk)
    job.refresh_from_db()
    jobs.retry(job)
    fake.before = lambda name: None
    assert run_job(job.pk) == "ready"
    job.refresh_from_db()
    with pytest.raises(JobRefused):
        jobs.retry(job)


def test_encoding_again_switches_only_when_the_new_one_is_ready(fake, video_file):
    old = ready_job(video_file, ("360p", "audio"))
    shown = []

    def look(name: str) -> None:
        shown.append(VideoFile.objects.get(pk=video_file.pk).encoding_id)

    fake.before = look
    new = jobs.encode_again(video_file)
    assert run_job(new.pk) == "ready"
    assert set(shown) == {old.pk}
    video_file.refresh_from_db()
    assert video_file.encoding == new
    with pytest.raises(JobRefused, match="newer"):
        EncodingJob.objects.filter(pk=old.pk).update(state=State.FAILED)
        jobs.retry(EncodingJob.objects.get(pk=old.pk))


def test_a_new_try_after_a_failure_takes_over_once_it_has_more(fake, video_file):
    def stop(name: str) -> None:
        if name == "720p":
            raise EncodingStopped

    fake.before = stop
    first = jobs.queue_first(video_file)
    run_job(first.pk)
    jobs.cancel(EncodingJob.objects.get(pk=first.pk))
    second = jobs.encode_again(video_file)
    shown = {}
    fake.before = lambda name: shown.update({name: VideoFile.objects.get(pk=video_file.pk).encoding_id})
    run_job(second.pk)
    assert shown == {"360p": first.pk, "audio": first.pk, "720p": first.pk, "mp4": second.pk}


def test_a_full_disk_is_said_before_anything_is_written(fake, video_file, monkeypatch):
    monkeypatch.setattr("video.encoding.running.SPARE_BYTES", 2**62)
    job = jobs.queue_first(video_file)
    run_job(job.pk)
    job.refresh_from_db()
    assert "disk" in job.problem
    assert job.state == State.QUEUED


def test_trying_again_while_somebody_encodes_anew_is_refused_in_words(video_file, monkeypatch):
    """The newer job is committed between the look for one and the change."""
    job = EncodingJob.objects.create(video_file=video_file, state=State.FAILED)
    real = jobs._change

    def change(*args, **changes):
        EncodingJob.objects.create(video_file=video_file)
        return real(*args, **changes)

    monkeypatch.setattr(jobs, "_change", change)
    with pytest.raises(JobRefused, match="being encoded already"):
        jobs.retry(job)
    job.refresh_from_db()
    assert job.state == State.FAILED
