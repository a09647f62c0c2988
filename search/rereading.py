"""Reading everything again after an upgrade that reads texts in another way: by itself, a few things at a time.

A stem that is made differently, or a field that weighs more, finds nothing until the entries say it too. So the
worker compares the rules of the code with those that the index was made by, and goes through all that is indexed;
what comes out the same is not written. Search and editors go on meanwhile, and a killed worker loses one batch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import models
from wagtail.search.index import get_indexed_models

from newsreel import leases
from newsreel.search_engines import DATABASE
from search import analysis, entries
from search.models import IndexRules
from search.writing import remove_leftovers, write

REREAD_SECONDS = 1
LEASE, LEASE_SECONDS = "search-rereading", 30.0
# Stories of 600 words: some 100 ms, beside the tasks of the same worker.
BATCH = 20


@cache
def present_rules() -> str:
    """A digest of all that decides what an entry says: the code that reads, the stemmers, the search fields."""
    folder = Path(analysis.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    said = [version("snowballstemmer")]
    for model in _indexed():
        said += [model._meta.label, *_described(model.get_search_fields())]
    digest = hashlib.blake2b("\n".join(said).encode(), digest_size=16)
    for path in [*files, Path(entries.__file__)]:
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
    things = _next_things(state)
    write(things)
    if things:
        state.model, state.last = things[-1]._meta.label, str(things[-1].pk)
    else:
        remove_leftovers()
        state.is_done = True
    state.save()
    return len(things)


def _next_things(state: IndexRules) -> list[models.Model]:
    """The first few after the one that was read last, model by model."""
    for model in _indexed():
        if model._meta.label < state.model:
            continue
        things = model.get_indexed_objects().order_by("pk")
        if model._meta.label == state.model:
            things = things.filter(pk__gt=model._meta.pk.to_python(state.last))
        if found := list(things[:BATCH]):
            return found
    return []


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
