"""Reading everything again after an upgrade that reads texts in another way: by itself, a few things at a time.

A stem that is made differently, or a field that weighs more, finds nothing until the entries say it too. So the
worker compares the rules of the code with those that the index was made by, and goes through all that is indexed;
what comes out the same is not written. Search and editors go on meanwhile, and a killed worker loses one tick.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import models
from django_tasks import task
from wagtail.search.index import get_indexed_models

from newsreel import leases
from newsreel.search_engines import DATABASE
from newsreel.tasks import enqueue_once
from search import analysis, entries, periods
from search.models import IndexRules
from search.refreshing import refresh
from search.writing import remove_leftovers

logger = logging.getLogger("newsreel.search")

REREAD_SECONDS = 1
LEASE, LEASE_SECONDS = "search-rereading", 30.0
# Things in one tick, and after how many seconds it ends before: the same thread keeps the schedule.
BATCH, MOST_SECONDS = 20, 0.2
LEFTOVERS_PRIORITY = -50


@cache
def present_rules() -> str:
    """A digest of all that decides what an entry says: the code that reads, the stemmers, the search fields."""
    folder = Path(analysis.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    said = [version("snowballstemmer")]
    for model in _indexed():
        said += [model._meta.label, *_described(model.get_search_fields())]
    digest = hashlib.blake2b("\n".join(said).encode(), digest_size=16)
    for path in [*files, Path(entries.__file__), Path(periods.__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def reread() -> int:
    """Read the next few things again, if the rules have changed. Returns how many were read."""
    if settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] != DATABASE:
        return 0
    state = IndexRules.objects.order_by("pk").first() or IndexRules()
    if state.rules == present_rules() and state.is_done:
        return 0
    if not leases.take(LEASE, leases.this_process(), LEASE_SECONDS):
        return 0
    if state.rules != present_rules():
        state.rules, state.model, state.last, state.is_done = present_rules(), "", "", False
    model, keys = _next_keys(state)
    done = 0
    end = time.monotonic() + MOST_SECONDS
    for key in keys:
        _read(model, key)
        state.model, state.last = model._meta.label, str(key)
        done += 1
        if time.monotonic() >= end:
            break
    if not keys:
        enqueue_once(forget_leftovers)
        state.is_done = True
    state.save()
    return done


@task(priority=LEFTOVERS_PRIORITY)
def forget_leftovers() -> int:
    """Take out the entries of things that are gone; returns how many there were."""
    return remove_leftovers()


def _read(model: type[models.Model], key: object) -> None:
    """Bring one entry up to date."""
    try:
        refresh(model, [key])
    except Exception:
        logger.exception("Search cannot read %s %s again; it keeps its old entry", model._meta.label, key)


def _next_keys(state: IndexRules) -> tuple[type[models.Model] | None, list[object]]:
    """The first few after the one that was read last, model by model."""
    for model in _indexed():
        if model._meta.label < state.model:
            continue
        things = model.get_indexed_objects().order_by("pk")
        if model._meta.label == state.model:
            things = things.filter(pk__gt=model._meta.pk.to_python(state.last))
        if found := list(things.values_list("pk", flat=True)[:BATCH]):
            return model, found
    return None, []


def _indexed() -> list[type[models.Model]]:
    return sorted(get_indexed_models(), key=lambda model: model._meta.label)


def _described(fields: Iterable[object]) -> Iterator[str]:
    for field in fields:
        yield f"{type(field).__name__} {field.field_name} {getattr(field, 'boost', None)}"
        yield from _described(getattr(field, "fields", ()))


def connect() -> None:
    """Have the worker do it; called when the app is ready."""
    from newsreel.worker import add_duty

    add_duty("default", REREAD_SECONDS, reread)
