"""The names of all authors and topics, for the lines of the filters: read once in ten seconds, then kept.

A page of results may name any of them, and an address may choose any. Portraits and descriptions are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

from newsreel.models import Author, Topic
from search.analysis.folding import fold
from search.query import words_of

CACHE_SECONDS = 10
MODELS = {"author": Author, "topic": Topic}
# A house with more of them has the others read one by one.
MOST_KEPT = 2000


@dataclass(frozen=True)
class Label:
    """What a filter prints of an author or a topic."""

    pk: int
    name: str
    slug: str


def labels(kind: str) -> dict[int, Label]:
    """All authors ("author") or topics ("topic") by primary key. One query at most."""
    key = f"search.labels.{kind}"
    found = cache.get(key)
    if found is None:
        rows = MODELS[kind].objects.order_by("-pk").values_list("pk", "name", "slug")[:MOST_KEPT]
        found = list(rows)
        cache.set(key, found, CACHE_SECONDS)
    return {pk: Label(pk, name, slug) for pk, name, slug in found}


def unnamed(words: Iterable[str]) -> list[str]:
    """Those of the words that are in no name of an author or topic, whatever their case and accents."""
    words = list(words)
    known = _words_in(_names()) if words else ()
    return [word for word in words if fold(word.casefold()) not in known]


def as_named(text: str) -> str:
    """The text with each name of several words as it is written: “ilsabet Corran” as “Ilsabet Corran”."""
    chunks = text.split()
    folded = _folded(text)
    for name in _names():
        size = name.count(" ") + 1
        if 1 < size <= len(chunks) and (written := _folded(name)) in _runs(folded, size):
            place = _runs(folded, size).index(written)
            chunks[place : place + size] = name.split(" ")
    return " ".join(chunks)


def _runs(words: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [words[place : place + size] for place in range(len(words) - size + 1)]


@lru_cache(maxsize=2 * MOST_KEPT)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(chunk.casefold()) for chunk in text.split())


def _names() -> tuple[str, ...]:
    return tuple(" ".join(label.name.split()) for kind in MODELS for label in labels(kind).values())


@lru_cache(maxsize=4)
def _words_in(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word.casefold()) for name in names for word in words_of(name))


def label_of(kind: str, slug: str) -> Label | None:
    """The one with this slug; one that is not kept is looked up."""
    for label in labels(kind).values():
        if label.slug == slug:
            return label
    row = MODELS[kind].objects.filter(slug=slug).values_list("pk", "name", "slug").first()
    return Label(*row) if row else None


def _forget(sender: type, **kwargs: object) -> None:
    for kind, model in MODELS.items():
        if sender is model:
            cache.delete(f"search.labels.{kind}")


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    for model in MODELS.values():
        for signal in (post_save, post_delete):
            signal.connect(_forget, sender=model, dispatch_uid=f"search-labels-{model.__name__}-{id(signal)}")
