"""What a deployment does once before the new code is served."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from newsreel import preparation


class Command(BaseCommand):
    """Safe to run on every deployment and on every machine."""

    help = "Migrate the database if needed, let the site follow NEWSREEL_ORIGIN, collect static files."

    def handle(self, **options: object) -> None:
        preparation.prepare()
        call_command("collectstatic", interactive=False, verbosity=0)
