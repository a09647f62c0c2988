"""SQLite's full-text tables beside the texts that they were made from: whether they agree, and making them anew.

On PostgreSQL both are one row, and nothing can part them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import DatabaseError, OperationalError, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from search.models import Document

# Each table with its columns, as the migration 0002_search_tables makes them.
TABLES = {
    "search_text": ("title", "head", "body", "extra", "marks"),
    "search_prefix": ("names", "hints", "marks"),
}
BATCH = 200
# What the tokenizer of both tables takes for a word: “ascii” with the underscore.
_TOKEN = re.compile(r"[^\x00-/:-@\[-^`{-\x7f]+")


def full_text_is_whole(thorough: bool = False) -> bool:
    """Whether the tables have as many words of each text as it has, and no others.

    Nobody is locked out by that. `thorough` has SQLite compare word by word, during which nobody can save.
    """
    connection = connections[router.db_for_read(Document)]
    if connection.vendor != "sqlite":
        return True
    try:
        return all(_has_all_texts(connection, table) for table in TABLES) and (
            _has_all_words(connection) if not thorough else _is_whole_to_sqlite(connection)
        )
    except OperationalError:  # locked, or out of disk: that says nothing about the tables
        raise
    except DatabaseError:
        return False


def rebuild_full_text() -> None:
    """Make the tables anew, each in one go: nobody can save for some seconds."""
    connection = connections[router.db_for_write(Document)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES('rebuild')")


def _has_all_texts(connection: BaseDatabaseWrapper, table: str) -> bool:
    """The table notes of each text how many words it has in each column."""
    count = f"SELECT (SELECT count(*) FROM {table}_docsize) = (SELECT count(*) FROM search_document)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(count)
        return bool(cursor.fetchone()[0]) and all(
            sizes is not None and list(_numbers(sizes)) == [len(_TOKEN.findall(text)) for text in texts]
            for sizes, *texts in _rows(connection, table)
        )


def _rows(connection: BaseDatabaseWrapper, table: str) -> Iterator[tuple[bytes | None, ...]]:
    """The noted sizes of each text, and the text, in batches: an open query would keep the log from being tidied."""
    statement = (
        f"SELECT text.id, noted.sz, {', '.join(f'text.{column}' for column in TABLES[table])} "  # noqa: S608
        f"FROM search_document AS text LEFT JOIN {table}_docsize AS noted ON noted.id = text.id "
        f"WHERE text.id > %s ORDER BY text.id LIMIT {BATCH}"
    )
    last = 0
    with connection.cursor() as cursor:
        while rows := cursor.execute(statement, [last]).fetchall():
            yield from (row[1:] for row in rows)
            last = rows[-1][0]


def _has_all_words(connection: BaseDatabaseWrapper) -> bool:
    """The words that can be found are as many as are noted. One statement, so that nobody writes in between."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sz, (SELECT sum(cnt) FROM search_terms) FROM search_text_docsize")
        rows = cursor.fetchall()
    return not rows or sum(sum(_numbers(sizes)) for sizes, _found in rows) == (rows[0][1] or 0)


def _numbers(sizes: bytes) -> Iterator[int]:
    """SQLite's varints (SQLite database file format, 1.5), as short as a number of words is."""
    number = 0
    for byte in sizes:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0


def _is_whole_to_sqlite(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES('integrity-check', 1)")
    return True
