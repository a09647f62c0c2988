"""Keeping the search index true when something changes that stories only refer to.

A story indexes itself in its own transaction (StoryPage.save). The names of its authors and topics stand in its
index entry too: when one of them changes or goes, a task indexes the stories again, one transaction each.
"""

from __future__ import annotations

from django.db import models, transaction
from django.db.models.signals import post_save, pre_delete, pre_save
from django_tasks import task
from wagtail.search import index

from newsreel.locking import locked
from newsreel.tasks import enqueue_once

BATCH = 200


@task()
def reindex_stories(story_ids: list[int]) -> int:
    """Index these stories again; those that are gone are passed over. Returns how many there were."""
    from newsreel.models import StoryPage

    done = 0
    for pk in story_ids:
        with transaction.atomic():
            if (story := locked(StoryPage, pk)) is not None:
                index.insert_or_update_object(story)
                done += 1
    return done


def queue_stories_of(thing: models.Model) -> None:
    """Have all stories of an author or topic indexed again, in any state, a batch a task."""
    links = _links_of(thing)
    story_ids = list(links.order_by("story_id").values_list("story_id", flat=True).distinct())
    for start in range(0, len(story_ids), BATCH):
        enqueue_once(reindex_stories, story_ids[start : start + BATCH])


def _links_of(thing: models.Model) -> models.QuerySet:
    from newsreel.models import Author

    return thing.bylines if isinstance(thing, Author) else thing.story_topics


def _note_former_name(sender: type[models.Model], instance: models.Model, **kwargs: object) -> None:
    former = (
        sender.objects.filter(pk=instance.pk).values_list("name", flat=True).first() if instance.pk else None
    )
    instance._former_name = former


def _after_save(sender: type[models.Model], instance: models.Model, created: bool, **kwargs: object) -> None:
    if not created and instance._former_name != instance.name:
        queue_stories_of(instance)


def _before_delete(sender: type[models.Model], instance: models.Model, **kwargs: object) -> None:
    # The links are about to let go of it, so the stories are noted now and indexed after the commit.
    queue_stories_of(instance)


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    from newsreel.models import Author, Topic

    for model in (Author, Topic):
        name = f"newsreel-indexing-{model.__name__}"
        pre_save.connect(_note_former_name, sender=model, dispatch_uid=f"{name}-before")
        post_save.connect(_after_save, sender=model, dispatch_uid=f"{name}-after")
        pre_delete.connect(_before_delete, sender=model, dispatch_uid=f"{name}-delete")
