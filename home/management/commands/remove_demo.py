"""Take the demo newsroom out again."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from home.demo import loader, removal


class Command(BaseCommand):
    help = "Remove all content of the demo newsroom, and nothing else."

    def handle(self, **options: object) -> None:
        if not loader.is_loaded():
            self.stdout.write("There is no demo newsroom here.")
            return
        count = removal.remove(lambda text: self.stdout.write(f"  {text}"))
        self.stdout.write(self.style.SUCCESS(f"The demo newsroom is gone ({count} objects)."))
