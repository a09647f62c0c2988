"""The index in SQLite: FTS5 finds and roughly ranks.

https://www.sqlite.org/fts5.html, sections 3 (query syntax), 5.1.1 (bm25) and 4.4.3 (external content).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice, product

from django.db import connections, router

from search.analysis.stems import is_bare
from search.matching.counting import remembered
from search.matching.glancing import SomeOfEach
from search.matching.store import RECENT_ROOM, Hit, Text, Wanted, Weighted, distinct
from search.matching.tree import All, Any, Everything, Mark, Node, Not, Nothing, Phrase, Term
from search.models import Document

# title, head, body, extra; marks find, but say nothing of how well.
WEIGHTS = "8.0, 3.0, 1.0, 0.6, 0.0"
# A phrase of words with several stems each becomes several phrases.
MOST_SPELLINGS = 16

_HITS = """
SELECT d.id, d.object_id, d.number, d.published_at, d.marks, {score}
FROM {table} CROSS JOIN search_document d ON d.id = {table}.rowid
WHERE {table} MATCH %s ORDER BY {table}.rowid DESC
"""
# What is not recent is looked for only where the recent ones are too few.
_RECENT_FIRST = """
WITH recent AS MATERIALIZED (
    SELECT * FROM ({hits} LIMIT %s) ORDER BY published_at DESC, id DESC LIMIT %s
)
SELECT * FROM recent UNION ALL
SELECT * FROM ({hits} LIMIT CASE WHEN (SELECT count(*) FROM recent) < %s THEN %s ELSE 0 END)
"""
_IDS = """
SELECT d.{key} FROM {table} CROSS JOIN search_document d ON d.id = {table}.rowid WHERE {table} MATCH %s
"""


class SQLiteStore(SomeOfEach):
    """search.matching.store.Store on FTS5."""

    stops_early = True

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self._connection = connections[router.db_for_read(Document)]

    def find(self, wanted: Sequence[Wanted], words: Sequence[Weighted] = ()) -> list[list[Hit]]:
        parts, parameters = [], []
        for place, one in enumerate(wanted):
            score = f"-bm25(search_text, {WEIGHTS})" if one.is_scored else "0.0"
            hits = _HITS.format(table="search_text", score=f"{score}, {place}")
            statement, of_it = self._matches(one, hits)
            parts.append(f"SELECT * FROM ({statement})")  # noqa: S608
            parameters += of_it
        found: list[list[Hit]] = [[] for _ in wanted]
        for row in self._rows(" UNION ALL ".join(parts), parameters):
            found[row[-1]].append(Hit._make(row[:-1]))
        return [distinct(hits) for hits in found]

    def match_titles(self, node: Node, most: int) -> list[tuple[Hit, str]]:
        statement = _HITS.format(table="search_text", score="0.0, d.title") + " LIMIT %s"
        rows = self._rows(statement, [self._expression(node, ("title",)), most])
        return [(Hit(*row[:-1]), row[-1]) for row in rows]

    def match_typed(self, wanted: Wanted) -> list[Hit]:
        statement, parameters = self._matches(wanted, _HITS.format(table="search_prefix", score="0.0"))
        return distinct(Hit._make(row) for row in self._rows(statement, parameters))

    def ids_sql(
        self, node: Node, columns: Sequence[str] = (), is_typed: bool = False, key: str = "object_id"
    ) -> tuple[str, list[object]]:
        table = "search_prefix" if is_typed else "search_text"
        return _IDS.format(table=table, key=key), [self._expression(node, columns)]

    def latest_sql(self, node: Node, most: int) -> tuple[str, list[object]]:
        sql, parameters = self.ids_sql(node, key="number")
        return f"{sql} ORDER BY search_text.rowid DESC LIMIT %s", [*parameters, most]

    def numbers_sql(self, numbers: list[object]) -> tuple[str, list[object]]:
        return "SELECT value FROM json_each(%s)", [json.dumps(numbers)]

    def frequencies(self, terms: Sequence[Term], even_none: bool = False) -> list[int]:
        stems = sorted({stem for term in terms for stem in term.variants})
        known = dict(zip(stems, remembered(stems, self._counted, even_none), strict=True))
        return [_in_any(term, known) for term in terms]

    def _counted(self, stems: list[str]) -> list[int]:
        rows = self._rows(
            "SELECT term, doc FROM search_terms WHERE term IN (SELECT value FROM json_each(%s))",
            [json.dumps(stems)],
        )
        known = dict(rows)
        return [known.get(stem, 0) for stem in stems]

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        return dict(
            self._rows(
                "SELECT id, names FROM search_document WHERE id IN (SELECT value FROM json_each(%s))",
                [json.dumps(list(ids))],
            )
        )

    def texts(self, ids: Iterable[int]) -> dict[int, Text]:
        rows = self._rows(
            "SELECT id, title, head, body, extra FROM search_document "
            "WHERE id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(ids))],
        )
        return {row[0]: Text(*row[1:]) for row in rows}

    def _matches(self, one: Wanted, hits: str) -> tuple[str, list[object]]:
        """A statement for what matches, of one for all hits."""
        every = self._expression(one.node, one.columns)
        if one.recent is None:
            return f"{hits} LIMIT %s", [every, one.most]
        recent = self._expression(one.recent, one.columns)
        return _RECENT_FIRST.format(hits=hits), [
            recent,
            one.most * RECENT_ROOM,
            one.most,
            every,
            one.most,
            one.most,
        ]

    def _rows(self, statement: str, parameters: list[object]) -> list[tuple]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall()

    def _expression(self, node: Node, columns: Sequence[str] = ()) -> str:
        scope = _string(self.scope)
        if isinstance(node, Everything):
            return scope
        return f"{scope} AND {_compiled(node, scope, _filter(columns))}"


def _in_any(term: Term, known: dict[str, int]) -> int:
    """In how many entries a term stands. A text in a tonal language has each word twice: as it is, and bare."""
    counts = [0, 0]
    for stem in term.variants:
        counts[is_bare(stem)] += known[stem]
    return max(counts)


def _filter(columns: Sequence[str]) -> str:
    return f"{{{' '.join(columns)}}} : " if columns else ""


def _compiled(node: Node, scope: str, where: str) -> str:
    """FTS5's query syntax. Its NOT has two sides: all in scope but these."""
    if isinstance(node, Mark):
        return _string(node.name)
    if isinstance(node, Term):
        star = " *" if node.is_prefix else ""
        return f"{where}({' OR '.join(_string(stem) + star for stem in node.variants)})"
    if isinstance(node, Phrase):
        star = " *" if node.terms[-1].is_prefix else ""
        spellings = islice(product(*(term.variants for term in node.terms)), MOST_SPELLINGS)
        return f"{where}({' OR '.join(_string(' '.join(spelling)) + star for spelling in spellings)})"
    if isinstance(node, All):
        wanted = [_compiled(part, scope, where) for part in node.parts if not isinstance(part, Not)]
        unwanted = [_compiled(part.part, scope, where) for part in node.parts if isinstance(part, Not)]
        left = f"({' AND '.join(wanted or [scope])})"
        return f"({left} NOT ({' OR '.join(unwanted)}))" if unwanted else left
    if isinstance(node, Any):
        return f"({' OR '.join(_compiled(part, scope, where) for part in node.parts)})"
    if isinstance(node, Not):
        return f"({scope} NOT {_compiled(node.part, scope, where)})"
    if isinstance(node, Nothing):
        return f"({scope} NOT {scope})"
    return scope


def _string(text: str) -> str:
    """A string of FTS5: what is in it is text, never syntax. NUL would end the statement."""
    doubled = text.replace("\0", " ").replace('"', '""')
    return f'"{doubled}"'
