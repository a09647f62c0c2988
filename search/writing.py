"""Writing the index: entries in and out, in short transactions, and only what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, router, transaction
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from wagtail.search.index import Indexed, get_indexed_models

from newsreel.models import StoryPage
from search.backends.vectors import name_vector, text_vector
from search.entries import LIVE_MARK, Entry, entry_of, model_mark
from search.languages import note_languages
from search.models import Document
from search.noting import note_words

# So many are indexed anew, or forgotten, in one transaction: 5 ms of CPU mostly and 60 ms at most, so that no editor
# waits for a rebuild, not even on a machine with much else to do (on SQLite no transaction shall take 200 ms).
BATCH = 10

# An entry is known by content type and primary key as text.
Key = tuple[int, str]

_COLUMNS = (
    "content_type_id", "object_id", "number", "published_at", "language", "digest", "marks", "names", "hints",
    "title", "head", "body", "extra",
)  # fmt: skip
_KEYS = 3


def write(things: Iterable[Indexed]) -> int:
    """Put things into the index or bring them up to date, as they stand in memory. Returns how many were not.

    For who has just saved them, in the same transaction; search.refreshing is for many, which others may save.
    """
    entries = {key_of(thing): entry_of(thing) for thing in things}
    known = digests(entries)
    changed = [(key, entry) for key, entry in entries.items() if known.get(key) != entry.digest]
    if changed:
        with transaction.atomic(using=_alias(), savepoint=False):
            upsert(changed)
            note_entries([entry for _key, entry in changed])
        note_languages(entry.language for _key, entry in changed)
    return len(changed)


def note_entries(entries: Sequence[Entry]) -> None:
    """Note the words of names, and those of texts that somebody may misspell; none of a story that is not out."""
    known = [entry for entry in entries if not _is_draft(entry)]
    note_words(
        (word for entry in known for word in entry.names.split()),
        (word for entry in known for word in entry.words),
    )


def _is_draft(entry: Entry) -> bool:
    marks = entry.marks.split()
    return model_mark(StoryPage) in marks and LIVE_MARK not in marks


def digests(keys: Iterable[Key]) -> dict[Key, str]:
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
        content_type = content_type_of(model)
        indexed.append(content_type)
        yield Document.objects.filter(~Exists(_of_entry(model)), content_type=content_type)
    yield Document.objects.exclude(content_type__in=indexed)


def _of_entry(model: type[models.Model]) -> models.QuerySet:
    """The thing that an entry stands for. Looked up one by one: a list of all keys would outgrow the memory."""
    if has_numbers(model):
        return model._default_manager.filter(pk=OuterRef("number"))
    as_text = model._default_manager.annotate(_text_id=Cast("pk", TextField()))
    return as_text.filter(_text_id=OuterRef("object_id"))


def has_numbers(model: type[models.Model]) -> bool:
    """Whether the primary keys of a model are numbers, which an entry keeps beside their text."""
    pk = model._meta.pk
    while pk.remote_field:
        pk = pk.target_field
    return isinstance(pk, models.IntegerField)


def remove_leftovers() -> int:
    """Take out what leftovers() finds, in batches. Returns how many there were."""
    removed = 0
    for gone in leftovers():
        last = 0
        while ids := list(gone.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic(using=_alias()):
                Document.objects.filter(pk__in=ids)._raw_delete(_alias())
            removed, last = removed + len(ids), ids[-1]
    return removed


def upsert(rows: Sequence[tuple[Key, Entry]], former: Sequence[str | None] | None = None) -> None:
    """Write entries. With `former`, the digests they had: those with another one by now are left as they are."""
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
    if former is not None:
        statement += " WHERE search_document.digest = %s"
        values = [(*value, digest) for value, digest in zip(values, former, strict=True)]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(statement, values[0])
        else:
            cursor.executemany(statement, values)


def _values(key: Key, entry: Entry) -> tuple[object, ...]:
    content_type, object_id = key
    number = int(object_id) if object_id.isascii() and object_id.isdigit() else None
    return (
        content_type, object_id, number, entry.published_at, entry.language, entry.digest, entry.marks,
        entry.names, entry.hints, entry.title, entry.head, entry.body, entry.extra,
    )  # fmt: skip


def key_of(thing: Indexed) -> Key:
    """What the entry of a thing is known by."""
    return content_type_of(type(thing)), str(thing.pk)


def content_type_of(model: type[models.Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


def _alias() -> str:
    return router.db_for_write(Document)
