"""Fill a database with made-up stories, for measuring."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsreel.models import StoryPage


class Command(BaseCommand):
    help = "Write made-up stories of realistic words, in English and Ukrainian, over twelve years. For measuring only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stories", type=int, default=2000)
        parser.add_argument("--words", type=int, default=600, help="In each story.")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--yes", action="store_true", help="Also into a newsroom that has stories already."
        )
        parser.add_argument(
            "--no-references", action="store_true", help="Leave Wagtail's reference index alone."
        )

    def handle(
        self, *, stories: int, words: int, seed: int, yes: bool, no_references: bool, **options
    ) -> None:
        if stories < 1 or words < 50:
            raise CommandError("There must be at least one story, and fifty words in each.")
        existing = StoryPage.objects.count()
        if existing and not yes:
            raise CommandError(
                f"This newsroom has {existing} stories. Made-up ones among them are hard to get rid of: "
                "say --yes if that is what you want."
            )
        from search.archive.filling import Archive

        start = time.monotonic()
        pks = Archive(stories, seed, words).fill(self._progress)
        self.stdout.write(f"{stories} stories written in {time.monotonic() - start:.0f} s")
        start = time.monotonic()
        self._index(pks)
        self.stdout.write(f"Search index written in {time.monotonic() - start:.0f} s")
        if not no_references:
            call_command("rebuild_references_index", verbosity=0)
            self.stdout.write("Reference index rebuilt")

    def _progress(self, done: int) -> None:
        if done % 2000 == 0:
            self.stdout.write(f"  {done} …")

    def _index(self, pks: list[int]) -> None:
        """The stories, and all that is no story: an empty newsroom's first pages, too, which migrations made."""
        from wagtail.search.backends import get_search_backend
        from wagtail.search.index import get_indexed_models

        backend = get_search_backend()
        for model in get_indexed_models():
            if not issubclass(model, StoryPage):
                backend.add_bulk(model, list(model.get_indexed_objects()))
        waiting = iter(pks)
        while batch := list(islice(waiting, 400)):
            for model, things in _specific(batch):
                backend.add_bulk(model, things)


def _specific(pks: list[int]) -> Iterator[tuple[type[StoryPage], list[StoryPage]]]:
    from news.models import ArticlePage
    from video.models import VideoPage

    for model in (ArticlePage, VideoPage):
        things = list(model.objects.filter(pk__in=pks).order_by("pk"))
        if things:
            yield model, things
