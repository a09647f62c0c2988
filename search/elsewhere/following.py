"""Keeping another engine up to date: by tasks, after the commit, again and again until the engine has answered.

Each task reads the thing as it is by then, so that the order in which they run says nothing. While update_index makes
a new index they wait: what is sent meanwhile would end in the old one.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.search.backends import get_search_backend

from newsreel import leases
from newsreel.tasks import enqueue_once

logger = logging.getLogger("newsreel.search")

REBUILDING, REBUILDING_SECONDS = "search-rebuilding", 120.0
# After so many seconds what failed is tried again; later less often, for two days in all.
RETRY_SECONDS, MOST_RETRY_SECONDS, MOST_ATTEMPTS = 30, 600, 300
# An engine that hangs is left alone for so long, so that the worker's other tasks go on.
AWAY = "search.elsewhere.away"


def queue(thing: models.Model) -> None:
    """Have a thing sent to the engine, or taken out of it, as it stands after the commit."""
    enqueue_once(bring_up_to_date, thing._meta.label, str(thing.pk), 0)


@task()
def bring_up_to_date(label: str, pk: str, attempt: int) -> bool:
    """Whether the engine says of this thing what the newsroom says; if not, another attempt is queued."""
    backend = get_search_backend()
    if not hasattr(backend, "index_now"):
        return False
    if leases.alive(REBUILDING):
        _try_again(label, pk, attempt)
        return False
    if cache.get(AWAY):
        _try_again(label, pk, attempt + 1)
        return False
    try:
        backend.index_now(apps.get_model(label), pk)
    except Exception as problem:  # noqa: BLE001 - each client has errors of its own
        cache.set(AWAY, True, RETRY_SECONDS)
        logger.warning("The search engine does not take %s %s, which is tried again: %s", label, pk, problem)
        _try_again(label, pk, attempt + 1)
        return False
    return True


def _try_again(label: str, pk: str, attempt: int) -> None:
    arguments = {"args": [label, pk, attempt], "kwargs": {}}
    waiting = DBTaskResult.objects.filter(
        status="READY", task_path=bring_up_to_date.module_path, args_kwargs=arguments
    )
    if attempt > MOST_ATTEMPTS:
        logger.error("The search engine has not taken %s %s: run manage.py update_index", label, pk)
    elif not waiting.exists():
        seconds = min(MOST_RETRY_SECONDS, RETRY_SECONDS * 2 ** min(attempt, 10))
        later = timezone.now() + timedelta(seconds=seconds)
        bring_up_to_date.using(run_after=later).enqueue(label, pk, attempt)


def note_rebuilding() -> None:
    """An index is being made anew by this process, and will be for a while."""
    leases.take(REBUILDING, leases.this_process(), REBUILDING_SECONDS)


def note_rebuilt() -> None:
    """The new index is in use: what was saved meanwhile can be sent."""
    leases.release(REBUILDING, leases.this_process())
