"""The search page on SQLite and PostgreSQL: search.engine.Engine on our own index.

Marks in the index narrow and count (search.entries.marks_of); published() has the last word on every story.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db.models.expressions import RawSQL
from django.utils import timezone

from newsreel.models import StoryPage
from search.analysis.texts import Finder
from search.engine import MOST_COUNTED, Facets, Filters, Marker, Names, Results, Suggestion
from search.entries import LIVE_MARK, VIDEO_MARK, model_mark
from search.languages import index_languages
from search.matching.ranking import (
    MOST_CANDIDATES,
    WIDENING,
    Question,
    Ranked,
    Survive,
    gather,
    rank,
    weigh,
)
from search.matching.store import Hit, Store
from search.matching.stores import make_store
from search.matching.tree import Any, Mark, Node, Term, Wording, wanted_terms
from search.matching.wording import node_of, phrase_of
from search.names import names_of, suggested_names
from search.query import ReaderQuery
from search.spelling import corrected

AGES = {"day": 1, "week": 7, "month": 31, "year": 366}
# Above so many months, whole years are asked for.
MOST_MONTHS = 24


class StemMarker:
    """Marks words that have a stem of the query's, in the language of the text."""

    def __init__(self, stems: set[str], language: str) -> None:
        self._finder, self._language = Finder(stems), language

    def spans(self, text: str, language: str = "") -> list[tuple[int, int]]:
        return self._finder.spans(text, language or self._language)


class DatabaseEngine:
    """search.engine.Engine on the database that is there. One serves one request: it remembers what it asked."""

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
    ) -> Results:
        filters = filters or Filters()
        search = self._search(query)
        ranked = search.ranked(filters)
        hits = ranked.hits
        if newest_first:
            hits = sorted(hits, key=lambda hit: (-(hit.published_at or 0), -(hit.number or 0)))
        return Results(
            ids=[hit.number for hit in hits[start : start + size] if hit.number is not None],
            total=min(len(hits), MOST_COUNTED),
            is_capped=ranked.is_capped or len(hits) > MOST_COUNTED,
            match=ranked.match,
            facets=search.facets(filters, ranked) if facets and search.node else Facets(),
            marker=self.marker(query),
        )

    def names(self, query: ReaderQuery, size: int = 4) -> Names:
        return names_of(query, size)

    def suggest(self, typed: str, size: int = 8) -> list[Suggestion]:
        named = suggested_names(typed, max(2, size // 2))
        backend_results = StoryPage.objects.published().autocomplete(typed)
        stories = list(backend_results[: size - len(named)])
        return named + [Suggestion("story", story.pk, story.title, story.url) for story in stories]

    def correct(self, query: ReaderQuery) -> str:
        search = self._search(query)
        text = corrected(query, search.store, search.counts)
        if not text:
            return ""
        return text if self.search_stories(ReaderQuery.parse(text), size=1, facets=False).total else ""

    def marker(self, query: ReaderQuery) -> Marker:
        languages = index_languages()
        node = node_of(query, Wording(languages))
        stems = {stem for term in wanted_terms(node) for stem in term.variants} if node else set()
        return StemMarker(stems, languages[0])


class StorySearch:
    """One query over published stories, narrowed in several ways."""

    def __init__(self, query: ReaderQuery) -> None:
        wording = Wording(index_languages())
        self.node = node_of(query, wording)
        self.whole = phrase_of(query, wording)
        self.store: Store = make_store(model_mark(StoryPage))
        self._published = StoryPage.objects.published().order_by()
        self._words = weigh(self.store, Question(self.node)) if self.node else []

    @property
    def counts(self) -> dict[Term, int]:
        """In how many stories each word stands."""
        return {word.term: word.count for word in self._words}

    def ranked(self, filters: Filters) -> Ranked:
        """The stories that pass the filters, ranked."""
        if self.node is None:
            return Ranked()
        question, survive = self._question(filters), self._survive(filters)
        ranked = rank(self.store, question, survive, words=self._words)
        if ranked.is_capped and len(ranked.hits) < MOST_COUNTED:
            ranked = rank(self.store, question, survive, MOST_CANDIDATES * WIDENING, words=self._words)
        return ranked

    def facets(self, filters: Filters, ranked: Ranked) -> Facets:
        """Counts of each facet as if nothing of it was chosen."""

        def hits_without(**changes: object) -> list[Hit]:
            others = replace(filters, **changes)
            if others == filters:
                return best
            gathered = gather(self.store, self._question(others), self._words, self._survive(others))
            return (gathered.with_all + gathered.with_some)[:MOST_COUNTED]

        def counts(prefix: str, **changes: object) -> dict[str, int]:
            hits = hits_without(**changes)
            if hits is not best:
                return _beginning(_marks(hits), prefix)
            return _beginning(of_best, prefix)

        best = ranked.hits[:MOST_COUNTED]
        of_best = _marks(best)
        return Facets(
            kinds=counts("_kind_", kind=""),
            types=counts("_type_", story_type=""),
            topics={int(pk): count for pk, count in counts("_topic_", topic=None).items()},
            authors={int(pk): count for pk, count in counts("_author_", author=None).items()},
            languages=counts("_lang_", language=""),
            ages=_ages(hits_without(since=None, until=None)),
            with_video=counts(VIDEO_MARK, has_video=False).get("", 0),
        )

    def _question(self, filters: Filters) -> Question:
        return Question(self.node, self.whole, allows_some=True, narrowing=tuple(_narrowing(filters)))

    def _survive(self, filters: Filters) -> Survive:
        """Published, and within the dates to the second."""
        since = filters.since.timestamp() if filters.since else None
        until = filters.until.timestamp() if filters.until else None

        def survive(hits: list[Hit]) -> list[Hit]:
            hits = [
                hit
                for hit in hits
                if (since is None or (hit.published_at or 0) >= since)
                and (until is None or (hit.published_at or 0) < until)
            ]
            if not hits:
                return []
            numbers = RawSQL(*self.store.numbers_sql([hit.number for hit in hits]))  # noqa: S611
            alive = set(self._published.filter(pk__in=numbers).values_list("pk", flat=True))
            return [hit for hit in hits if hit.number in alive]

        return survive


def _narrowing(filters: Filters) -> list[Node]:
    """The filters as marks of the index."""
    marks = [LIVE_MARK]
    marks += [f"_kind_{filters.kind}"] if filters.kind else []
    marks += [f"_type_{filters.story_type}"] if filters.story_type else []
    marks += [f"_lang_{filters.language.replace('-', '_').lower()}"] if filters.language else []
    marks += [f"_topic_{filters.topic}"] if filters.topic else []
    marks += [f"_author_{filters.author}"] if filters.author else []
    marks += [VIDEO_MARK] if filters.has_video else []
    nodes: list[Node] = [Mark(mark) for mark in marks]
    periods = _periods(filters)
    return [*nodes, Any(tuple(map(Mark, periods)))] if periods else nodes


def _periods(filters: Filters) -> list[str]:
    """Months or years that the dates fall into; nothing where they are open for long."""
    if filters.since is None and filters.until is None:
        return []
    now = timezone.now()
    until = min(filters.until or now, now).astimezone(UTC)
    since = (filters.since or datetime(1990, 1, 1, tzinfo=UTC)).astimezone(UTC)
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    if 0 < months <= MOST_MONTHS:
        firsts = [(since.year * 12 + since.month - 1 + step) for step in range(months)]
        return [f"_ym_{month // 12}{month % 12 + 1:02}" for month in firsts]
    if filters.since is None:
        return []
    return [f"_y_{year}" for year in range(since.year, until.year + 1)]


def _marks(hits: list[Hit]) -> Counter[str]:
    return Counter(" ".join(hit.marks for hit in hits).split())


def _beginning(counts: Counter[str], prefix: str) -> dict[str, int]:
    """The marks that begin so, without the prefix, the most frequent first."""
    found = [(mark, count) for mark, count in counts.items() if mark.startswith(prefix)]
    return {mark[len(prefix) :]: count for mark, count in sorted(found, key=lambda one: (-one[1], one[0]))}


def _ages(hits: list[Hit]) -> dict[str, int]:
    now = timezone.now()
    edges = {name: (now - timedelta(days=days)).timestamp() for name, days in AGES.items()}
    return {name: sum((hit.published_at or 0) >= edge for hit in hits) for name, edge in edges.items()}
