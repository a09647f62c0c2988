"""What keeps encoding going by itself: jobs whose worker died, tasks that were lost, files that nobody queued."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsreel import leases
from newsreel.worker import PREFIX
from video.encoding.engine import encoder_available
from video.encoding.jobs import LOW_PRIORITY, MOST_DEATHS, queue_first, wake_a_worker
from video.models.encoding import EncodingJob
from video.models.sources import VideoFile
from video.probing import pardon_what_can_be_encoded, read_again

logger = logging.getLogger("newsreel.video")

State = EncodingJob.State

STALE = timedelta(seconds=60)  # without a sign of life from something that is no worker of ours
HUNG = timedelta(minutes=15)  # without one although the worker itself is alive
FILES_AT_ONCE = 20


def tend() -> None:
    """One round; safe to run in every worker at the same time."""
    free_lost_jobs()
    wake_due_jobs()
    read_again()
    queue_forgotten_files()


def free_lost_jobs() -> int:
    """Queue the jobs of dead workers again; give up on one that takes every worker down. How many were lost."""
    lost = 0
    running = list(EncodingJob.objects.filter(state=State.RUNNING))
    alive = leases.alive(PREFIX)  # read after the jobs, or a worker that has just started looks dead
    for job in running:
        if not is_lost(job, alive, timezone.now()):
            continue
        mine = EncodingJob.objects.filter(pk=job.pk, state=State.RUNNING, claim=job.claim)
        news: dict[str, object] = {"claim": "", "stage": "", "speed": None, "eta_seconds": None}
        if job.deaths + 1 >= MOST_DEATHS:
            words = _(
                "The encoder was stopped from outside again and again while working on this file, perhaps "
                "for want of memory. Ask an operator, or export the video smaller; then try again."
            )
            news |= {"state": State.FAILED, "problem": words, "finished_at": timezone.now()}
            logger.error("Gave up on encoding job %s: %s workers died", job.pk, job.deaths + 1)
        else:
            news |= {"state": State.QUEUED, "run_after": None}
            logger.warning("Encoding job %s is taken again: its worker is gone", job.pk)
        lost += mine.update(deaths=job.deaths + 1, **news)
    return lost


def is_lost(job: EncodingJob, alive: set[str], now: datetime) -> bool:
    """Whether nobody works on a running job any more."""
    silent = now - (job.heartbeat_at or job.created_at)
    if job.worker.startswith(PREFIX):
        return job.worker not in alive or silent > HUNG
    return silent > STALE


def wake_due_jobs() -> None:
    """See that there is a task for each job that could be run now."""
    due = Q(run_after=None) | Q(run_after__lte=timezone.now())
    for job in EncodingJob.objects.filter(due, state=State.QUEUED):
        wake_a_worker(job)


def queue_forgotten_files() -> None:
    """Encode, after all else, the files that came in by another way or before there was an encoder."""
    if not encoder_available():
        return
    pardon_what_can_be_encoded()
    files = VideoFile.objects.filter(jobs=None, probed_at__isnull=False, problem="").exclude(file="")
    for video_file in files.order_by("pk")[:FILES_AT_ONCE]:
        queue_first(video_file, priority=LOW_PRIORITY)
