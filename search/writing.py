"""Writing the index: entries in and out, in short transactions, and only what has changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, router, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.search.index import Indexed, get_indexed_models

from search.backends.vectors import name_vector, text_vector
from search.entries import Entry, entry_of
from search.languages import note_languages
from search.models import Document, Word

# Things in one transaction: some 20 ms, 100 ms on a machine with much else to do, so that no editor waits for a
# rebuild (DESIGN: under 200 ms on SQLite).
BATCH = 20

# An archive that has so many words has the common ones among them; rare ones would make every correction slow.
MOST_WORDS = 40_000
MOST_ASKED = 5000

_COLUMNS = (
    "content_type_id", "object_id", "number", "published_at", "language", "digest", "marks", "names", "hints",
    "title", "head", "body", "extra",
)  # fmt: skip
_KEYS = 3
_PARTS = "INSERT INTO search_wordpart (word_id, part, length) VALUES (%s, %s, %s)"
_TELLING_WORD = re.compile(r"[^\W\d_]{3,64}")


def write(things: Iterable[Indexed]) -> int:
    """Put things into the index or bring them up to date. Returns how many entries were written."""
    written = 0
    waiting = iter(things)
    while batch := list(islice(waiting, BATCH)):
        written += _write_batch(batch)
    return written


def _write_batch(things: Sequence[Indexed]) -> int:
    entries = {key_of(thing): entry_of(thing) for thing in things}
    known = digests(entries)
    changed = {key: entry for key, entry in entries.items() if known.get(key) != entry.digest}
    if not changed:
        return 0
    with transaction.atomic(using=router.db_for_write(Document)):
        _upsert(list(changed.items()))
        add_words(
            (word for entry in changed.values() for word in entry.names.split()),
            (word for entry in changed.values() for word in entry.words),
        )
    note_languages(entry.language for entry in changed.values())
    return len(changed)


def digests(keys: Iterable[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """The digest of each of these entries that the index has."""
    by_type: dict[int, list[str]] = {}
    for content_type, object_id in keys:
        by_type.setdefault(content_type, []).append(object_id)
    known = {}
    for content_type, object_ids in by_type.items():
        rows = Document.objects.filter(content_type=content_type, object_id__in=object_ids)
        known |= {
            (content_type, object_id): digest for object_id, digest in rows.values_list("object_id", "digest")
        }
    return known


def remove(thing: Indexed) -> None:
    """Take a thing out of the index."""
    content_type, object_id = key_of(thing)
    Document.objects.filter(content_type=content_type, object_id=object_id)._raw_delete(_alias())


def leftovers() -> Iterator[models.QuerySet]:
    """The entries of things that are gone, or of models that are indexed no more."""
    indexed = []
    for model in get_indexed_models():
        content_type = _content_type(model)
        indexed.append(content_type)
        existing = model._default_manager.annotate(_text_id=Cast("pk", TextField())).values("_text_id")
        yield Document.objects.filter(content_type=content_type).exclude(object_id__in=existing)
    yield Document.objects.exclude(content_type__in=indexed)


def remove_leftovers() -> int:
    """Take out what leftovers() finds, in batches. Returns how many there were."""
    removed = 0
    for gone in leftovers():
        while ids := list(gone.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic(using=_alias()):
                Document.objects.filter(pk__in=ids)._raw_delete(_alias())
            removed += len(ids)
    return removed


def add_words(names: Iterable[str], others: Iterable[str] = ()) -> None:
    """Note the words of names and headlines that the newsroom has not used before; up to a number, of texts too."""
    named = {word for word in names if _TELLING_WORD.fullmatch(word)}
    words = named | {word for word in others if _TELLING_WORD.fullmatch(word)}
    words -= _known(words)
    if words - named and Word.objects.count() >= MOST_WORDS:
        words &= named
    if not words:
        return
    ordered = sorted(words)
    Word.objects.bulk_create([Word(word=word) for word in ordered], ignore_conflicts=True, batch_size=200)
    parts = [(word, part, len(word)) for word in ordered for part in sorted(parts_of(word))]
    with connections[_alias()].cursor() as cursor:  # a story has hundreds of them: objects would take longer
        cursor.executemany(_PARTS, parts)


def _known(words: set[str]) -> set[str]:
    """Those of the words that are noted, asked for in batches: SQLite takes so many parameters."""
    known, left = set(), sorted(words)
    for start in range(0, len(left), MOST_ASKED):
        batch = left[start : start + MOST_ASKED]
        known |= set(Word.objects.filter(word__in=batch).values_list("word", flat=True))
    return known


def parts_of(word: str) -> set[str]:
    """Three characters in a row, with its beginning and end marked."""
    padded = f"^^{word}$"
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def _upsert(rows: list[tuple[tuple[int, str], Entry]]) -> None:
    connection = connections[_alias()]
    values = [_values(key, entry) for key, entry in rows]
    columns, slots = list(_COLUMNS), ["%s"] * len(_COLUMNS)
    if connection.vendor == "postgresql":
        columns += ["vector", "name_vector"]
        slots += ["%s::tsvector", "%s::tsvector"]
        values = [
            (*value, text_vector(entry), name_vector(entry))
            for value, (_key, entry) in zip(values, rows, strict=True)
        ]
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns[_KEYS - 1 :])
    statement = (
        f"INSERT INTO search_document ({', '.join(columns)}) VALUES ({', '.join(slots)}) "  # noqa: S608
        f"ON CONFLICT (content_type_id, object_id) DO UPDATE SET {changes}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _values(key: tuple[int, str], entry: Entry) -> tuple[object, ...]:
    content_type, object_id = key
    number = int(object_id) if object_id.isascii() and object_id.isdigit() else None
    return (
        content_type, object_id, number, entry.published_at, entry.language, entry.digest, entry.marks,
        entry.names, entry.hints, entry.title, entry.head, entry.body, entry.extra,
    )  # fmt: skip


def key_of(thing: Indexed) -> tuple[int, str]:
    """What an entry is known by: content type and primary key as text."""
    return _content_type(type(thing)), str(thing.pk)


def _content_type(model: type[models.Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


def _alias() -> str:
    return router.db_for_write(Document)
