"""Is the site alive, and is it ready to serve? Plain JSON for load balancers, supervisors and people at night."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from newsreel import preparation
from newsreel.models import Lease, ScheduleProblem
from newsreel.worker import HEARTBEAT_SECONDS, PREFIX

WORKER_LATE_SECONDS = HEARTBEAT_SECONDS  # a worker beats six times as often


class NotReady(Exception):
    """A check failed; its text says what an operator shall look at."""


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answers while the process can answer at all; asks nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 with the reason unless database, schema, cache and worker are all as they should be."""
    checks: dict[str, str | int] = {}
    well = True
    for name, check in CHECKS.items():
        try:
            checks[name] = check()
        except NotReady as problem:
            checks[name], well = str(problem), False
        except Exception as error:  # noqa: BLE001 - a health check must answer, whatever is wrong
            # The type only: a message of a driver may hold host names and passwords.
            checks[name], well = f"failed: {type(error).__name__}", False
    return JsonResponse({"status": "ok" if well else "not ready", **checks}, status=200 if well else 503)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


_schema_is_current = False


def _migrations() -> str:
    # Asked until the answer is good; a running process never gets behind its own code again.
    global _schema_is_current
    if not _schema_is_current:
        missing = preparation.unapplied_migrations()
        if missing:
            raise NotReady(f"{missing} unapplied: run manage.py prepare_site")
        _schema_is_current = True
    return "ok"


def _cache() -> str:
    token = secrets.token_hex(4)
    key = f"health-{token}"
    cache.set(key, token, 10)
    if cache.get(key) != token:
        raise NotReady("the cache loses what it is given")
    cache.delete(key)
    return "ok"


def _worker_heartbeat_age() -> int:
    last = Lease.objects.filter(name__startswith=f"{PREFIX}default:").order_by("-expires_at").first()
    if last is None:
        raise NotReady("no worker has reported: start manage.py worker")
    age = (timezone.now() - last.expires_at).total_seconds() + HEARTBEAT_SECONDS
    if age > WORKER_LATE_SECONDS:
        raise NotReady(f"silent for {age:.0f} s: look at manage.py worker")
    return max(0, round(age))


def _waiting_tasks() -> int:
    return DBTaskResult.objects.ready().count()


def _schedule_problems() -> int:
    return ScheduleProblem.objects.count()


# The last two only inform: a busy queue or a story that cannot go live is no reason to take the site down.
CHECKS: dict[str, Callable[[], str | int]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "worker_heartbeat_age": _worker_heartbeat_age,
    "waiting_tasks": _waiting_tasks,
    "schedule_problems": _schedule_problems,
}
