"""Waits until the workers have made every picture that pages print."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsreel.warmup import pictures_that_failed, wait_for_pictures


class Command(BaseCommand):
    """For scripts that load content and then look at it; the workers must be running."""

    help = "Wait until every queued picture has been made; fails when time runs out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--timeout", type=float, default=120, help="seconds to wait (120)")

    def handle(self, *, timeout: float, **options: object) -> None:
        left = wait_for_pictures(self.report, timeout=timeout)
        if left:
            raise CommandError(f"{left} pictures are still not made: is a worker running?")
        if failed := pictures_that_failed():
            raise CommandError(f"{failed} pictures could not be made: see the failed tasks.")

    def report(self, made: int, total: int) -> None:
        self.stdout.write(f"Pictures: {made} of {total}")
