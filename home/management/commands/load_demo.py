"""Fill an empty database with the demo newsroom."""

from __future__ import annotations

import secrets

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo import loader, removal


class Command(BaseCommand):
    help = "Load the demo newsroom: stories, videos, people and pages of a fictional country."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Remove the demo first, if it is there.")
        parser.add_argument(
            "--password", help="For the demo's editor, moderator and producer (else made up)."
        )

    def handle(self, *, reset: bool, password: str | None, **options: object) -> None:
        if loader.is_loaded():
            if not reset:
                raise CommandError("The demo newsroom is already here. Use --reset to load it anew.")
            removal.remove(self._say)
        password = password or secrets.token_urlsafe(9)
        try:
            usernames = loader.load(password, self._say)
        except loader.OtherContent as error:
            raise CommandError(
                "This database holds stories of its own; the demo newsroom is only loaded into an empty one. "
                "Nothing was changed."
            ) from error
        logins = ", ".join(usernames)
        self.stdout.write(self.style.SUCCESS(f"The demo newsroom is loaded. Log in as {logins}: {password}"))

    def _say(self, text: str) -> None:
        if self.verbosity_level > 0:
            self.stdout.write(f"  {text}")

    def execute(self, *args: object, **options: object):
        self.verbosity_level = options.get("verbosity", 1)
        return super().execute(*args, **options)
