"""Removes what load_demo made, newest first, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from wagtail.models import Collection, Page

from home.demo.models import DemoRecord
from newsreel.models import NewsroomSettings, User


def remove(say: Callable[[str], object]) -> int:
    """Delete the demo's objects; the number deleted. What others put beside them stays."""
    say("Removing the demo newsroom")
    count = 0
    for record in DemoRecord.objects.order_by("-pk").iterator():
        thing = record.content_object
        if thing is not None and _may_go(thing):
            _remove(thing)
            count += 1
        record.delete()
    return count


def _may_go(thing: models.Model) -> bool:
    """A page, collection or author that someone has put own work below or beside is kept."""
    if isinstance(thing, Page):
        return not Page.objects.get(pk=thing.pk).get_children().exists()
    if isinstance(thing, Collection):
        return not thing.get_children().exists() and not _collection_is_used(thing)
    if isinstance(thing, User):
        return not thing.is_superuser
    return True


def _collection_is_used(collection: Collection) -> bool:
    from newsreel.models import EditorialDocument, EditorialImage
    from video.models import VideoFile

    return any(
        model.objects.filter(collection=collection).exists()
        for model in (EditorialImage, EditorialDocument, VideoFile)
    )


def _remove(thing: models.Model) -> None:
    if isinstance(thing, NewsroomSettings):
        _reset_settings(thing)
        return
    if isinstance(thing, Page) and hasattr(thing, "body") and thing.depth == 2:
        thing.body = []
        thing.save_revision().publish()
        return
    # Wagtail deletes the files of images and documents by signal; a video file's goes here.
    file = getattr(thing, "file", None) if thing._meta.model_name == "videofile" else None
    (Page.objects.get(pk=thing.pk).specific if isinstance(thing, Page) else thing).delete()
    if file:
        file.delete(save=False)


def _reset_settings(settings: NewsroomSettings) -> None:
    """Back to the defaults, field by field: the row itself belongs to the site."""
    for field in settings._meta.concrete_fields:
        if field.name not in ("id", "site"):
            setattr(settings, field.name, field.get_default())
    settings.save()
