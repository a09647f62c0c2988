"""Removing what nobody needs any more: outputs that others have replaced, and what dead attempts left behind.

Only what was encoded is ever swept, never an original: it could be made again, whatever the database knows.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from newsreel.storage import private_storage
from video.encoding.places import WORK
from video.models.encoding import OPEN_STATES, EncodingJob
from video.models.sources import VideoFile

logger = logging.getLogger("newsreel.video")

SWEEP_SECONDS = 600
# Open players and cached pages go on with what they began; nobody watches one video for longer.
KEEP_REPLACED = timedelta(days=1)
KEEP_LEFTOVERS = timedelta(hours=2)


def sweep() -> None:
    """One round; safe to run in every worker at the same time."""
    for job in replaced_jobs():
        remove_outputs_of(job)
    for folder in leftovers():
        logger.info("Removing what an encoding left behind: %s", folder)
        shutil.rmtree(folder, ignore_errors=True)


def replaced_jobs() -> list[EncodingJob]:
    """Jobs whose outputs no reader is given, and have not been given for a while."""
    before = timezone.now() - KEEP_REPLACED
    ended = EncodingJob.objects.exclude(state__in=OPEN_STATES).exclude(made=[]).filter(finished_at__lt=before)
    unused = ended.exclude(video_file__encoding=F("pk"))
    # As long as the job in its place has just begun to be shown, pages with the old addresses are about.
    settled = Q(video_file__encoding=None) | Q(video_file__encoding__finished_at__lt=before)
    return list(unused.filter(settled).select_related("video_file"))


def remove_outputs_of(job: EncodingJob) -> None:
    """Take the rungs away, rows first: nothing is offered whose bytes are on their way out."""
    nothing = {"made": [], "is_streamable": False, "storyboard": {}, "stills": []}
    with transaction.atomic():
        unused = EncodingJob.objects.filter(pk=job.pk).exclude(state__in=OPEN_STATES)
        if not unused.exclude(video_file__encoding=F("pk")).update(**nothing):
            return  # somebody has just wanted it after all
        job.rungs.all().delete()
    remove_folder(private_storage(), job.folder)


def remove_folder(storage: Storage, folder: str) -> None:
    """Delete a folder of outputs with all that is in it; nothing happens if it is gone."""
    try:
        path = Path(storage.path(folder))
    except NotImplementedError:
        for name in _names_in(storage, folder):
            storage.delete(f"{folder}/{name}")
    else:
        shutil.rmtree(path, ignore_errors=True)


def _names_in(storage: Storage, folder: str) -> list[str]:
    try:
        return storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def leftovers() -> Iterator[Path]:
    """Folders on this machine of attempts that nobody makes any more, and of jobs that are gone."""
    working = set(EncodingJob.objects.filter(state=EncodingJob.State.RUNNING).values_list("claim", flat=True))
    known = set(EncodingJob.objects.values_list("token", flat=True))
    old = time.time() - KEEP_LEFTOVERS.total_seconds()
    for folder in _job_folders():
        if folder.name not in known:
            if _changed(folder) < old:
                yield folder
            continue
        for work in folder.glob(f"{WORK}*"):
            if work.name.removeprefix(WORK) not in working and _changed(work) < old:
                yield work


def _job_folders() -> Iterator[Path]:
    """The folders of jobs, below those of the files that we know."""
    aside = Path(settings.DATA_DIR) / "encoding"
    if aside.is_dir():
        yield from (path for path in aside.iterdir() if path.is_dir())
    storage = private_storage()
    for token in VideoFile.objects.order_by().values_list("token", flat=True).iterator():
        try:
            folder = Path(storage.path(f"video/{token}"))
        except NotImplementedError:
            return
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if path.is_dir())


def _changed(folder: Path) -> float:
    """When anything in the folder changed last, as a time stamp; now if it is being removed by somebody else."""
    try:
        return max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
    except OSError:
        return time.time()
