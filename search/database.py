"""The search page on SQLite and PostgreSQL: search.engine.Engine on our own index."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from search.completions import suggested_names, suggested_stories
from search.engine import MOST_COUNTED, Correction, Facets, Filters, Marker, Names, Results, Suggestion
from search.languages import index_languages
from search.marking import marker_of
from search.matching.tree import Wording
from search.matching.wording import node_of
from search.names import names_of
from search.offering import finding
from search.query import ReaderQuery
from search.story_search import StorySearch


class DatabaseEngine:
    """search.engine.Engine on the database that is there. One serves one request: it remembers what it asked."""

    knows_forms = True

    def __init__(self) -> None:
        self._searches: dict[ReaderQuery, StorySearch] = {}

    def _search(self, query: ReaderQuery) -> StorySearch:
        if query not in self._searches:
            self._searches[query] = StorySearch(query)
        return self._searches[query]

    def search_stories(
        self,
        query: ReaderQuery,
        filters: Filters | None = None,
        *,
        newest_first: bool = False,
        start: int = 0,
        size: int = 20,
        facets: bool = True,
        over: Collection[int] = (),
    ) -> Results:
        filters = filters or Filters()
        search = self._search(query)
        ranked = search.ranked(filters, with_facets=facets)
        hits = ranked.hits
        if newest_first:
            hits = sorted(hits, key=lambda hit: (-(hit.published_at or 0), -(hit.number or 0)))
        counted = hits[:MOST_COUNTED]
        listed = [hit.number for hit in counted if hit.number is not None and hit.number not in over]
        return Results(
            ids=listed[start : start + size],
            total=len(counted),
            over=len(counted) - len(listed),
            is_capped=ranked.is_capped or len(hits) > MOST_COUNTED,
            match=ranked.match,
            facets=search.facets(filters, ranked) if facets else Facets(),
            marker=self.marker(query),
        )

    def names(self, query: ReaderQuery, size: int = 4) -> Names:
        return names_of(query, size)

    def suggest(self, typed: str, size: int = 8) -> list[Suggestion]:
        named = suggested_names(typed, max(2, size // 2))
        return named + suggested_stories(typed, size - len(named))

    def has_all(self, query: ReaderQuery, filters: Filters) -> bool:
        return self._search(query).has_all(filters)

    def finds(self, queries: Sequence[ReaderQuery]) -> list[bool]:
        return finding(queries)

    def correct(self, query: ReaderQuery) -> Correction:
        return self._search(query).correction()

    def shorter(self, query: ReaderQuery, filters: Filters) -> list[str]:
        return self._search(query).shorter(filters)

    def marker(self, query: ReaderQuery) -> Marker:
        languages = index_languages()
        return marker_of(node_of(query, Wording(languages)), languages)
