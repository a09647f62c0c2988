"""The life of an encoding job: queued, claimed by one worker, ready, failed or cancelled; lost ones are taken again.

The row is the truth; a task in the queue only wakes a worker. Each change asks in its own UPDATE whether the job is
still what the caller believes, so that two workers never take one job, on any database.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsreel.tasks import enqueue_once
from video.encoding.results import EncodeResult
from video.models.encoding import OPEN_STATES, EncodingJob
from video.models.sources import VideoFile

State = EncodingJob.State

MOST_FAILURES = 3  # attempts that ended in an error, before somebody has to look at it
MOST_DEATHS = 8  # workers lost one after the other without a finished rung
BACKOFF = timedelta(seconds=30)  # doubled with each failure
LOW_PRIORITY = -50  # for what nobody waits for: files that were here before
LOG_TAIL = 8000  # characters kept of what the encoder said


class JobRefused(ValueError):
    """What was asked for cannot be done now; the text is for a producer."""


# --- Asking for work --------------------------------------------------------------------------------


def queue_first(video_file: VideoFile, *, priority: int = 0) -> EncodingJob | None:
    """Queue the encoding of a probed file, once in its life; None if there is nothing to do."""
    if video_file.problem or video_file.probed_at is None or not video_file.file:
        return None
    if EncodingJob.objects.filter(video_file=video_file).exists():
        return None
    return _queue(video_file, priority)


def encode_again(video_file: VideoFile) -> EncodingJob:
    """Queue a new job; what the old one made goes on being served until the new one is ready. Raises JobRefused."""
    if video_file.problem:
        raise JobRefused(_("The file cannot be encoded. %(problem)s") % {"problem": video_file.problem})
    if video_file.probed_at is None:
        raise JobRefused(_("The file is still being read; its encoding starts by itself after that."))
    job = _queue(video_file, 0)
    if job is None:
        raise JobRefused(_("The file is being encoded already. Cancel that first."))
    return job


def _queue(video_file: VideoFile, priority: int) -> EncodingJob | None:
    try:
        with transaction.atomic():
            job = EncodingJob.objects.create(video_file=video_file, priority=priority)
    except IntegrityError:  # somebody was quicker: a file has one open job
        return None
    wake_a_worker(job)
    return job


def wake_a_worker(job: EncodingJob) -> None:
    """Put a task for the job into the queue, unless one waits there."""
    from video.tasks import encode_video

    enqueue_once(encode_video.using(priority=job.priority), job.pk)


def retry(job: EncodingJob) -> None:
    """Let a failed or cancelled job go on where it stopped. Raises JobRefused."""
    if EncodingJob.objects.filter(video_file=job.video_file_id, pk__gt=job.pk).exists():
        raise JobRefused(_("A newer job has taken its place. Encode the file again instead."))
    changes = {"problem": "", "failures": 0, "deaths": 0, "run_after": None, "finished_at": None}
    try:
        with transaction.atomic():
            changed = _change(job, (State.FAILED, State.CANCELLED), state=State.QUEUED, priority=0, **changes)
    except IntegrityError as error:  # a newer one was queued meanwhile: a file has one open job
        raise JobRefused(_("The file is being encoded already. Cancel that first.")) from error
    if not changed:
        raise JobRefused(_("Only a failed or cancelled job can be tried again."))
    wake_a_worker(job)


def cancel(job: EncodingJob) -> None:
    """Stop a job for good; its worker notices within seconds. Raises JobRefused."""
    changes = {"claim": "", "stage": "", "eta_seconds": None, "speed": None, "finished_at": timezone.now()}
    if not _change(job, OPEN_STATES, state=State.CANCELLED, **changes):
        raise JobRefused(_("It has ended already: there is nothing to cancel."))


def _change(job: EncodingJob, states: tuple[str, ...], **changes: object) -> bool:
    """Write the changes if the job is in one of the states; whether it was."""
    changed = EncodingJob.objects.filter(pk=job.pk, state__in=states).update(**changes)
    if changed:
        for name, value in changes.items():
            setattr(job, name, value)
    return bool(changed)


# --- Doing it ---------------------------------------------------------------------------------------


def claim(job_id: int, worker: str) -> EncodingJob | None:
    """Take a waiting job; None if it is gone, taken, ended or not due yet."""
    now, mark = timezone.now(), secrets.token_urlsafe(12)
    due = Q(run_after=None) | Q(run_after__lte=now)
    taken = EncodingJob.objects.filter(due, pk=job_id, state=State.QUEUED).update(
        state=State.RUNNING,
        claim=mark,
        attempt=F("attempt") + 1,
        worker=worker[:80],
        heartbeat_at=now,
        started_at=now,
        run_after=None,
        stage="",
        speed=None,
        eta_seconds=None,
    )
    return EncodingJob.objects.select_related("video_file").get(claim=mark) if taken else None


def keep(job: EncodingJob, **progress: object) -> bool:
    """Show a sign of life, with news if there are any; False if the job is no longer the caller's."""
    if "log_tail" in progress:
        progress["log_tail"] = str(progress["log_tail"])[-LOG_TAIL:]
    mine = EncodingJob.objects.filter(pk=job.pk, state=State.RUNNING, claim=job.claim)
    return bool(mine.update(heartbeat_at=timezone.now(), **progress))


def give_back(job: EncodingJob) -> None:
    """Put a job back because its worker stops; nothing is held against the job."""
    if keep(job, state=State.QUEUED, claim="", stage="", speed=None, eta_seconds=None):
        wake_a_worker(job)


def note_failure(job: EncodingJob, words: str, *, log_tail: str | None = None, final: bool = False) -> None:
    """An attempt ended in an error: try again later, or leave it to people. `words` are for a producer."""
    failures = job.failures + 1
    ended = final or failures >= MOST_FAILURES
    news: dict[str, object] = {"problem": words[:400], "failures": failures, "claim": "", "stage": ""}
    news |= {"speed": None, "eta_seconds": None}
    if log_tail is not None:
        news["log_tail"] = log_tail
    now = timezone.now()
    if ended:
        keep(job, state=State.FAILED, finished_at=now, **news)
    else:
        keep(job, state=State.QUEUED, run_after=now + BACKOFF * 2 ** (failures - 1), **news)


def finish(job: EncodingJob, result: EncodeResult) -> None:
    """Everything is made."""
    job.storyboard, job.stills, job.notices = result.storyboard, result.stills, result.notices
    job.cpu_seconds = round((job.cpu_seconds or 0) + result.cpu_seconds, 3)
    news = {name: getattr(job, name) for name in ("storyboard", "stills", "notices", "cpu_seconds")}
    if keep(
        job,
        **news,
        state=State.READY,
        stage="",
        problem="",
        percent=100,
        speed=None,
        eta_seconds=None,
        finished_at=timezone.now(),
    ):
        job.state = State.READY
