"""Keeping another engine up to date: by tasks, after the commit, again and again until the engine has answered.

Each task reads the thing as it is by then, and one worker at a time does so for a thing: in whatever order tasks run,
the last that is sent is what was read last. While update_index makes a new index they wait: what is sent meanwhile
would end in the old one.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta

from django.apps import apps
from django.core.cache import cache
from django.core.management import CommandError
from django.db import models
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet
from wagtail.search.backends import get_search_backend

from newsreel import leases

logger = logging.getLogger("newsreel.search")

REBUILDING, REBUILDING_SECONDS = "search-rebuilding", 120.0
# Between one index and the next of the same update_index.
BETWEEN_SECONDS = 5.0
# Longer than a client waits for an engine, with all its attempts; and when who met another worker comes back.
SENDING_SECONDS, MET_SECONDS = 120.0, 3
# After so many seconds what failed is tried again; later less often, for two days in all.
RETRY_SECONDS, MOST_RETRY_SECONDS, MOST_ATTEMPTS = 30, 600, 300
# An engine that does not answer is left alone for so long, so that the worker's other tasks go on.
AWAY = "search.elsewhere.away"


def queue(thing: models.Model) -> None:
    """Have a thing sent to the engine, or taken out of it: the task is a row of the transaction that changes it."""
    bring_up_to_date.enqueue(thing._meta.label, str(thing.pk), 0)


@task()
def bring_up_to_date(label: str, pk: str, attempt: int) -> bool:
    """Whether the engine says of this thing what the newsroom says; if not, another attempt is queued."""
    backend = get_search_backend()
    if not hasattr(backend, "index_now") or _waiting(label, pk).ready().exists():
        # The newsroom has another engine since; or a later task does the same.
        return False
    if leases.alive(REBUILDING):
        return _try_again(label, pk, attempt, RETRY_SECONDS)
    if cache.get(AWAY):
        return _try_again(label, pk, attempt + 1)
    lease = _lease_of(label, pk)
    if not leases.take(lease, leases.this_process(), SENDING_SECONDS):
        return _try_again(label, pk, attempt, MET_SECONDS)
    try:
        backend.index_now(apps.get_model(label), pk)
    except Exception as problem:
        if not _answers(backend):
            cache.set(AWAY, True, RETRY_SECONDS)
        logger.warning("The search engine has not taken %s %s: %s", label, pk, problem, exc_info=True)
        return _try_again(label, pk, attempt + 1)
    finally:
        leases.release(lease, leases.this_process())
    return True


def _answers(backend: object) -> bool:
    """Whether the engine is there: then what it did not take is a matter of that thing alone."""
    try:
        return bool(backend.es.ping())
    except Exception:  # noqa: BLE001 - each client has errors of its own
        return False


def _try_again(label: str, pk: str, attempt: int, seconds: int = 0) -> bool:
    """Queue another attempt, once for a thing; False, because it is not up to date."""
    if attempt > MOST_ATTEMPTS:
        logger.error("The search engine has not taken %s %s: run manage.py update_index", label, pk)
    elif not _waiting(label, pk).exists():
        seconds = seconds or min(MOST_RETRY_SECONDS, RETRY_SECONDS * 2 ** min(attempt, 10))
        later = timezone.now() + timedelta(seconds=seconds)
        bring_up_to_date.using(run_after=later).enqueue(label, pk, attempt)
    return False


def _waiting(label: str, pk: str) -> DBTaskResultQuerySet:
    """The tasks of a thing that have not begun, whatever attempt they are."""
    return DBTaskResult.objects.filter(
        status="READY",
        task_path=bring_up_to_date.module_path,
        args_kwargs__args__0=label,
        args_kwargs__args__1=pk,
    )


def _lease_of(label: str, pk: str) -> str:
    return f"search-send:{hashlib.blake2b(f'{label} {pk}'.encode(), digest_size=12).hexdigest()}"


def begin_rebuilding() -> None:
    """An index is made anew by this process. Raises CommandError while another process does so."""
    if not leases.take(REBUILDING, leases.this_process(), REBUILDING_SECONDS):
        raise CommandError("Another process is making the search index anew. Wait until it has ended.")


def go_on_rebuilding() -> None:
    """This process is still at it."""
    leases.take(REBUILDING, leases.this_process(), REBUILDING_SECONDS)


def end_rebuilding() -> None:
    """The new index is in use: unless there are others, what was saved meanwhile can be sent."""
    leases.take(REBUILDING, leases.this_process(), BETWEEN_SECONDS)
