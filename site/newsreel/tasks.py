"""Work that nobody shall wait for. Each task is keyed by the thing itself, idempotent, and content if it is gone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

# Somebody is waiting for these, so they go ahead of Wagtail's indexing (0), of which a large import queues hundreds.
# A film goes first: it takes a moment, and then another worker encodes beside everything else.
UPLOAD_PRIORITY = 60
RENDITION_PRIORITY = 50


def enqueue_once(job, *args: object) -> None:
    """Queue a task after commit unless the same one with the same arguments waits already."""

    def enqueue() -> None:
        arguments = {"args": list(args), "kwargs": {}}
        waiting = DBTaskResult.objects.ready().filter(task_path=job.module_path, args_kwargs=arguments)
        if not waiting.exists():
            job.enqueue(*args)

    transaction.on_commit(enqueue)


@task(priority=RENDITION_PRIORITY)
def make_renditions(image_id: int, roles: list[str]) -> int:
    """Make what is missing of these roles of one image, JPEG first; the number made."""
    from newsreel.models import EditorialImage
    from newsreel.pictures import existing_renditions
    from newsreel.renditions import specs_for

    image = EditorialImage.objects.filter(pk=image_id).first()
    if image is None:
        return 0
    existing = existing_renditions(image)
    missing = [spec for spec in specs_for(roles) if spec not in existing]
    try:
        for spec in missing:
            image.get_rendition(spec)
    except Exception:
        # Deleted while its pictures were being made: the row, or the file before it, is away.
        if EditorialImage.objects.filter(pk=image_id).exists():
            raise
        return 0
    return len(missing)


def queue_renditions(image_ids: Iterable[int], roles: Iterable[str]) -> None:
    """Queue the renditions of chosen pictures, one task an image."""
    for image_id in sorted(set(image_ids)):
        enqueue_once(make_renditions, image_id, list(roles))
