"""Queue what pictures in use still lack, for example after a size was added to the registry."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from newsreel.chosen_images import queue_missing, uses_of
from newsreel.models import Author, StoryPage, Topic

CHUNK = 50


class Command(BaseCommand):
    help = "Queue the missing renditions of all pictures that stories, authors and topics use."

    def handle(self, **options: object) -> None:
        checked = 0
        for queryset in (StoryPage.objects.order_by("pk"), Author.objects.all(), Topic.objects.all()):
            for instance in queryset.iterator(chunk_size=CHUNK):
                specific = instance.specific if isinstance(instance, StoryPage) else instance
                queue_missing(uses_of(specific))
                checked += 1
        self.stdout.write(
            f"Looked at {checked} stories, authors and topics; the worker makes what they lack."
        )
