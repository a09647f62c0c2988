"""The search page on any engine that Wagtail can talk to, as OpenSearch: its public API, nothing else.

Stories are found, ranked, narrowed and counted by kind and type; ages, topics and authors are not counted, and no
correction is offered. docs/operations.md says when that is worth it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from wagtail.search.backends import get_search_backend

from newsreel.models import Author, StoryPage, Topic
from newsreel.querysets import StoryQuerySet
from search.analysis.texts import plain_words
from search.analysis.words import LONGEST_TEXT, raw_words
from search.engine import MOST_COUNTED, Correction, Facets, Filters, Marker, Names, Results, Suggestion
from search.query import TELLING_LENGTH, ReaderQuery
from search.synonyms import with_synonyms
from search.taught import current_synonyms

# An engine takes 65,536 values in a condition. Of an author or topic with more, the newest stories.
MOST_PATHS = 50_000
# Of what a query finds, to know that it finds something.
FEW = 10
# Each costs some requests.
MOST_ASKED = 8


class PlainMarker:
    """Marks the very words of the query, and of a phrase those in a row, whatever their case and accents."""

    def __init__(self, words: tuple[str, ...]) -> None:
        rows = {tuple(plain_words(one)) for one in words}
        self._rows = sorted(filter(None, rows), key=len, reverse=True)

    def spans(self, text: str, language: str = "") -> list[tuple[int, int]]:
        words = [
            (piece, word.span())
            for word in raw_words(text[:LONGEST_TEXT])
            for piece in plain_words(word.group())
        ]
        pieces, places = [piece for piece, _span in words], [span for _piece, span in words]
        found: list[tuple[int, int]] = []
        for at, (start, _end) in enumerate(places):
            rows = (row for row in self._rows if tuple(pieces[at : at + len(row)]) == row)
            row = next(rows, None)
            if row and (not found or start >= found[-1][1]):
                found.append((start, places[at + len(row) - 1][1]))
        return found


class PublicApiEngine:
    """search.engine.Engine through `.search()`, `.autocomplete()` and `.facet()`."""

    knows_forms = False

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
        if not query.wanted:
            return Results([], 0, False, "none", Facets(), self.marker(query))
        wanted = query.to_engine()
        stories = _narrowed(filters)
        if newest_first:
            stories = stories.order_by("-published_at", "-id")
        found = stories.search(wanted, order_by_relevance=not newest_first)
        listed = (
            _without(stories, over).search(wanted, order_by_relevance=not newest_first) if over else found
        )
        # No engine goes through its results without an end, and nobody has more pages than are counted.
        ids = [story.pk for story in listed[start : start + size]] if start < MOST_COUNTED else []
        # What the engine has not forgotten yet, the database leaves out: then there is nothing to count.
        total = found.count() if ids or start or over else 0
        return Results(
            ids=ids,
            total=min(total, MOST_COUNTED),
            over=total - listed.count() if over else 0,
            is_capped=total > MOST_COUNTED,
            match="all" if total else "none",
            facets=_facets(wanted, filters) if facets else Facets(),
            marker=self.marker(query),
        )

    def names(self, query: ReaderQuery, size: int = 4) -> Names:
        if not query.wanted:
            return Names()
        authors, topics = (_named(model, query, size) for model in (Author, Topic))
        asked = sorted(plain_words(" ".join(query.words)))
        first = [one for one in (*authors[:1], *topics[:1]) if sorted(plain_words(one.name)) == asked]
        kind = "topic" if first and isinstance(first[0], Topic) else "author"
        return Names(tuple(one.pk for one in authors), tuple(one.pk for one in topics), bool(first), kind)

    def suggest(self, typed: str, size: int = 8) -> list[Suggestion]:
        query = ReaderQuery.parse(typed)
        if not query.words:
            return []
        text, backend, found = " ".join(query.words), get_search_backend(), []
        for kind, model in (("author", Author), ("topic", Topic)):
            some = list(backend.autocomplete(text, model.objects.all(), fields=["name"])[: size // 4 or 1])
            found += [Suggestion(kind, one.pk, one.name, one.url) for one in some]
        stories = backend.autocomplete(text, StoryPage.objects.published())[: size - len(found)]
        return found + [Suggestion("story", story.pk, story.title, story.url) for story in stories]

    def has_all(self, query: ReaderQuery, filters: Filters) -> bool:
        return self.search_stories(query, filters, size=1, facets=False).match == "all"

    def finds(self, queries: Sequence[ReaderQuery]) -> Iterator[bool | None]:
        """One by one, and not many: who has enough asks no further."""
        synonyms = current_synonyms()
        for query in (with_synonyms(query, synonyms) for query in queries[:MOST_ASKED]):
            stories = StoryPage.objects.published()
            # The first may be what the engine has not forgotten yet, and the database leaves out.
            found = query.wanted and stories.search(query.to_engine(), order_by_relevance=False)[:FEW]
            yield bool(found) or self.names(query, 1).is_exact
        yield from (None for _query in queries[MOST_ASKED:])

    def correct(self, query: ReaderQuery) -> Correction:
        return Correction()

    def shorter(self, query: ReaderQuery, filters: Filters) -> list[str]:
        return []

    def marker(self, query: ReaderQuery) -> Marker:
        return PlainMarker(query.words_to_mark)


def _narrowed(filters: Filters) -> StoryQuerySet:
    stories = StoryPage.objects.published()
    # By path: Wagtail's backends for other engines pass over a condition on `pk`, which is a pointer to the page.
    if filters.topic:
        stories = stories.filter(path__in=_paths(Topic, filters.topic, "story_topics"))
    if filters.author:
        stories = stories.filter(path__in=_paths(Author, filters.author, "bylines"))
    conditions = {
        "kind": filters.kind,
        "story_type": filters.story_type,
        "language": filters.language,
        "published_at__gte": filters.since,
        "published_at__lt": filters.until,
        "has_video": filters.has_video,
    }
    return stories.filter(**{name: value for name, value in conditions.items() if value})


def _without(stories: StoryQuerySet, over: Collection[int]) -> StoryQuerySet:
    return stories.exclude(
        path__in=list(StoryPage.objects.filter(pk__in=over).values_list("path", flat=True))
    )


def _paths(model: type[Author] | type[Topic], pk: int, relation: str) -> list[str]:
    one = model.objects.filter(pk=pk).first()
    if one is None:
        return []
    newest = getattr(one, relation).order_by("-published_at", "-pk")
    return list(newest.values_list("story__path", flat=True)[:MOST_PATHS])


def _facets(wanted: object, filters: Filters) -> Facets:
    def count(column: str, without: dict[str, str]) -> dict[str, int]:
        stories = _narrowed(replace(filters, **without))
        return dict(stories.search(wanted, order_by_relevance=False).facet(column))

    return Facets(kinds=count("kind", {"kind": ""}), types=count("story_type", {"story_type": ""}))


def _named(model: type[Author] | type[Topic], query: ReaderQuery, size: int) -> list[Author] | list[Topic]:
    """Those whose name has words of the query; the most words first."""
    asked = list(plain_words(" ".join(query.words)))

    def matches(one: Author | Topic) -> int:
        names = list(plain_words(one.name))
        return sum(any(name.startswith(word) for name in names) for word in asked)

    telling = [word for word in query.words if len(word) >= TELLING_LENGTH] or query.words
    # Words as a text: of query objects, Wagtail's backends for other engines complete only the plainest.
    results = get_search_backend().autocomplete(
        " ".join(telling), model.objects.all(), fields=["name"], operator="or", order_by_relevance=False
    )
    return sorted(results[: size * 3], key=lambda one: (-matches(one), one.name))[:size]
