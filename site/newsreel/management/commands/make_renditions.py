"""Queue what pictures in use still lack, for example after a size was added to the registry."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser

from newsreel.chosen_images import queue_missing, uses_of
from newsreel.models import Author, EditorialRendition, StoryPage, Topic

CHUNK = 50


class Command(BaseCommand):
    help = "Queue the missing renditions of all pictures that stories, authors and topics use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--look",
            action="store_true",
            help="look into the storage too, and make again what its files have lost (after a restore)",
        )

    def handle(self, *, look: bool = False, **options: object) -> None:
        if look:
            self.stdout.write(f"{forget_lost_files()} renditions had lost their file.")
        checked = 0
        for queryset in (StoryPage.objects.order_by("pk"), Author.objects.all(), Topic.objects.all()):
            for instance in queryset.iterator(chunk_size=CHUNK):
                specific = instance.specific if isinstance(instance, StoryPage) else instance
                queue_missing(uses_of(specific))
                checked += 1
        self.stdout.write(
            f"Looked at {checked} stories, authors and topics; the worker makes what they lack."
        )


def forget_lost_files() -> int:
    """Delete the rows of renditions that are in no storage any more; how many there were."""
    lost = []
    for rendition in EditorialRendition.objects.order_by("pk").iterator(chunk_size=CHUNK):
        if not rendition.file.storage.exists(rendition.file.name):
            rendition.purge_from_cache()
            lost.append(rendition.pk)
    for start in range(0, len(lost), CHUNK):
        gone = EditorialRendition.objects.filter(pk__in=lost[start : start + CHUNK])
        # Without signals: Wagtail would queue the deletion of a file that bears the same name again by then.
        gone._raw_delete(gone.db)
    return len(lost)
