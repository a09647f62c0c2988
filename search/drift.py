"""Whether the index says what the newsroom says: what is missing in it, what is out of date, what is left over."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connections, models, router
from wagtail.search.index import get_indexed_models

from search.models import Document
from search.refreshing import batches_of, differences, replace
from search.writing import leftovers, remove_leftovers


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
        for pks in batches_of(model):
            _look(model, pks, drift, fix)
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


def _look(model: type[models.Model], pks: list[object], drift: Drift, fix: bool) -> None:
    """Compare some things with their entries, and mend these."""
    wrong = differences(model, pks)
    # Twice, because somebody may have published one between the look at its entry and the look at itself.
    wrong = differences(model, [one.pk for one in wrong]) if wrong else []
    for one in wrong:
        found = drift.missing if one.digest is None else drift.stale
        found.setdefault(model._meta.label, []).append(one.pk)
    if fix:
        replace(wrong)
