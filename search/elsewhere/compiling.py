"""Queries in the language of the engines, as the search page and the admin mean them.

Wagtail's compilers join words by “or”, compile each field by itself, so that an exclusion holds within one field only,
and know nothing but plain words of what is typed. https://docs.opensearch.org/latest/query-dsl/
"""

from __future__ import annotations

from collections.abc import Sequence

from modelsearch.backends.elasticsearchbase import Field
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, SearchQuery

Compiled = dict[str, object]


class TogetherMixin:
    """For a query compiler, before it: words, phrases and exclusions hold in whichever field they stand."""

    DEFAULT_OPERATOR = "and"

    def _join_and_compile_queries(
        self, query: SearchQuery, fields: Sequence[Field], boost: float = 1.0
    ) -> Compiled:
        def each(queries: Sequence[SearchQuery]) -> list[Compiled]:
            return [self._join_and_compile_queries(one, fields, boost) for one in queries]

        if isinstance(query, And):
            return {"bool": {"must": each(query.subqueries)}}
        if isinstance(query, Or):
            return {"bool": {"should": each(query.subqueries), "minimum_should_match": 1}}
        if isinstance(query, Not):
            return {"bool": {"must_not": each([query.subquery])}}
        if isinstance(query, Boost):
            return self._join_and_compile_queries(query.subquery, fields, boost * query.boost)
        if isinstance(query, MatchAll):
            return {"match_all": {}}
        if isinstance(query, Phrase):
            return self._compile_phrase_query(query, fields)
        if isinstance(query, Fuzzy):
            return self._compile_fuzzy_query(query, fields)
        return self._compile_plaintext_query(query, fields, boost)


class TypedMixin(TogetherMixin):
    """For a compiler of what is being typed, before it: phrases and exclusions too, as editors write them."""

    def get_inner_query(self) -> Compiled:
        names = self.remapped_fields or ["_edgengrams"]
        return self._join_and_compile_queries(self.query, [Field(name) for name in names])
