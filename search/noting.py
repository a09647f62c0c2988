"""Noting the words of the newsroom, in parts of three letters: what a misspelt query may have meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from django.core.cache import cache
from django.db import connections, router, transaction
from django_tasks import task

from newsreel.tasks import enqueue_once
from search.models import Word

# An archive that has so many words has the common ones among them; rare ones would make every correction slow.
MOST_WORDS = 40_000
# Whether it has is counted once in a while: counting reads them all.
FULL_KEY, FULL_SECONDS = "search.words-full", 3600
# Words in one transaction: on SQLite nobody else writes meanwhile.
BATCH = 200
# The number of PostgreSQL's advisory lock: who holds it is the only one to note words.
TURN = 7_209_401
LATER_PRIORITY = -50

_TELLING_WORD = re.compile(r"[^\W\d_]{3,64}")
_LISTS = {
    "postgresql": "(SELECT unnest(%s::text[]) AS word)",
    "sqlite": "(SELECT value AS word FROM json_each(%s))",
}
# Each is looked up by itself: with a long IN (...) PostgreSQL reads all words there are.
_UNKNOWN = """
SELECT listed.word FROM {} AS listed
WHERE NOT EXISTS (SELECT 1 FROM search_word WHERE search_word.word = listed.word)
"""
_WORDS = "INSERT INTO search_word (word) SELECT DISTINCT listed.word FROM {} AS listed"
# What letters_of() answers, of all words at once.
_PARTS = """
WITH RECURSIVE place(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM place WHERE number < 65)
INSERT INTO search_wordpart (word_id, part, length)
SELECT DISTINCT listed.word, substr('^^' || listed.word || '$', place.number, 3), length(listed.word)
FROM {} AS listed, place WHERE place.number <= length(listed.word) + 1
"""


def note_words(names: Iterable[str], others: Iterable[str] = ()) -> None:
    """Note the words of names and headlines that the newsroom has not used before; up to a number, of texts too."""
    named = {word for word in names if _TELLING_WORD.fullmatch(word)}
    new = unknown(named.union(word for word in others if _TELLING_WORD.fullmatch(word)))
    if not named.issuperset(new) and _has_enough():
        new = [word for word in new if word in named]
    for start in range(0, len(new), BATCH):
        _note(new[start : start + BATCH])


def unknown(words: Iterable[str]) -> list[str]:
    """Those that are not noted yet, in order."""
    return sorted(word for (word,) in _run(_UNKNOWN, sorted(words), reads=True)) if words else []


def letters_of(word: str) -> set[str]:
    """Three characters in a row, with its beginning and end marked."""
    padded = f"^^{word}$"
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


@task(priority=LATER_PRIORITY)
def note_later(words: list[str]) -> None:
    """Note words that somebody else may have noted meanwhile."""
    _note(words, waits=True)


def _note(words: Sequence[str], waits: bool = False) -> None:
    """Write them down. Another who writes words is never waited for by one who has locked a story: each may have a
    word that the other has, too, and neither would end.
    """
    with transaction.atomic(using=_alias(), savepoint=False):
        if not _is_our_turn(waits):
            enqueue_once(note_later, list(words))
        elif new := unknown(words):
            _run(_WORDS, new)
            _run(_PARTS, new)


def _is_our_turn(waits: bool) -> bool:
    """Whether nobody else notes words until this transaction ends. On SQLite it is the only one that writes."""
    connection = connections[_alias()]
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if waits else 'try_'}advisory_xact_lock(%s)", [TURN])
        return cursor.fetchone()[0] is not False


def _has_enough() -> bool:
    if cache.get(FULL_KEY):
        return True
    has_enough = Word.objects.count() >= MOST_WORDS
    if has_enough:
        cache.set(FULL_KEY, True, FULL_SECONDS)
    return has_enough


def _run(statement: str, words: Sequence[str], reads: bool = False) -> list[tuple[str]]:
    """One of the statements above on a list of words, which is one parameter however long."""
    connection = connections[_alias()]
    listed = list(words) if connection.vendor == "postgresql" else json.dumps(words, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(_LISTS[connection.vendor]), [listed])
        return cursor.fetchall() if reads else []


def _alias() -> str:
    return router.db_for_write(Word)
