"""Whether the index says what the newsroom says: what is missing in it, what is out of date, what is left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import connections, models, router
from wagtail.search.index import Indexed, get_indexed_models

from search.entries import entry_of
from search.models import Document
from search.writing import digests, key_of, leftovers, remove_leftovers, write

BATCH = 200


@dataclass
class Drift:
    """Primary keys by model label. `orphaned` counts entries of things that are gone."""

    missing: dict[str, list[object]] = field(default_factory=dict)
    stale: dict[str, list[object]] = field(default_factory=dict)
    orphaned: int = 0
    is_damaged: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.orphaned or self.is_damaged)


def find_drift(fix: bool = False) -> Drift:
    """Compare every indexed thing with its entry; with `fix`, mend as it goes, in short transactions."""
    drift = Drift(is_damaged=not full_text_is_whole())
    if drift.is_damaged and fix:
        rebuild_full_text()
    for model in get_indexed_models():
        for things in _batches(model):
            wrong = _compare(model, things, drift)
            if fix and wrong:
                write(wrong)
    drift.orphaned = sum(gone.count() for gone in leftovers())
    if fix and drift.orphaned:
        remove_leftovers()
    return drift


def full_text_is_whole() -> bool:
    """SQLite can compare its full-text tables with the texts; on PostgreSQL they are one row."""
    connection = connections[router.db_for_read(Document)]
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            for table in ("search_text", "search_prefix"):
                cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES('integrity-check', 1)")
    except connection.Database.DatabaseError:
        return False
    return True


def rebuild_full_text() -> None:
    """Make SQLite's full-text tables anew from the texts that stand in the index."""
    connection = connections[router.db_for_write(Document)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("search_text", "search_prefix"):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES('rebuild')")


def _compare(model: type[models.Model], things: list[Indexed], drift: Drift) -> list[Indexed]:
    known = digests(map(key_of, things))
    wrong = []
    for thing in things:
        digest = known.get(key_of(thing))
        if digest is None:
            drift.missing.setdefault(model._meta.label, []).append(thing.pk)
        elif digest != entry_of(thing).digest:
            drift.stale.setdefault(model._meta.label, []).append(thing.pk)
        else:
            continue
        wrong.append(thing)
    return wrong


def _batches(model: type[models.Model]) -> Iterator[list[Indexed]]:
    things = iter(model.get_indexed_objects().order_by("pk").iterator(chunk_size=BATCH))
    while batch := list(islice(things, BATCH)):
        yield batch
