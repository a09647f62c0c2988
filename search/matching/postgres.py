"""The index in PostgreSQL: GIN finds; flags of their own say roughly how well (see search.backends.vectors).

ts_rank() knows nothing of how rare a word is and unpacks every vector, so it is not used.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import connections, router

from search.backends.vectors import quoted
from search.matching.apart import apart, left_to_ask, rarest_of_phrases
from search.matching.beginnings import as_short_beginnings
from search.matching.counting import remembered
from search.matching.glancing import SomeOfEach
from search.matching.store import RECENT_ROOM, Hit, Text, Wanted, Weighted, distinct
from search.matching.tree import (
    All,
    Any,
    Everything,
    Mark,
    Node,
    Not,
    Phrase,
    Term,
    phrases,
    required,
)
from search.models import Document

# What a match counts, of the weight of its word: in the text at all, at least three times, in the title.
IN_TEXT, OFTEN_IN_TEXT, IN_TITLE = 1.0, 0.5, 1.5
_HIT = "id, object_id, number, published_at, marks"
_MATCHES = f"SELECT {_HIT} FROM {{function}}(%s::tsquery, %s)"  # noqa: S608
# What has the words of a phrase is many times what has them in a row, and only its vector tells (10 µs each): the
# latest rows are asked first, until there are enough. Of words that stand everywhere only so many are asked, and fewer
# for each word: rows times words.
MOST_ASKED, MOST_COMPARED = 5000, 9_000
_IN_A_ROW = f"""
SELECT {_HIT} FROM ({{words}}) AS words, LATERAL (
    SELECT 1 FROM search_document AS whole WHERE whole.id = words.id AND whole.vector @@ %s::tsquery OFFSET 0
) AS found LIMIT %s
"""  # noqa: S608
# Half of them may be of the recent months, and none is asked twice.
_ASKED = "WITH asked AS MATERIALIZED ({words} {newest} LIMIT %s), recent AS MATERIALIZED ({in_a_row})"
_NOT_ASKED = "{words} WHERE id NOT IN (SELECT id FROM asked)"
_NEWEST = "ORDER BY published_at DESC NULLS LAST, id DESC"
# What is not recent is looked for only where the recent ones are too few.
_FEW = "WHERE (SELECT count(*) FROM recent) < %s"
_RECENT = "WITH recent AS MATERIALIZED ({matches})"
_RECENT_FIRST = f"SELECT {_HIT} FROM recent UNION ALL SELECT {_HIT} FROM ({{matches}}) AS rest {_FEW}"  # noqa: S608
_FLAGGED = "SELECT id FROM search_matches(%s::tsquery, %s)"
_RECENT_FLAGGED = f"{_FLAGGED} UNION SELECT id FROM ({_FLAGGED}) AS rest {_FEW}"  # noqa: S608
_LETTERS = {"title": "A", "head": "B", "body": "C", "extra": "D", "names": "A", "hints": "B"}
# Words that decide who is looked at closely: the weightiest, until they stand in so many entries.
MOST_FLAGGED, ENOUGH_FLAGGED = 5, 10_000


class PostgresStore(SomeOfEach):
    """search.matching.store.Store on tsvectors."""

    # GIN first gathers all that matches.
    stops_early = False

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self._connection = connections[router.db_for_read(Document)]

    def find(self, wanted: Sequence[Wanted], words: Sequence[Weighted] = ()) -> list[list[Hit]]:
        parts, parameters = [], []
        for place, one in enumerate(wanted):
            recent, hits, of_hits = self._matches(one, words)
            score, join, of_score = (
                self._rough_score(one, words) if one.is_scored else ("0.0::float8", "", [])
            )
            hits = f"{recent} SELECT {_HIT}, {score}, {place} FROM ({hits}) AS hits {join}"  # noqa: S608
            parts.append(f"SELECT * FROM ({hits}) AS part")  # noqa: S608
            parameters += [*of_hits, *of_score]
        found: list[list[Hit]] = [[] for _ in wanted]
        for row in self._rows(" UNION ALL ".join(parts), parameters):
            found[row[-1]].append(Hit._make(row[:-1]))
        return [distinct(hits) for hits in found]

    def match_titles(self, node: Node, most: int) -> list[tuple[Hit, str]]:
        rows = self._rows(
            "SELECT m.id, m.object_id, m.number, m.published_at, m.marks, d.title "
            "FROM search_matches(%s::tsquery, %s) m JOIN search_document d USING (id) ORDER BY m.id DESC",
            [self._expression(node, ("title",)), most],
        )
        return [(Hit(*row[:-1]), row[-1]) for row in rows]

    def match_typed(self, wanted: Wanted) -> list[Hit]:
        function = "search_name_matches"
        if short := as_short_beginnings(wanted):
            wanted, function = short, "search_beginning_matches"
        recent, hits, parameters = self._matches(wanted, function=function)
        return distinct(Hit(*row) for row in self._rows(f"{recent} {hits}".lstrip(), parameters))

    def ids_sql(
        self, node: Node, columns: Sequence[str] = (), is_typed: bool = False, key: str = "object_id"
    ) -> tuple[str, list[object]]:
        vector = "name_vector" if is_typed else "vector"
        return (
            f"SELECT {key} FROM search_document WHERE {vector} @@ %s::tsquery",  # noqa: S608
            [self._expression(node, columns)],
        )

    def latest_sql(self, node: Node, most: int) -> tuple[str, list[object]]:
        return "SELECT number FROM search_matches(%s::tsquery, %s)", [self._expression(node), most]

    def numbers_sql(self, numbers: list[object]) -> tuple[str, list[object]]:
        return "SELECT unnest(%s::bigint[])", [numbers]

    def frequencies(self, terms: Sequence[Term], even_none: bool = False) -> list[int]:
        compiled = [_compiled(replace(term, is_prefix=False), "") for term in terms]
        return remembered(compiled, self._counted, even_none)

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        return dict(self._rows("SELECT id, names FROM search_document WHERE id = ANY(%s)", [list(ids)]))

    def texts(self, ids: Iterable[int]) -> dict[int, Text]:
        rows = self._rows(
            "SELECT id, title, head, body, extra FROM search_document WHERE id = ANY(%s)", [list(ids)]
        )
        return {row[0]: Text(*row[1:]) for row in rows}

    def _matches(
        self, one: Wanted, words: Sequence[Weighted] = (), function: str = "search_matches"
    ) -> tuple[str, str, list[object]]:
        """A statement for what matches, and what stands before it where the recent are asked first."""
        if not one.columns and any(phrases(one.node)):
            return self._in_a_row(one, words)
        matches, every = _MATCHES.format(function=function), self._expression(one.node, one.columns)
        if one.recent is None:
            return "", matches, [every, one.most]
        recent, room = self._expression(one.recent, one.columns), one.most * RECENT_ROOM
        return (
            _RECENT.format(matches=f"{matches} {_NEWEST} LIMIT %s"),
            _RECENT_FIRST.format(matches=matches),
            [recent, room, one.most, every, one.most, one.most],
        )

    def _in_a_row(self, one: Wanted, words: Sequence[Weighted]) -> tuple[str, str, list[object]]:
        """The same as _matches() for words of which some stand in a row."""
        rows, telling = _MATCHES.format(function="search_matches"), rarest_of_phrases(one.node, words)
        asked = min(MOST_ASKED, MOST_COMPARED // sum(len(phrase.terms) for phrase in phrases(one.node)))
        every = [*self._compared(one.node, telling, asked), one.most]
        if one.recent is None:
            return "", _IN_A_ROW.format(words=rows), every
        recent = [*self._compared(one.recent, telling, None, asked // 2), one.most]
        of_asked = _IN_A_ROW.format(words="SELECT * FROM asked")
        return (
            _ASKED.format(words=rows, newest=_NEWEST, in_a_row=of_asked),
            _RECENT_FIRST.format(matches=_IN_A_ROW.format(words=_NOT_ASKED.format(words=rows))),
            [*recent, *every, one.most],
        )

    def _compared(self, node: Node, telling: Collection[Term], *room: int | None) -> list[object]:
        """The words of phrases, room for so many rows that have them, and the words in a row."""
        return [self._expression(apart(node, telling)), *room, self._expression(node)]

    def _flagged(
        self, one: Wanted, flag: str, term: Term, telling: Collection[Term]
    ) -> tuple[str, list[object]]:
        """A statement for what has a flag, looked for where the hits are: what is written last need be none of them."""
        flagged = Term(tuple(f"{flag}{stem}" for stem in term.variants))
        every = self._expression(All((flagged, left_to_ask(term, apart(one.node, telling)))))
        if one.recent is None:
            return _FLAGGED, [every, one.most]
        recent = self._expression(All((flagged, left_to_ask(term, apart(one.recent, telling)))))
        return _RECENT_FLAGGED, [recent, None, every, one.most, one.most]

    def _rough_score(self, one: Wanted, words: Sequence[Weighted]) -> tuple[str, str, list[object]]:
        """What each hit earns by the flags of the weightiest words: an expression, and a join for it."""
        if one.columns == ("title",):
            return f"{(IN_TEXT + IN_TITLE) * sum(word.idf for word in words)!r}::float8", "", []
        everywhere = set(required(apart(one.node), Term))
        telling = rarest_of_phrases(one.node, words)
        certain, parts, parameters = 0.0, [], []
        for word in _telling(words, everywhere):
            flags = [("+", OFTEN_IN_TEXT), ("^", IN_TITLE)]
            if word.term in everywhere:
                certain += IN_TEXT * word.idf
            else:
                flags.append(("", IN_TEXT))
            for flag, factor in flags:
                found, of_found = self._flagged(one, flag, word.term, telling)
                parts.append(f"SELECT %s::float8 AS earned, id FROM ({found}) AS found")  # noqa: S608
                parameters += [word.idf * factor, *of_found]
        if not parts:
            return "0.0::float8", "", []
        each = " UNION ALL ".join(parts)
        flagged = f"SELECT id, sum(earned) AS earned FROM ({each}) AS each GROUP BY id"  # noqa: S608
        return (
            f"{certain!r}::float8 + coalesce(earned, 0)",
            f"LEFT JOIN ({flagged}) AS flagged USING (id)",
            parameters,
        )

    def _counted(self, expressions: list[str]) -> list[int]:
        columns = ", ".join(["search_frequency(%s::tsquery)"] * len(expressions))
        return list(self._rows(f"SELECT {columns}", expressions)[0])

    def _rows(self, statement: str, parameters: list[object]) -> list[tuple]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall()

    def _expression(self, node: Node, columns: Sequence[str] = ()) -> str:
        scope = quoted(self.scope)
        if isinstance(node, Everything):
            return scope
        if tuple(columns) == ("title",):
            return f"{scope} & {_compiled(_in_title(node), '')}"
        return f"{scope} & {_compiled(node, ''.join(_LETTERS[column] for column in columns))}"


def _telling(words: Sequence[Weighted], required: Collection[Term]) -> Iterator[Weighted]:
    """The weightiest words, as many as can be looked up quickly; no more has one that stands with a rarer one."""
    fewest = min((word.count for word in words if word.term in required), default=math.inf)
    looked_up = 0.0
    for word in sorted(words, key=lambda one: -one.idf)[:MOST_FLAGGED]:
        looked_up += min(word.count, fewest)
        if looked_up > ENOUGH_FLAGGED and word.idf < max(one.idf for one in words):
            return
        yield word


def _in_title(node: Node) -> Node:
    """The same with the flags of title words, which need no look at their places."""
    if isinstance(node, Term):
        return replace(node, variants=tuple(f"^{stem}" for stem in node.variants))
    if isinstance(node, Phrase):
        return All(tuple(_in_title(term) for term in node.terms))
    if isinstance(node, All | Any):
        return type(node)(tuple(_in_title(part) for part in node.parts))
    return Not(_in_title(node.part)) if isinstance(node, Not) else node


def _compiled(node: Node, letters: str) -> str:
    """The text form of a tsquery (PostgreSQL documentation, section 8.11.2)."""
    if isinstance(node, Mark):
        return quoted(node.name)
    if isinstance(node, Term):
        tail = f"{'*' if node.is_prefix else ''}{letters}"
        tail = f":{tail}" if tail else ""
        return f"({' | '.join(quoted(stem) + tail for stem in node.variants)})"
    if isinstance(node, Phrase):
        return f"({' <-> '.join(_compiled(term, letters) for term in node.terms)})"
    if isinstance(node, All | Any):
        sign = " & " if isinstance(node, All) else " | "
        return f"({sign.join(_compiled(part, letters) for part in node.parts)})"
    if isinstance(node, Not):
        return f"!{_compiled(node.part, letters)}"
    # What every entry has, and what none has.
    return "!'_none'" if isinstance(node, Everything) else "'_none'"
