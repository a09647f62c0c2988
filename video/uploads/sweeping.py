"""What the worker looks after: whole files that nobody finished, uploads that stood still, files without a row."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsreel import leases
from newsreel.tasks import enqueue_once
from video.models import Upload, VideoFile
from video.uploads import finishing, receiving, staging
from video.uploads.refusals import Refusal

logger = logging.getLogger("newsreel.video")

SWEEP_SECONDS = 60
LEASE = "upload-sweep"
KEEP_FINISHED = timedelta(days=1)  # so that a page that comes back hears what became of its file
ORPHAN_SECONDS = 24 * 3600
# An upload's probing is queued after the commit of its row: a kill between the two would leave it unread.
UNREAD_AFTER = timedelta(minutes=10)
AT_ONCE = 50


def sweep() -> dict[str, int]:
    """One round, by one worker at a time; how many of each kind were dealt with."""
    if not leases.take(LEASE, leases.this_process(), SWEEP_SECONDS * 2):
        return {}
    return {
        "finished": finish_whole(),
        "expired": remove_expired(),
        "orphans": remove_orphans(),
        "unread": queue_unread(),
    }


def finish_whole() -> int:
    """Uploads whose last request was killed before they became video files."""
    finished = 0
    for upload in Upload.objects.whole().select_related("owner", "collection")[:AT_ONCE]:
        claimed_as = receiving.claim(upload)
        if not claimed_as:
            continue
        try:
            finished += upload.is_whole and finishing.finish(upload) is not None
        except (Refusal, OSError):
            continue  # refused in words, or tried again in the next round
        except Exception:  # a storage over the network has errors of its own: the others must not wait for it
            logger.exception("Upload %s cannot be finished and will be tried again", upload.uuid)
        finally:
            receiving.release(upload, claimed_as)
    return finished


def remove_expired() -> int:
    """Uploads that stood still for too long, with their bytes; rows of finished ones after a day."""
    now = timezone.now()
    late = Upload.objects.filter(finished_at=None, expires_at__lte=now)
    removed = 0
    for upload in late[:AT_ONCE]:
        if receiving.claim(upload):
            finishing.discard(upload)
            removed += 1
    over = Upload.objects.filter(finished_at__lt=now - KEEP_FINISHED)
    for upload in over.filter(video_file=None)[:AT_ONCE]:  # refused, or its cancelling was killed half-way
        finishing.discard(upload)
    over.exclude(video_file=None).delete()
    return removed


def remove_orphans() -> int:
    """Files in the staging folder whose row is gone."""
    known = set(Upload.objects.filter(finished_at=None).values_list("uuid", flat=True))
    found = staging.orphans(known, ORPHAN_SECONDS)
    for uuid in found:
        staging.remove(uuid)
    return len(found)


def queue_unread() -> int:
    """Video files that nobody has read, and nobody is about to."""
    from video.tasks import probe_video_file

    old = VideoFile.objects.filter(probed_at=None, created_at__lt=timezone.now() - UNREAD_AFTER)
    queued = 0
    for pk in old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        arguments = {"args": [pk], "kwargs": {}}
        known = DBTaskResult.objects.filter(task_path=probe_video_file.module_path, args_kwargs=arguments)
        if not known.exists():  # waiting, running, or failed: the desk shows that
            enqueue_once(probe_video_file, pk)
            queued += 1
    return queued
