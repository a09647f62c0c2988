"""Runs background tasks and, for the default queue, the schedule."""

from django.core.management.base import BaseCommand, CommandParser

from newsreel.parts import make_way
from newsreel.worker import NewsroomWorker


class Command(BaseCommand):
    """`worker`, `worker --queue video`: start as many as the machines can carry."""

    help = "Run background tasks; the worker of the default queue also publishes and expires on time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--queue",
            action="append",
            help="which queue: default or video; may be given twice",
            metavar="NAME",
        )
        parser.add_argument("--batch", action="store_true", help="stop when nothing is left to do")
        parser.add_argument("--no-schedule", action="store_true", help="leave the schedule to other workers")

    def handle(self, *, queue: list[str] | None, batch: bool, no_schedule: bool, **options: object) -> None:
        queues = queue or ["default"]
        make_way(*queues)
        worker = NewsroomWorker(queues, batch=batch, schedule="default" in queues and not no_schedule)
        worker.configure_signals()
        worker.run()
