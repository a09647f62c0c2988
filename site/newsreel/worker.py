"""The background worker: django-tasks-db's worker, made to last.

It adds what that one lacks: a heartbeat by which tasks of a killed worker are found and run again, the
schedule's tick, pruning of finished rows, and patience with a database that is away for a moment.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, InterfaceError, close_old_connections, connections, transaction
from django.utils import timezone
from django_tasks_db.compat import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from newsreel import leases, scheduler

logger = logging.getLogger("newsreel.worker")

PREFIX = "worker:"
SCHEDULE = "schedule"
SCHEDULE_SECONDS = 5.0  # how long the schedule stands still after its holder was killed
HEARTBEAT_SECONDS = 30.0
MOST_ATTEMPTS = 3
INDEXERS = ("wagtail.tasks.", "modelsearch.tasks.")  # keyed by an object that they fetch
KEEP_FINISHED = timedelta(days=1)


_duties: list[tuple[str, float, Callable[[], object]]] = []
_current: NewsroomWorker | None = None


def add_duty(queue: str, seconds: float, duty: Callable[[], object]) -> None:
    """Have every worker of a queue do something from time to time, beside its tasks. Apps call it when ready."""
    if (queue, seconds, duty) not in _duties:
        _duties.append((queue, seconds, duty))


def current() -> NewsroomWorker | None:
    """The worker that runs in this process, for tasks that must end early when it is told to stop."""
    return _current


class WorkerDied(RuntimeError):
    """A task took its worker down each time it was run."""


class NewsroomWorker(Worker):
    """Runs the tasks of some queues, one at a time, until it is told to stop."""

    def __init__(
        self, queues: list[str], *, batch: bool = False, interval: float = 0.5, schedule: bool = True
    ):
        super().__init__(
            queue_names=queues,
            interval=interval,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{PREFIX}{queues[0][:12]}:{secrets.token_hex(8)}",
            excluded_queue_names=[],
        )
        self.stopping = threading.Event()
        self.housekeeping = Housekeeping(self.worker_id, queues, self.stopping, schedule=schedule)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Finish the task in hand, then stop. If a supervisor cannot wait and kills us, the task runs again."""
        self.running = False
        self.stopping.set()

    def run(self) -> None:
        """Work until stopped, or in batch mode until nothing is left."""
        global _current
        _current = self
        self.housekeeping.beat()
        if not self.batch:
            self.housekeeping.start()
        try:
            while self.running:
                try:
                    worked = self.run_next()
                except (DatabaseError, InterfaceError) as error:
                    if self.batch:
                        raise
                    logger.warning("The database does not answer, trying again: %s", error)
                    connections.close_all()
                    self.stopping.wait(2)
                    continue
                if not worked and self.batch:
                    break
                if not worked:
                    self.stopping.wait(self.interval)
        finally:
            _current = None
            self.stopping.set()
            self.housekeeping.end()

    def run_next(self) -> bool:
        """Run the next ready task; False when there is none."""
        if not self.batch:
            close_old_connections()
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not self.process_all_queues:
            ready = ready.filter(queue_name__in=self.queue_names)
        if not ready.exists():  # no exclusive lock only to look
            return False
        with exclusive_transaction(ready.db):
            result = ready.get_locked()
            if result is not None:
                result.claim(self.worker_id)
        if result is not None:
            logger.info("Running %s %s", result.task_path, result.id)
            self.run_task(result)
        return True

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one task; what an index task was to look at may be gone by now, and then there is nothing to do."""
        fail = db_task_result.set_failed

        def set_failed(error: BaseException) -> None:
            if isinstance(error, ObjectDoesNotExist) and db_task_result.task_path.startswith(INDEXERS):
                db_task_result.set_successful(None)
            else:
                fail(error)

        db_task_result.set_failed = set_failed
        super().run_task(db_task_result)


class Housekeeping(threading.Thread):
    """Beside the tasks: heartbeat, schedule, recovery, pruning. Each has its own pace and may fail alone."""

    def __init__(self, worker_id: str, queues: list[str], stopping: threading.Event, *, schedule: bool):
        super().__init__(name="housekeeping", daemon=True)
        self.worker_id, self.queues, self.stopping = worker_id, queues, stopping
        self.holder = leases.this_process()
        self.duties: list[tuple[float, Callable[[], object]]] = [
            (HEARTBEAT_SECONDS / 6, self.beat),
            (15, recover_lost_tasks),
            (3600, prune_finished_tasks),
        ]
        self.duties += [(pace, duty) for queue, pace, duty in _duties if queue in queues]
        if schedule:
            self.duties.insert(0, (1, self.keep_schedule))

    def run(self) -> None:
        next_time = [0.0] * len(self.duties)
        while not self.stopping.is_set():
            close_old_connections()
            for number, (pace, duty) in enumerate(self.duties):
                if time.monotonic() >= next_time[number]:
                    next_time[number] = time.monotonic() + pace
                    self.attempt(duty)
            self.stopping.wait(0.25)
        connections.close_all()

    def attempt(self, duty: Callable[[], object]) -> None:
        """Do one duty; whatever happens, the others go on."""
        try:
            duty()
        except Exception:
            logger.exception("%s failed and will be tried again", duty.__name__)
            connections.close_all()

    def beat(self) -> None:
        """Show that this worker is alive."""
        leases.take(self.worker_id, self.holder, HEARTBEAT_SECONDS)

    def keep_schedule(self) -> None:
        """Run the schedule, if no other worker does. However much is due, both leases are kept meanwhile."""
        if self.holds_schedule():
            scheduler.tick(self.beat_in_schedule)

    def holds_schedule(self) -> bool:
        return leases.take(SCHEDULE, self.worker_id, SCHEDULE_SECONDS)

    def beat_in_schedule(self) -> bool:
        """Between two items; False if another worker took over, because one item took too long."""
        self.beat()
        return self.holds_schedule()

    def end(self) -> None:
        """Leave no lease behind."""
        if self.is_alive():
            self.join(timeout=5)
        try:
            leases.release(SCHEDULE, self.worker_id)
            leases.release(self.worker_id, self.holder)
        except (DatabaseError, InterfaceError):
            logger.warning("The leases could not be given back; they run out by themselves.")


def recover_lost_tasks() -> int:
    """Make tasks ready again whose worker is gone; give up on one that killed its worker each time."""
    recovered = 0
    running = list(DBTaskResult.objects.running())
    alive = leases.alive(PREFIX)  # read after the tasks, or a worker that starts just now looks dead
    for result in running:
        worker = result.worker_ids[-1] if result.worker_ids else ""
        if not worker.startswith(PREFIX) or worker in alive:
            continue
        if len(result.worker_ids) >= MOST_ATTEMPTS:
            result.set_failed(WorkerDied(f"The worker died in each of {MOST_ATTEMPTS} attempts."))
            logger.error("Gave up on %s %s", result.task_path, result.id)
            continue
        with transaction.atomic():
            recovered += (
                DBTaskResult.objects.filter(pk=result.pk, status=TaskResultStatus.RUNNING)
                .filter(started_at=result.started_at)
                .update(status=TaskResultStatus.READY, started_at=None)
            )
        logger.warning("Runs again, its worker is gone: %s %s", result.task_path, result.id)
    return recovered


def prune_finished_tasks() -> int:
    """Delete rows of finished tasks that nobody will look at any more, and leases that ran out long ago."""
    keep = getattr(settings, "NEWSREEL_KEEP_FINISHED_TASKS", KEEP_FINISHED)
    old = timezone.now() - keep
    leases.Lease.objects.filter(name__startswith=PREFIX, expires_at__lt=old).delete()
    return DBTaskResult.objects.finished().filter(finished_at__lt=old).delete()[0]
