"""Bringing many entries up to date while editors go on: what one of them has saved meanwhile is newer, and stays.

First the digests of the entries are read, then the things; an entry is written only if its digest is still the same.
Whoever publishes changes it in the transaction of the story, so an old reading of a story never replaces a new one.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connections, models, router, transaction

from search.entries import Entry, entry_of
from search.languages import note_languages
from search.models import Document
from search.prefetching import prefetches
from search.writing import BATCH, Key, content_type_of, digests, note_entries, upsert


class Difference(NamedTuple):
    """A thing whose entry does not say what it says; `digest` is that of the entry, if there is one."""

    pk: object
    key: Key
    entry: Entry
    digest: str | None


def refresh(model: type[models.Model], pks: Sequence[object]) -> int:
    """Bring the entries of these things up to date. Returns how many were not."""
    found = 0
    for start in range(0, len(pks), BATCH):
        different = differences(model, pks[start : start + BATCH])
        replace(different)
        found += len(different)
    return found


def differences(model: type[models.Model], pks: Sequence[object]) -> list[Difference]:
    """Those of these things whose entries are missing or out of date."""
    content_type = content_type_of(model)
    known = digests((content_type, str(pk)) for pk in pks)
    # Wagtail has its own prefetches in there, which would ask once more for each author and topic.
    things = model.get_indexed_objects().filter(pk__in=pks).order_by("pk").prefetch_related(None)
    found = []
    for thing in things.prefetch_related(*prefetches(model)):
        key, entry = (content_type, str(thing.pk)), entry_of(thing)
        if known.get(key) != entry.digest:
            found.append(Difference(thing.pk, key, entry, known.get(key)))
    return found


def replace(different: Sequence[Difference]) -> None:
    """Write these entries, unless somebody has written a newer one since."""
    alias = router.db_for_write(Document)
    note_entries([one.entry for one in different])
    connection = connections[alias]
    is_postgres = connection.vendor == "postgresql"
    # The disk need not be waited for: what it loses in a crash, the next rebuild writes again. But what else somebody
    # writes in a transaction of theirs is no business of ours.
    is_hasty = is_postgres and not connection.in_atomic_block
    # Who locks one entry at a time never waits in a circle with one who publishes several stories at once. On SQLite
    # there is one lock, and ten entries are written in the time of three.
    size = 1 if is_postgres else BATCH
    for start in range(0, len(different), size):
        batch = different[start : start + size]
        with _undisturbed(), transaction.atomic(using=alias):
            if is_hasty:
                _run(alias, "SET LOCAL synchronous_commit = off")
            upsert([(one.key, one.entry) for one in batch], [one.digest for one in batch])
    note_languages(one.entry.language for one in different)


def batches_of(model: type[models.Model], last: object = None) -> Iterator[list[object]]:
    """The primary keys of all that is indexed of a model, a batch at a time, those after `last`."""
    things = model.get_indexed_objects().order_by("pk")
    while True:
        left = things if last is None else things.filter(pk__gt=last)
        batch = list(left.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1]


def _run(alias: str, statement: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Python's search for garbage takes a quarter of a second in a large process: not while others wait for a lock."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
