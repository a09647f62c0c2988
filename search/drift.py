"""Whether the index says what the newsroom says: what is missing in it, what is out of date, what is left over."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from wagtail.search.index import get_indexed_models

from search.full_text import full_text_is_whole, rebuild_full_text
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


def find_drift(fix: bool = False, thorough: bool = False) -> Drift:
    """Compare every indexed thing with its entry; with `fix`, mend as it goes, in short transactions.

    `thorough` looks into SQLite's full-text tables word by word, in one long transaction.
    """
    drift = Drift(is_damaged=not full_text_is_whole(thorough))
    if drift.is_damaged and fix:
        rebuild_full_text()
    for model in get_indexed_models():
        for pks in batches_of(model):
            _look(model, pks, drift, fix)
    drift.orphaned = sum(gone.count() for gone in leftovers())
    if fix and drift.orphaned:
        remove_leftovers()
    return drift


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
