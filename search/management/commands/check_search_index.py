"""Report where the search index and the newsroom differ, and mend it."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsreel.search_engines import DATABASE
from search.drift import Drift, find_drift
from search.elsewhere.drift import find_differences

SHOWN = 10


class Command(BaseCommand):
    help = "Compare the search index with what it was made from. Ends with an error if they differ, unless mended."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fix", action="store_true", help="Mend what differs, while search goes on.")
        parser.add_argument(
            "--thorough",
            action="store_true",
            help="On SQLite, compare word by word: nobody can save meanwhile.",
        )

    def handle(self, *, fix: bool, thorough: bool, **options: object) -> None:
        if settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] != DATABASE:
            self._compare_counts(fix)
            return
        drift = find_drift(fix, thorough)
        self._print(drift)
        if not drift:
            self.stdout.write("The search index is up to date.")
        elif fix:
            self.stdout.write("Mended.")
        else:
            raise CommandError("The search index is out of date. Mend it with --fix.")

    def _compare_counts(self, fix: bool) -> None:
        """Of another engine only the counts are compared, and it is mended as a whole."""
        try:
            different = find_differences()
        except Exception as problem:
            raise CommandError(f"The search engine does not answer: {problem}") from problem
        for label, wanted, found in different:
            self.stdout.write(f"{label}: {wanted} in the newsroom, {found} in the search engine")
        if not different:
            self.stdout.write("The search engine has as many things as the newsroom.")
        elif fix:
            call_command("update_index", stdout=self.stdout)
        else:
            raise CommandError(
                "The search engine is out of date. Mend it with --fix, or manage.py update_index."
            )

    def _print(self, drift: Drift) -> None:
        if drift.is_damaged:
            self.stdout.write("The full-text tables do not agree with their texts.")
        for word, found in (("missing", drift.missing), ("stale", drift.stale)):
            for label, pks in found.items():
                shown = ", ".join(map(str, pks[:SHOWN])) + (" …" if len(pks) > SHOWN else "")
                self.stdout.write(f"{label}: {len(pks)} {word} ({shown})")
        if drift.orphaned:
            self.stdout.write(f"{drift.orphaned} left over from things that are gone")
