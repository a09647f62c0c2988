"""Waiting until every picture that a page prints has been made."""

from __future__ import annotations

import time
from collections.abc import Callable

from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsreel.tasks import make_renditions

UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def pictures_to_make() -> int:
    """How many chosen pictures still lack some of their sizes."""
    return DBTaskResult.objects.filter(task_path=make_renditions.module_path, status__in=UNFINISHED).count()


def pictures_that_failed() -> int:
    """How many could not be made; the admin's task list says why."""
    return DBTaskResult.objects.failed().filter(task_path=make_renditions.module_path).count()


def wait_for_pictures(
    progress: Callable[[int, int], None],
    *,
    timeout: float,
    stop: Callable[[], bool] = lambda: False,
    pause: float = 0.5,
) -> int:
    """Report (made, all) until nothing is left, time is up or `stop()`; returns how many are left."""
    deadline = time.monotonic() + timeout
    total = left = pictures_to_make()
    while left and time.monotonic() < deadline and not stop():
        progress(total - left, total)
        time.sleep(pause)
        left = pictures_to_make()
        total = max(total, left)
    if total and not left:
        progress(total, total)
    return left
