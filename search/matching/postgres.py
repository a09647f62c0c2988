"""The index in PostgreSQL: GIN finds; flags of their own say roughly how well (see search.backends.vectors).

ts_rank() knows nothing of how rare a word is and unpacks every vector, so it is not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connections, router

from search.backends.vectors import quoted
from search.matching.counting import remembered
from search.matching.store import Hit, Text, Wanted
from search.matching.tree import All, Any, Everything, Mark, Node, Not, Phrase, Term
from search.models import Document

# What a match counts, of the weight of its word: in the text at all, at least three times, in the title.
IN_TEXT, OFTEN_IN_TEXT, IN_TITLE = 1.0, 0.5, 1.5
FLAGS = (("", IN_TEXT), ("+", OFTEN_IN_TEXT), ("^", IN_TITLE))
# A closer look is taken at this many anyway.
ROUGHLY_RANKED_FROM = 100
_HIT = "id, object_id, number, published_at, marks"
_LETTERS = {"title": "A", "head": "B", "body": "C", "extra": "D", "names": "A", "hints": "B"}
# Words whose flags are looked up: the weightiest decide who is looked at closely.
_TERM_LIMIT = 5


class PostgresStore:
    """search.matching.store.Store on tsvectors."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self._connection = connections[router.db_for_read(Document)]

    def find(self, wanted: Sequence[Wanted], terms: Sequence[tuple[Term, float]] = ()) -> list[list[Hit]]:
        parts, parameters = [], []
        for place, one in enumerate(wanted):
            parts.append(f"SELECT {place}, {_HIT} FROM search_matches(%s::tsquery, %s)")  # noqa: S608
            parameters += [self._expression(one.node, one.columns), one.most]
        found: list[list[Hit]] = [[] for _ in wanted]
        for place, *row in self._rows(" UNION ALL ".join(parts), parameters):
            found[place].append(Hit(*row))
        for place, one in enumerate(wanted):
            if one.is_scored:
                found[place] = self._scored(found[place], terms, one)
        return found

    def match_titles(self, node: Node, most: int) -> list[tuple[Hit, str]]:
        rows = self._rows(
            "SELECT m.id, m.object_id, m.number, m.published_at, m.marks, d.title "
            "FROM search_matches(%s::tsquery, %s) m JOIN search_document d USING (id) ORDER BY m.id DESC",
            [self._expression(node, ("title",)), most],
        )
        return [(Hit(*row[:-1]), row[-1]) for row in rows]

    def match_typed(self, node: Node, most: int, columns: Sequence[str] = ()) -> list[Hit]:
        return self._hits("search_name_matches", self._expression(node, columns), most)

    def ids_sql(
        self, node: Node, columns: Sequence[str] = (), is_typed: bool = False, key: str = "object_id"
    ) -> tuple[str, list[object]]:
        vector = "name_vector" if is_typed else "vector"
        return (
            f"SELECT {key} FROM search_document WHERE {vector} @@ %s::tsquery",  # noqa: S608
            [self._expression(node, columns)],
        )

    def numbers_sql(self, numbers: list[object]) -> tuple[str, list[object]]:
        return "SELECT unnest(%s::bigint[])", [numbers]

    def frequencies(self, terms: Sequence[Term]) -> list[int]:
        return remembered([_compiled(replace(term, is_prefix=False), "") for term in terms], self._counted)

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        return dict(self._rows("SELECT id, names FROM search_document WHERE id = ANY(%s)", [list(ids)]))

    def texts(self, ids: Iterable[int]) -> dict[int, Text]:
        rows = self._rows(
            "SELECT id, title, head, body, extra FROM search_document WHERE id = ANY(%s)", [list(ids)]
        )
        return {row[0]: Text(*row[1:]) for row in rows}

    def _scored(self, hits: list[Hit], terms: Sequence[tuple[Term, float]], one: Wanted) -> list[Hit]:
        if one.columns == ("title",):
            earned = (IN_TEXT + IN_TITLE) * sum(weight for _term, weight in terms)
            return [hit._replace(score=earned) for hit in hits]
        if len(hits) <= ROUGHLY_RANKED_FROM:
            return hits
        scores = self._rough_scores(terms, hits[-1].id, one.most)
        return [hit._replace(score=scores.get(hit.id, 0.0)) for hit in hits]

    def _rough_scores(self, terms: Sequence[tuple[Term, float]], oldest: int, most: int) -> dict[int, float]:
        """What each entry earns by the flags of the weightiest words."""
        parts, parameters = [], []
        for term, weight in sorted(terms, key=lambda pair: -pair[1])[:_TERM_LIMIT]:
            for flag, factor in FLAGS:
                flagged = Term(tuple(f"{flag}{stem}" for stem in term.variants))
                parts.append("SELECT %s::float8 AS earned, id FROM search_matches(%s::tsquery, %s)")
                parameters += [weight * factor, self._expression(flagged), most]
        each = " UNION ALL ".join(parts)
        statement = f"SELECT id, sum(earned) FROM ({each}) AS each WHERE id >= %s GROUP BY id"  # noqa: S608
        return dict(self._rows(statement, [*parameters, oldest]))

    def _counted(self, expressions: list[str]) -> list[int]:
        columns = ", ".join(["search_frequency(%s::tsquery)"] * len(expressions))
        return list(self._rows(f"SELECT {columns}", expressions)[0])

    def _hits(self, function: str, expression: str, most: int) -> list[Hit]:
        rows = self._rows(
            f"SELECT {_HIT} FROM {function}(%s::tsquery, %s)",  # noqa: S608
            [expression, most],
        )
        return [Hit(*row) for row in rows]

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
